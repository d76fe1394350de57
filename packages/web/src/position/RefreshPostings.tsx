import { positionApi, type AnswerOf } from "@interviewvector/domain";
import { useState } from "react";
import { Button } from "../look/Button.tsx";
import { Dialog } from "../look/Dialog.tsx";
import { Failure, Notice } from "../look/Notice.tsx";
import { say } from "../look/Said.tsx";
import { useAct } from "../query.ts";

type Outcome = AnswerOf<typeof positionApi.refreshPostings>;

/** Reads the tagged postings from the ATS now. */
export function RefreshPostings({ weight = "plain" }: { weight?: "plain" | "primary" }) {
  const [failed, setFailed] = useState<Outcome["failed"]>([]);
  const refresh = useAct(positionApi.refreshPostings, (outcome) => {
    setFailed(outcome.failed);
    if (outcome.failed.length === 0) say(wordsOf(outcome));
  });
  return (
    <>
      <Button weight={weight} busy={refresh.isPending} onPress={() => refresh.mutate({})}>
        {refresh.isPending ? "Reading from Lever …" : "Refresh"}
      </Button>
      {(failed.length > 0 || refresh.error) && (
        <Dialog
          title="Not everything could be read"
          onClose={() => {
            setFailed([]);
            refresh.reset();
          }}
        >
          <div className="space-y-3">
            <Failure error={refresh.error} />
            {failed.map((one) => (
              <Notice key={one.connectionId} tone="bad" title={one.words} />
            ))}
          </div>
        </Dialog>
      )}
    </>
  );
}

function wordsOf({ added, changed, gone }: Outcome): string {
  const parts = [
    added > 0 ? `${added} new` : "",
    changed > 0 ? `${changed} changed` : "",
    gone > 0 ? `${gone} without the tag now` : "",
  ].filter((part) => part !== "");
  return parts.length === 0 ? "Read from Lever: nothing changed" : `Read from Lever: ${parts.join(", ")}`;
}
