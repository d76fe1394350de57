/** Times for which more experts are wanted, to be taken here; and the days on which one may be called in at short notice. */
import { replacementApi, type AnswerOf } from "@interviewvector/domain";
import { useState } from "react";
import { Button } from "../look/Button.tsx";
import { Ask } from "../look/Dialog.tsx";
import { Failure } from "../look/Notice.tsx";
import { Card, Read } from "../look/Page.tsx";
import { say } from "../look/Said.tsx";
import { useAct, useAnswer } from "../query.ts";
import { rangeWords } from "../time.ts";

type Shift = AnswerOf<typeof replacementApi.takeShift>;

export function OpenShifts() {
  const answer = useAnswer(replacementApi.openShifts, {}, { refetchMs: 30_000 });
  return (
    <Card title="Open shifts">
      <Read of={answer} lines={2}>
        {({ shifts, standby, zone }) => (
          <>
            {shifts.length === 0 && (
              <p className="text-sm text-soft">
                None at the moment. When more experts are wanted for a time, it stands here for you to take.
              </p>
            )}
            <ul aria-label="Open shifts" className="divide-y divide-line">
              {shifts.map((shift) => (
                <Row key={shift.id} shift={shift} zone={zone} />
              ))}
            </ul>
            {standby.length > 0 && (
              <ul aria-label="On standby" className="mt-3 space-y-1 border-t border-line pt-3">
                {standby.map(({ fromAt, toAt }) => (
                  <li key={fromAt}>
                    {`On standby ${rangeWords(fromAt, toAt, zone)}`}
                    <span className="block text-sm text-soft">
                      You may be called in at short notice when an expert drops out; you get a mail then.
                    </span>
                  </li>
                ))}
              </ul>
            )}
          </>
        )}
      </Read>
    </Card>
  );
}

function Row({ shift, zone }: { shift: Shift; zone: string }) {
  const [asking, setAsking] = useState(false);
  const when = rangeWords(shift.fromAt, shift.toAt, zone);
  const params = { shiftId: shift.id };
  const take = useAct(replacementApi.takeShift, () => say("Taken: your hours are open for that time"));
  const giveBack = useAct(replacementApi.giveShiftBack, () => say("Given back"));
  const places = shift.left === 1 ? "1 place is free" : `${shift.left} places are free`;
  const about = [shift.taken ? "Taken by you" : places, shift.category, shift.note].filter((words) => words);
  return (
    <li className="py-3 first:pt-0 last:pb-0">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <div className="min-w-0 flex-1 basis-56">
          <p>{when}</p>
          <p className="text-sm break-words text-soft">{about.join(" · ")}</p>
        </div>
        {shift.taken ? (
          <Button label={`Give the shift back: ${when}`} onPress={() => setAsking(true)}>
            Give the shift back
          </Button>
        ) : (
          <Button label={`Take the shift: ${when}`} busy={take.isPending} onPress={() => take.mutate({ params })}>
            Take the shift
          </Button>
        )}
      </div>
      <Failure error={take.error} />
      {asking && (
        <Ask
          title="Give this shift back?"
          confirm="Give it back"
          onClose={() => setAsking(false)}
          onConfirm={() => giveBack.mutateAsync({ params })}
        >
          <p>{when}</p>
          <p>
            The hours that it opened are closed again, and others may take it. Interviews that are booked in them stay
            with you; hand them over if you can’t hold them.
          </p>
        </Ask>
      )}
    </li>
  );
}
