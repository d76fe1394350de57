import { operationsApi, type AnswerOf, type QueryOf } from "@interviewvector/domain";
import { useState } from "react";
import { Button } from "../look/Button.tsx";
import { Ask } from "../look/Dialog.tsx";
import { say } from "../look/Said.tsx";
import { useAct } from "../query.ts";

type Answer = AnswerOf<typeof operationsApi.listEffects>;
type Filter = NonNullable<QueryOf<typeof operationsApi.listEffects>>;

/** Only what failed for good is tried again; what is pending is tried by itself. */
export function RetryAll({ filter, answer }: { filter: Filter; answer: Answer | undefined }) {
  const [asking, setAsking] = useState(false);
  const retry = useAct(operationsApi.retryEffects, ({ retried }) => say(`${retried} tried again`));
  const { state, kind, search, due } = filter;
  const failed = (answer?.counts ?? [])
    .filter((count) => count.state === "dead" && (kind === undefined || count.kind === kind))
    .reduce((total, count) => total + count.count, 0);
  const why =
    state !== undefined && state !== "dead"
      ? "Only failed effects are tried again. Choose “Failed” or “All”."
      : failed === 0
        ? "Nothing failed here."
        : null;
  const body = {
    ...(state === undefined ? {} : { state }),
    ...(kind === undefined ? {} : { kind }),
    ...(search === undefined ? {} : { search }),
    ...(due === undefined ? {} : { due }),
  };
  return (
    <>
      <Button weight="primary" why={why} onPress={() => setAsking(true)}>
        Retry all filtered
      </Button>
      {asking && (
        <Ask
          title="Try all filtered failed effects again?"
          confirm="Retry all"
          onClose={() => setAsking(false)}
          onConfirm={() => retry.mutateAsync({ body })}
        >
          <p>
            Each looks first whether it was done after all, so nothing is written twice. Mails go to the people named in
            them.
          </p>
        </Ask>
      )}
    </>
  );
}
