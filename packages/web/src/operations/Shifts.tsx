import { replacementApi } from "@interviewvector/domain";
import { useState } from "react";
import { Button } from "../look/Button.tsx";
import { NumberField, SelectField, TextField } from "../look/Field.tsx";
import { Failure } from "../look/Notice.tsx";
import { Card, Read } from "../look/Page.tsx";
import { say } from "../look/Said.tsx";
import { useAct, useAnswer } from "../query.ts";
import { instantOf, ownZone, rangeWords } from "../time.ts";
import type { ExpertRow } from "./Away.tsx";

/** Times for which more experts are wanted; they take them on their own pages. */
export function Shifts({ experts }: { experts: readonly ExpertRow[] }) {
  const answer = useAnswer(replacementApi.listShifts);
  const close = useAct(replacementApi.closeShift, () => say("Closed"));
  return (
    <Card title="Open shifts">
      <Read of={answer} lines={2}>
        {({ shifts }) => (
          <>
            {shifts.length === 0 && (
              <p className="text-sm text-soft">
                None. Post one, and experts who take it open their hours for that time.
              </p>
            )}
            <ul className="divide-y divide-line">
              {shifts.map((shift) => {
                const when = rangeWords(shift.fromAt, shift.toAt, ownZone);
                const taken = shift.taken.map(({ expert }) => expert).join(", ");
                return (
                  <li key={shift.id} className="flex flex-wrap items-center justify-between gap-3 py-2.5 first:pt-0">
                    <span className="min-w-0 flex-1 basis-56">
                      {when}
                      <span className="block text-sm text-soft">
                        {`${shift.taken.length} of ${shift.wanted} taken${taken === "" ? "" : `: ${taken}`}${shift.category === null ? "" : ` · ${shift.category}`}${shift.note === "" ? "" : ` · ${shift.note}`}`}
                      </span>
                    </span>
                    <Button
                      label={`Close the shift ${when}`}
                      onPress={() => close.mutate({ params: { shiftId: shift.id } })}
                    >
                      Close
                    </Button>
                  </li>
                );
              })}
            </ul>
          </>
        )}
      </Read>
      <PostShift categories={[...new Set(experts.flatMap(({ categories }) => categories))].toSorted()} />
    </Card>
  );
}

function PostShift({ categories }: { categories: readonly string[] }) {
  const [from, setFrom] = useState("");
  const [to, setTo] = useState("");
  const [wanted, setWanted] = useState(1);
  const [category, setCategory] = useState("");
  const [note, setNote] = useState("");
  const post = useAct(replacementApi.postShift, () => {
    say("Posted");
    setFrom("");
    setTo("");
    setNote("");
  });
  const why =
    from === "" || to === ""
      ? "Give the beginning and the end first."
      : to <= from
        ? "The end must lie after the beginning."
        : wanted >= 1
          ? null
          : "Say how many experts are wanted.";
  const at = (local: string) => instantOf(local.slice(0, 10), local.slice(11, 16), ownZone);
  return (
    <form
      className="mt-3 grid items-end gap-3 sm:grid-cols-2"
      onSubmit={(event) => {
        event.preventDefault();
        if (why !== null) return;
        const body = { fromAt: at(from), toAt: at(to), wanted, category: category || null, note };
        post.mutate({ body });
      }}
    >
      <TextField label="Shift from" type="datetime-local" value={from} onValue={setFrom} />
      <TextField label="Shift until" type="datetime-local" value={to} min={from} onValue={setTo} />
      <NumberField label="Experts wanted" value={wanted} onValue={setWanted} min={1} max={500} />
      <SelectField
        label="Category"
        value={category}
        onValue={setCategory}
        choices={[{ value: "", words: "Any" }, ...categories.map((one) => ({ value: one, words: one }))]}
      />
      <TextField label="Note for experts" className="sm:col-span-2" maxLength={300} value={note} onValue={setNote} />
      <div className="empty:hidden sm:col-span-2">
        <Failure error={post.error} />
      </div>
      <Button submit why={why} busy={post.isPending} className="min-h-10 justify-self-start">
        Post the shift
      </Button>
    </form>
  );
}
