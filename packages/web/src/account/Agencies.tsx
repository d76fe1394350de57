/** Agencies and their positions: who from outside sees what, read and changed position by position. */
import { accountApi, positionApi, type AnswerOf } from "@interviewvector/domain";
import { useState } from "react";
import { useAdminOnly } from "../company.ts";
import { Button, LinkButton } from "../look/Button.tsx";
import { Ask } from "../look/Dialog.tsx";
import { Tick } from "../look/Field.tsx";
import { Card, Empty, Read } from "../look/Page.tsx";
import { say } from "../look/Said.tsx";
import { StateWord } from "../look/StateWord.tsx";
import { useAct, useAnswer } from "../query.ts";
import type { Member } from "./member.ts";
import { MemberForm } from "./MemberForm.tsx";

type Position = AnswerOf<typeof positionApi.listPositions>["positions"][number];

export function Agencies() {
  const notAdmin = useAdminOnly();
  const members = useAnswer(accountApi.listMembers);
  const positions = useAnswer(positionApi.listPositions);
  const [inviting, setInviting] = useState(false);
  const [giving, setGiving] = useState<Position | null>(null);
  const agencies = (members.data?.members ?? []).filter(({ role }) => role === "agency");
  const invite = (
    <Button weight="primary" icon="plus" why={notAdmin} onPress={() => setInviting(true)}>
      Invite an agency
    </Button>
  );
  return (
    <Card title="Agencies and their positions" actions={agencies.length > 0 ? invite : undefined}>
      <Read of={members} lines={3}>
        {() =>
          agencies.length === 0 ? (
            <Empty title="No agency works with you here" actions={invite}>
              An agency sees only the positions that you give to it, and the candidates of those.
            </Empty>
          ) : (
            <Read of={positions} lines={3}>
              {({ positions: all }) => (
                <>
                  <p className="mb-2 text-soft">{agencies.map((one) => agencyWords(one, all)).join(" · ")}</p>
                  <Given positions={all} agencies={agencies} notAdmin={notAdmin} onChange={setGiving} />
                </>
              )}
            </Read>
          )
        }
      </Read>
      {inviting && (
        <MemberForm
          member={null}
          firstRole="agency"
          positions={positions.data?.positions ?? []}
          onClose={() => setInviting(false)}
        />
      )}
      {giving && <Give position={giving} agencies={agencies} onClose={() => setGiving(null)} />}
    </Card>
  );
}

function agencyWords({ name, email, positionIds }: Member, all: readonly Position[]): string {
  const seen = all.filter(({ id }) => positionIds.includes(id)).length;
  return `${name} (${email}) sees ${seen} of ${all.length}`;
}

interface GivenProps {
  positions: readonly Position[];
  agencies: readonly Member[];
  notAdmin: string | null;
  onChange: (position: Position) => void;
}

function Given({ positions, agencies, notAdmin, onChange }: GivenProps) {
  if (positions.length === 0)
    return (
      <Empty title="There is no position yet" actions={<LinkButton to="/app/positions">To positions</LinkButton>}>
        Positions come from the jobs in Lever that carry the tag.
      </Empty>
    );
  return (
    <ul className="divide-y divide-line">
      {positions.map((position) => {
        const seenBy = agencies.filter(({ positionIds }) => positionIds.includes(position.id));
        return (
          <li key={position.id} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 py-3">
            <div className="min-w-0 flex-1 basis-60">
              <p className="flex flex-wrap items-baseline gap-x-3 font-medium">
                {position.title}
                <StateWord state={position.state} />
              </p>
              <p className="text-sm text-soft">
                {seenBy.length === 0 ? "seen by no agency" : `seen by ${seenBy.map(({ name }) => name).join(", ")}`}
              </p>
            </div>
            <Button
              why={notAdmin}
              label={`Change: agencies that see ${position.title}`}
              onPress={() => onChange(position)}
            >
              Change
            </Button>
          </li>
        );
      })}
    </ul>
  );
}

function Give({
  position,
  agencies,
  onClose,
}: {
  position: Position;
  agencies: readonly Member[];
  onClose: () => void;
}) {
  const update = useAct(accountApi.updateMember);
  const sees = (one: Member) => one.positionIds.includes(position.id);
  const [given, setGiven] = useState<readonly string[]>(agencies.filter(sees).map(({ userId }) => userId));
  const changed = agencies.filter((one) => sees(one) !== given.includes(one.userId));
  async function save() {
    for (const one of changed) {
      const others = one.positionIds.filter((id) => id !== position.id);
      const positionIds = given.includes(one.userId) ? [...others, position.id] : others;
      await update.mutateAsync({ params: { userId: one.userId }, body: { role: "agency", positionIds } });
    }
    say("Saved");
  }
  return (
    <Ask
      title={`Who sees ${position.title}?`}
      confirm="Save"
      why={changed.length === 0 ? "Nothing is changed yet." : null}
      onConfirm={save}
      onClose={onClose}
    >
      <p>They see this position and all its candidates with their interviews, from this moment on. No mail is sent.</p>
      {agencies.map((one) => (
        <Tick
          key={one.userId}
          label={one.name}
          hint={one.email}
          checked={given.includes(one.userId)}
          onValue={(on) => setGiven(on ? [...given, one.userId] : given.filter((id) => id !== one.userId))}
        />
      ))}
    </Ask>
  );
}
