import { operationsApi, type AnswerOf } from "@interviewvector/domain";
import { useState } from "react";
import { Button } from "../look/Button.tsx";
import { Dialog } from "../look/Dialog.tsx";
import { Facts } from "../look/Facts.tsx";
import { TextField } from "../look/Field.tsx";
import { Failure } from "../look/Notice.tsx";
import { Read } from "../look/Page.tsx";
import { say } from "../look/Said.tsx";
import { StateWord } from "../look/StateWord.tsx";
import { useAct, useAnswer } from "../query.ts";
import { isAhead } from "./TwoClocks.tsx";
import { dayWords, exactTime, ownZone, zoneWords } from "../time.ts";

type Effect = AnswerOf<typeof operationsApi.getEffect>;

/** One effect with all its attempts and what came back. */
export function EffectDialog({ effectId, onClose }: { effectId: string; onClose: () => void }) {
  const answer = useAnswer(operationsApi.getEffect, { params: { effectId } }, { refetchMs: 3000 });
  return (
    <Dialog wide title={answer.data?.title ?? "Effect"} onClose={onClose}>
      <Read of={answer} lines={6}>
        {(effect) => (
          <div className="space-y-5">
            <Facts
              facts={[
                ["State", <StateWord key="s" state={effect.state} />],
                ["Kind", effect.kind],
                ["Company", effect.company],
              ]}
            />
            <Facts
              aside
              facts={[
                ["Lane", <Code key="l" text={effect.lane} />],
                ["Key", <Code key="k" text={effect.key} />],
                ["Id outside", effect.externalId === null ? null : <Code key="i" text={effect.externalId} />],
              ]}
            />
            <Attempts effect={effect} />
            <details>
              <summary className="cursor-pointer text-accent">Payload</summary>
              <pre className="mt-2 rounded-md bg-sunk p-3 text-sm whitespace-pre-wrap wrap-anywhere">
                {JSON.stringify(effect.payload, null, 2)}
              </pre>
            </details>
            <Mend effect={effect} onClose={onClose} />
          </div>
        )}
      </Read>
    </Dialog>
  );
}

function Code({ text }: { text: string }) {
  return <code className="text-sm break-all">{text}</code>;
}

function Attempts({ effect }: { effect: Effect }) {
  return (
    <section>
      <h3 className="mb-1 font-medium">{`Attempts. Times in ${zoneWords(ownZone)}${isAhead(effect.clockAheadMs) ? ", by the real clock" : ""}.`}</h3>
      {effect.attempts.length === 0 && <p className="text-soft">None yet.</p>}
      <ol className="divide-y divide-line">
        {effect.attempts.map((attempt) => (
          <li key={attempt.attempt} className="flex flex-wrap gap-x-3 py-2">
            <span className="w-8 text-soft">{attempt.attempt}</span>
            <time
              dateTime={attempt.beganAt}
            >{`${dayWords(attempt.beganAt, ownZone)}, ${exactTime(attempt.beganAt, ownZone)}`}</time>
            <span className="min-w-0 flex-1 basis-52 break-words">{attempt.words}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}

function Mend({ effect, onClose }: { effect: Effect; onClose: () => void }) {
  const params = { effectId: effect.id };
  const [reason, setReason] = useState("");
  const retry = useAct(operationsApi.retryEffect, () => say("It is tried again"));
  const discard = useAct(operationsApi.discardEffect, () => {
    say("Discarded");
    onClose();
  });
  const over = effect.state === "done" || effect.state === "skipped";
  return (
    <div className="flex flex-wrap items-end justify-between gap-4 border-t border-line pt-4">
      <Button
        weight="primary"
        busy={retry.isPending}
        why={effect.state === "dead" ? null : over ? "It is over." : "It is tried again by itself."}
        onPress={() => retry.mutate({ params })}
      >
        Retry
      </Button>
      <form
        className="flex flex-wrap items-end gap-2"
        onSubmit={(event) => {
          event.preventDefault();
          discard.mutate({ params, body: { reason } });
        }}
      >
        <TextField label="Reason to give it up" minLength={3} maxLength={500} value={reason} onValue={setReason} />
        <Button
          submit
          weight="danger"
          className="min-h-10"
          busy={discard.isPending}
          why={over ? "It is over." : reason.trim().length < 3 ? "Give a reason first." : null}
        >
          Discard
        </Button>
      </form>
      <Failure error={retry.error ?? discard.error} />
    </div>
  );
}
