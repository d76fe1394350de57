/** An expert can't hold an interview: another takes it, or the candidate chooses again. Free until twelve hours before. */
import { FREE_HAND_OVER_HOURS, isLateHandOver, replacementApi } from "@interviewvector/domain";
import { useState } from "react";
import { now } from "../clock.ts";
import { Button } from "../look/Button.tsx";
import { Ask } from "../look/Dialog.tsx";
import { TextArea } from "../look/Field.tsx";
import { Notice } from "../look/Notice.tsx";
import { say } from "../look/Said.tsx";
import { useAct } from "../query.ts";
import { dayAndTime } from "../time.ts";
import type { AgendaItem } from "./MeetingActions.tsx";

export function HandOver({ item, zone }: { item: AgendaItem; zone: string }) {
  const [asking, setAsking] = useState(false);
  if (item.state !== "scheduled") return null;
  return (
    <>
      <Button label={`I can’t hold it: ${item.candidateFirstName}`} onPress={() => setAsking(true)}>
        I can’t hold it
      </Button>
      {asking && <Question item={item} zone={zone} onClose={() => setAsking(false)} />}
    </>
  );
}

function Question({ item, zone, onClose }: { item: AgendaItem; zone: string; onClose: () => void }) {
  const [reason, setReason] = useState("");
  const act = useAct(replacementApi.handOver, (answer) => say(answer.words));
  const late = isLateHandOver(Date.parse(item.startAt), now());
  return (
    <Ask
      title={`Hand over ${dayAndTime(item.startAt, zone)}?`}
      confirm="Hand it over"
      danger={late}
      why={reason.trim() === "" ? "Please say why; only operators read it." : null}
      onClose={onClose}
      onConfirm={() => act.mutateAsync({ params: { interviewId: item.interviewId }, body: { reason } })}
    >
      <p>
        The next best expert who is free takes the interview at the same time. Only if nobody is,
        {` ${item.candidateFirstName}`} is asked to choose again, with our apology. Your time then is closed for other
        bookings.
      </p>
      {late ? (
        <Notice tone="warn" title={`Less than ${FREE_HAND_OVER_HOURS} hours are left`}>
          It is still right to say it now; but it counts against your quality.
        </Notice>
      ) : (
        <p>{`Until ${FREE_HAND_OVER_HOURS} hours before the beginning it costs nothing and counts against nobody.`}</p>
      )}
      <TextArea label="Why" maxLength={500} value={reason} onValue={setReason} hint="Only operators read it." />
    </Ask>
  );
}
