import { movesFrom, vettingApi, wantsReason, type AnswerOf, type ExpertState } from "@interviewvector/domain";
import { useState } from "react";
import { Ask } from "../look/Dialog.tsx";
import { TextArea } from "../look/Field.tsx";
import { Failure, Notice } from "../look/Notice.tsx";
import { say } from "../look/Said.tsx";
import { wordsFor } from "../look/StateWord.tsx";
import { useAct, useAnswer } from "../query.ts";
import { dayAndTime, ownZone } from "../time.ts";

interface Props {
  expert: { id: string; name: string; state: ExpertState; canSignIn: boolean };
  onClose: () => void;
}

/** Where to, and why; what will happen stands there before it does. */
export function MoveDialog({ expert, onClose }: Props) {
  const possible = movesFrom(expert.state);
  const [to, setTo] = useState<ExpertState>(possible[0] ?? expert.state);
  const [reason, setReason] = useState("");
  const act = useAct(vettingApi.moveExpert, (answer) => say(answer.words));
  // Read when it is asked: what is booked changes by the minute.
  const card = useAnswer(vettingApi.getExpert, { params: { expertId: expert.id } });
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
      {(to === "gone" || to === "paused") && card.data && <Booked card={card.data} to={to} />}
      <Failure error={card.error} />
    </Ask>
  );
}

/** What it means for interviews, before it is done. */
function Booked({ card, to }: { card: AnswerOf<typeof vettingApi.getExpert>; to: "gone" | "paused" }) {
  const { booked, nextBookedAt, reportsOwed } = card;
  const first = nextBookedAt === null ? "" : `, the first on ${dayAndTime(nextBookedAt, ownZone)}`;
  const count = `${booked} booked ${booked === 1 ? "interview" : "interviews"}${first}`;
  const given = `${booked === 1 ? "It goes" : "Each goes"} to the next best expert at the same time; where nobody is free, the candidate is asked to choose again. Everybody concerned is told.`;
  const stays = `${booked === 1 ? "It stays" : "They stay"} theirs. To give interviews to others, use Cover: Somebody is ill or away.`;
  return (
    <>
      <Notice tone={booked > 0 ? "warn" : "info"} title={booked === 0 ? "No interview is booked with them" : count}>
        {booked > 0 && (to === "gone" ? given : stays)}
      </Notice>
      {to === "gone" && reportsOwed > 0 && (
        <Notice
          tone="bad"
          title={
            reportsOwed === 1
              ? "One report is still to come from them"
              : `${reportsOwed} reports are still to come from them`
          }
        >
          Who is gone can’t sign in, so nobody will write {reportsOwed === 1 ? "it" : "them"}. If you can, wait until
          then, or pause them first.
        </Notice>
      )}
    </>
  );
}

function consequence({ name, canSignIn }: Props["expert"], to: ExpertState): string {
  switch (to) {
    case "active":
      return `${name} can be booked within the hours they offer.${canSignIn ? "" : " They get a mail with a link to set a password."}`;
    case "shadow":
    case "reverse_shadow":
      return `${name} can sign in, and is not booked yet.${canSignIn ? "" : " They get a mail with a link to set a password."}`;
    case "paused":
      return `${name} gets no more bookings, and can still sign in.`;
    case "gone":
      return `${name} can no longer sign in or be booked. That they are gone, no mail tells them: write to them yourself.`;
    case "applied":
    case "screening":
      return "Nothing is sent.";
    default:
      return to satisfies never;
  }
}
