/** Replaces the expert of one booked interview: the next best, or one that the operator names. */
import { replacementApi, type AnswerOf } from "@interviewvector/domain";
import { useId, useState } from "react";
import { Button } from "../look/Button.tsx";
import { Dialog } from "../look/Dialog.tsx";
import { TextField } from "../look/Field.tsx";
import { Failure } from "../look/Notice.tsx";
import { Read } from "../look/Page.tsx";
import { say } from "../look/Said.tsx";
import { useAct, useAnswer } from "../query.ts";
import { fullTime, ownZone, zoneWords } from "../time.ts";

type Answer = AnswerOf<typeof replacementApi.listReplacements>;
const NEXT_BEST = "";

export function Replace({ interviewId, onClose }: { interviewId: string; onClose: () => void }) {
  const answer = useAnswer(replacementApi.listReplacements, { params: { interviewId } });
  return (
    <Dialog title="Replace the expert" onClose={onClose} wide>
      <Read of={answer} lines={5}>
        {(found) => <Choose found={found} onClose={onClose} />}
      </Read>
    </Dialog>
  );
}

function Choose({ found, onClose }: { found: Answer; onClose: () => void }) {
  const [to, setTo] = useState(NEXT_BEST);
  const [reason, setReason] = useState("");
  const act = useAct(replacementApi.replaceExpert, ({ words }) => {
    say(words);
    onClose();
  });
  const { interviewId, expertId, replacements } = found;
  const nextBest = replacements.find(({ how }) => how !== "short_notice");
  const others = replacements.filter((one) => one !== nextBest);
  const automatic =
    nextBest === undefined
      ? "Nobody else is free then. The candidate gets an apology and is asked to choose another time."
      : `${nextBest.name}, ${zoneWords(nextBest.zone)}. ${capital(nextBest.why)}.`;
  return (
    <form
      className="space-y-4"
      onSubmit={(event) => {
        event.preventDefault();
        const named = to === NEXT_BEST ? {} : { toExpertId: to };
        act.mutate({ params: { interviewId }, body: { fromExpertId: expertId, reason, ...named } });
      }}
    >
      <p>
        {`${found.candidate}, ${found.position} (${found.company}), with ${found.expert}.`}
        <span className="block text-soft">{fullTime(found.startAt, ownZone)}</span>
      </p>
      <fieldset className="space-y-2">
        <legend className="label">Who takes it over</legend>
        <Option
          value={NEXT_BEST}
          chosen={to}
          onChoose={setTo}
          title={nextBest === undefined ? "Ask the candidate to choose again" : "The next best"}
          words={automatic}
        />
        {others.map((one) => (
          <Option
            key={one.expertId}
            value={one.expertId}
            chosen={to}
            onChoose={setTo}
            title={one.name}
            words={`${zoneWords(one.zone)}. ${capital(one.why)}.`}
          />
        ))}
      </fieldset>
      <TextField label="Reason (only operators see it)" maxLength={500} value={reason} onValue={setReason} />
      <p className="text-sm text-soft">
        Both experts get a mail with their calendar entry, Lever the new name and a note. The candidate gets a mail only
        when the link to join changes, or when they must choose again.
      </p>
      <Failure error={act.error} />
      <div className="flex justify-end gap-2">
        <Button onPress={onClose}>Not now</Button>
        <Button submit weight="primary" busy={act.isPending}>
          {to === NEXT_BEST && nextBest === undefined ? "Ask the candidate" : "Replace"}
        </Button>
      </div>
    </form>
  );
}

interface OptionProps {
  value: string;
  chosen: string;
  onChoose: (value: string) => void;
  title: string;
  words: string;
}

function Option({ value, chosen, onChoose, title, words }: OptionProps) {
  const id = useId();
  return (
    <div className="flex gap-3 rounded-md border border-line px-3 py-2.5 has-checked:border-accent">
      <input
        id={id}
        type="radio"
        name="to"
        className="mt-1 size-4 shrink-0 accent-accent"
        checked={value === chosen}
        aria-describedby={`${id}-why`}
        onChange={() => onChoose(value)}
      />
      <div>
        <label htmlFor={id} className="cursor-pointer font-medium">
          {title}
        </label>
        <p id={`${id}-why`} className="text-sm text-soft">
          {words}
        </p>
      </div>
    </div>
  );
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
