import { accountApi, positionApi } from "@interviewvector/domain";
import { useState } from "react";
import { useAdminOnly } from "../company.ts";
import { Button } from "../look/Button.tsx";
import { Ask } from "../look/Dialog.tsx";
import { Card, Read } from "../look/Page.tsx";
import { say } from "../look/Said.tsx";
import { useAct, useAnswer } from "../query.ts";
import { useMe } from "../session.ts";
import { dayWords, fullTime, ownZone } from "../time.ts";
import type { Member } from "./member.ts";
import { MemberForm } from "./MemberForm.tsx";

export const roleWords = { admin: "Admin", recruiter: "Recruiter", agency: "Agency" } as const;

export function Members() {
  const notAdmin = useAdminOnly();
  const answer = useAnswer(accountApi.listMembers);
  const positions = useAnswer(positionApi.listPositions);
  const me = useMe();
  const [editing, setEditing] = useState<Member | "new" | null>(null);
  const [sending, setSending] = useState<Member | null>(null);
  const [removing, setRemoving] = useState<Member | null>(null);
  const titles = new Map((positions.data?.positions ?? []).map((position) => [position.id, position.title]));
  return (
    <Card
      title="Members"
      actions={
        <Button weight="primary" icon="plus" why={notAdmin} onPress={() => setEditing("new")}>
          Invite
        </Button>
      }
    >
      <Read of={answer} lines={4}>
        {({ members }) => (
          <ul className="divide-y divide-line">
            {members.map((member) => (
              <li key={member.userId} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 py-3">
                <div className="min-w-0 flex-1 basis-60">
                  <p className="font-medium">
                    {member.name}
                    <span className="ml-2 text-sm font-normal text-soft">{roleWords[member.role]}</span>
                  </p>
                  <p className="truncate text-sm text-soft">{member.email}</p>
                  {member.invitation && <p className="text-sm">{invitationWords(member)}</p>}
                  {member.role === "agency" && (
                    <p className="text-sm text-soft">
                      {member.positionIds.length === 0
                        ? "sees no position yet"
                        : `sees ${member.positionIds.map((id) => titles.get(id) ?? "a former position").join(", ")}`}
                    </p>
                  )}
                </div>
                <div className="flex flex-wrap gap-2">
                  {member.invitation && (
                    <Button
                      why={notAdmin}
                      label={`Send the invitation to ${member.name} again`}
                      onPress={() => setSending(member)}
                    >
                      Send again
                    </Button>
                  )}
                  <Button why={notAdmin} label={`Change ${member.name}`} onPress={() => setEditing(member)}>
                    Change
                  </Button>
                  <Button
                    why={
                      notAdmin ??
                      (member.email === me.user.email ? "Nobody removes themselves. Ask another admin." : null)
                    }
                    label={`Remove ${member.name}`}
                    onPress={() => setRemoving(member)}
                  >
                    Remove
                  </Button>
                </div>
              </li>
            ))}
          </ul>
        )}
      </Read>
      {editing && (
        <MemberForm
          member={editing === "new" ? null : editing}
          positions={positions.data?.positions ?? []}
          onClose={() => setEditing(null)}
        />
      )}
      {sending && <SendAgain member={sending} onClose={() => setSending(null)} />}
      {removing && <Remove member={removing} onClose={() => setRemoving(null)} />}
    </Card>
  );
}

/** The words of both: how long the mailed link works. */
function invitationWords({ since, invitation }: Member): string {
  const endsAt = invitation?.endsAt ?? null;
  const link =
    endsAt === null
      ? "no link works any more, each ends after three days: send it again"
      : `the link in their mail works until ${fullTime(endsAt, ownZone)}`;
  return `Invited ${dayWords(since, ownZone)}, not accepted yet: ${link}.`;
}

function SendAgain({ member, onClose }: { member: Member; onClose: () => void }) {
  const act = useAct(accountApi.inviteMemberAgain, () => say(`${member.email} gets a mail with a new link`));
  return (
    <Ask
      title={`Send the invitation to ${member.name} again?`}
      confirm="Send again"
      onClose={onClose}
      onConfirm={() => act.mutateAsync({ params: { userId: member.userId } })}
    >
      <p>{`A mail with a new link goes to ${member.email}. It works for three days; the link of an older mail ends now.`}</p>
    </Ask>
  );
}

function Remove({ member, onClose }: { member: Member; onClose: () => void }) {
  const act = useAct(accountApi.removeMember, () => say(`${member.name} is no member any more`));
  return (
    <Ask
      title={`Remove ${member.name}?`}
      confirm="Remove"
      danger
      onClose={onClose}
      onConfirm={() => act.mutateAsync({ params: { userId: member.userId } })}
    >
      <p>They see nothing of the company any more, from this moment on. No mail is sent. You can invite them again.</p>
    </Ask>
  );
}
