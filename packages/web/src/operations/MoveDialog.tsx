import { movesFrom, vettingApi, wantsReason, type ExpertState } from "@interviewvector/domain";
import { useState } from "react";
import { Ask } from "../look/Dialog.tsx";
import { TextArea } from "../look/Field.tsx";
import { say } from "../look/Said.tsx";
import { wordsFor } from "../look/StateWord.tsx";
import { useAct } from "../query.ts";

interface Props {
  expert: { id: string; name: string; state: ExpertState; canSignIn: boolean; booked: number };
  onClose: () => void;
}

/** Where to, and why; what will happen stands there before it does. */
export function MoveDialog({ expert, onClose }: Props) {
  const possible = movesFrom(expert.state);
  const [to, setTo] = useState<ExpertState>(possible[0] ?? expert.state);
  const [reason, setReason] = useState("");
  const act = useAct(vettingApi.moveExpert, (answer) => say(answer.words));
  const wanted = wantsReason(expert.state, to);
  return (
    <Ask
      title={`Move ${expert.name}`}
      confirm={`Move to ${wordsFor(to)}`}
      danger={to === "gone"}
      why={wanted && reason.trim() === "" ? "Say why first." : null}
      onClose={onClose}
      onConfirm={() => act.mutateAsync({ params: { expertId: expert.id }, body: { to, reason } })}
    >
      <fieldset>
        <legend className="label">{`From ${wordsFor(expert.state)} to`}</legend>
        <div className="space-y-1.5">
          {possible.map((state) => (
            <label key={state} className="flex items-center gap-2.5">
              <input
                type="radio"
                name="to"
                className="size-4 accent-accent"
                checked={to === state}
                onChange={() => setTo(state)}
              />
              {wordsFor(state)}
            </label>
          ))}
        </div>
      </fieldset>
      <TextArea
        label={wanted ? "Why" : "Why (optional)"}
        maxLength={500}
        value={reason}
        onValue={setReason}
        hint="Stays in the history, for operators."
      />
      <p className="text-sm text-soft">{consequence(expert, to)}</p>
    </Ask>
  );
}

function consequence({ name, canSignIn, booked }: Props["expert"], to: ExpertState): string {
  switch (to) {
    case "active":
      return `${name} can be booked within the hours they offer.${canSignIn ? "" : " They get a mail with a link to set a password."}`;
    case "shadow":
    case "reverse_shadow":
      return `${name} can sign in, and is not booked yet.${canSignIn ? "" : " They get a mail with a link to set a password."}`;
    case "paused":
      return `${name} gets no more bookings. The ${booked} that are booked go on.`;
    case "gone":
      return `${name} can no longer sign in. ${booked} booked interviews are given to others, or their candidates are asked to choose again. ${name} gets no mail by this: write to them yourself.`;
    case "applied":
    case "screening":
      return "Nothing is sent.";
    default:
      return to satisfies never;
  }
}
