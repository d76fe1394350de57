import { accountApi } from "@interviewvector/domain";
import { useState } from "react";
import { Button } from "../look/Button.tsx";
import { Dialog } from "../look/Dialog.tsx";
import { TextField, Tick } from "../look/Field.tsx";
import { Failure } from "../look/Notice.tsx";
import { Options } from "../look/Options.tsx";
import { say } from "../look/Said.tsx";
import { useAct } from "../query.ts";
import type { Member } from "./member.ts";

interface Props {
  /** Null: a new person is invited. */
  member: Member | null;
  /** Of a new person, until another is chosen. */
  firstRole?: Member["role"];
  positions: readonly { id: string; title: string }[];
  onClose: () => void;
}

const roles = [
  { value: "admin", words: "Admin", hint: "Connects Lever, invites members, and everything a recruiter does." },
  { value: "recruiter", words: "Recruiter", hint: "Configures positions, follows candidates, reads reports." },
  { value: "agency", words: "Agency", hint: "Sees only the positions given to it, and their candidates." },
] as const;

export function MemberForm({ member, firstRole = "recruiter", positions, onClose }: Props) {
  const [name, setName] = useState(member?.name ?? "");
  const [email, setEmail] = useState(member?.email ?? "");
  const [role, setRole] = useState<Member["role"]>(member?.role ?? firstRole);
  const [given, setGiven] = useState<readonly string[]>(member?.positionIds ?? []);
  const invite = useAct(accountApi.inviteMember, () => {
    say(`${email} gets a mail with a link to set a password`);
    onClose();
  });
  const update = useAct(accountApi.updateMember, () => {
    say("Saved");
    onClose();
  });
  const positionIds = role === "agency" ? [...given] : [];
  function submit() {
    if (member === null) invite.mutate({ body: { email, name, role, positionIds } });
    else update.mutate({ params: { userId: member.userId }, body: { role, positionIds } });
  }
  const error = invite.error ?? update.error;
  return (
    <Dialog
      title={member === null ? "Invite a member" : member.name}
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>Not now</Button>
          <Button submit form="member" weight="primary" busy={invite.isPending || update.isPending}>
            {member === null ? "Send the invitation" : "Save"}
          </Button>
        </>
      }
    >
      <form
        id="member"
        className="space-y-4"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        {member === null && (
          <>
            <TextField label="Name" required value={name} onValue={setName} error={error?.fields["name"]} />
            <TextField
              label="E-mail"
              type="email"
              required
              value={email}
              onValue={setEmail}
              error={error?.fields["email"]}
            />
          </>
        )}
        <Options legend="Role" options={roles} chosen={role} onChoose={setRole} />
        {role === "agency" && (
          <fieldset className="space-y-2">
            <legend className="label">Positions of the agency</legend>
            {positions.length === 0 && <p className="text-sm text-soft">There is no position yet. Give some later.</p>}
            {positions.map((position) => (
              <Tick
                key={position.id}
                label={position.title}
                checked={given.includes(position.id)}
                onValue={(on) => setGiven(on ? [...given, position.id] : given.filter((id) => id !== position.id))}
              />
            ))}
          </fieldset>
        )}
        {member === null && (
          <p className="text-sm text-soft">
            They get a mail with a link to set a password. It works for three days; after that, send it again here.
          </p>
        )}
        <Failure error={error} />
      </form>
    </Dialog>
  );
}
