import { replacementApi, type AnswerOf, type operationsApi } from "@interviewvector/domain";
import { useState } from "react";
import { Button } from "../look/Button.tsx";
import { Ask } from "../look/Dialog.tsx";
import { SelectField, TextField } from "../look/Field.tsx";
import { Card } from "../look/Page.tsx";
import { say } from "../look/Said.tsx";
import { Failure, Notice } from "../look/Notice.tsx";
import { useAct, useAnswer } from "../query.ts";
import { dayAndTime, instantOf, ownZone, rangeWords, zoneWords } from "../time.ts";

export type ExpertRow = AnswerOf<typeof operationsApi.listExperts>["experts"][number];

/** Somebody is ill: no more bookings, and all their interviews in that time find others. */
export function Away({ experts }: { experts: readonly ExpertRow[] }) {
  const [expertId, setExpertId] = useState("");
  const [from, setFrom] = useState("");
  const [to, setTo] = useState("");
  const [reason, setReason] = useState("");
  const [asking, setAsking] = useState(false);
  const act = useAct(replacementApi.expertAway, ({ words }) => {
    say(words);
    setFrom("");
    setTo("");
    setReason("");
  });
  const why =
    expertId === ""
      ? "Choose the expert first."
      : from === "" || to === ""
        ? "Give the beginning and the end first."
        : to <= from
          ? "The end must lie after the beginning."
          : null;
  const away = experts.find(({ id }) => id === expertId)?.name ?? "";
  const at = (local: string) => instantOf(local.slice(0, 10), local.slice(11, 16), ownZone);
  return (
    <Card title="Somebody is ill or away">
      <form
        className="grid items-end gap-3 sm:grid-cols-2"
        onSubmit={(event) => {
          event.preventDefault();
          if (why === null) setAsking(true);
        }}
      >
        <SelectField
          label="Expert"
          className="sm:col-span-2"
          value={expertId}
          onValue={setExpertId}
          choices={[{ value: "", words: "Choose …" }, ...experts.map(({ id, name }) => ({ value: id, words: name }))]}
        />
        <TextField label="Away from" type="datetime-local" value={from} onValue={setFrom} />
        <TextField label="Away until" type="datetime-local" value={to} min={from} onValue={setTo} />
        <TextField
          label="Reason (only operators see it)"
          className="sm:col-span-2"
          maxLength={500}
          value={reason}
          onValue={setReason}
        />
        <p className="text-sm text-soft sm:col-span-2">
          {`Times in ${zoneWords(ownZone)}. The time is closed for bookings at once; each interview in it goes to the next best expert, or the candidate is asked to choose again.`}
        </p>
        <Button submit why={why} className="min-h-10 justify-self-start">
          Find others for their interviews
        </Button>
      </form>
      {asking && (
        <Ask
          title={`${away} is away?`}
          confirm="Find others"
          danger
          onClose={() => setAsking(false)}
          onConfirm={() =>
            act.mutateAsync({
              params: { expertId },
              body: { fromAt: at(from), toAt: at(to), cause: "ill", reason },
            })
          }
        >
          <Held expertId={expertId} fromAt={at(from)} toAt={at(to)} />
        </Ask>
      )}
    </Card>
  );
}

/** How much it is about, before it is done: a slip in the date may be ten interviews. */
function Held({ expertId, fromAt, toAt }: { expertId: string; fromAt: string; toAt: string }) {
  const held = useAnswer(replacementApi.heldWhileAway, { params: { expertId }, query: { fromAt, toAt } });
  const { interviews = 0, firstAt = null } = held.data ?? {};
  const first = firstAt === null ? "" : `, ${interviews === 1 ? "" : "the first "}on ${dayAndTime(firstAt, ownZone)}`;
  return (
    <>
      <p>{rangeWords(fromAt, toAt, ownZone)}</p>
      {held.data && (
        <Notice
          tone={interviews > 0 ? "warn" : "info"}
          title={
            interviews === 0
              ? "No interview is booked with them in this time"
              : `${interviews} ${interviews === 1 ? "interview is" : "interviews are"} booked with them in this time${first}`
          }
        >
          {interviews === 0 && "It is closed for bookings."}
        </Notice>
      )}
      <p>
        Each interview of theirs in this time goes to the next best expert: both get a mail with their calendar entry,
        and Lever the new name and a note. Where nobody is free, the candidate gets our apology and is asked to choose
        again.
      </p>
      <Failure error={held.error} />
    </>
  );
}
