import { replacementApi } from "@interviewvector/domain";
import { useState } from "react";
import { Button } from "../look/Button.tsx";
import { SelectField, TextField } from "../look/Field.tsx";
import { Failure } from "../look/Notice.tsx";
import { Card, Read } from "../look/Page.tsx";
import { say } from "../look/Said.tsx";
import { useAct, useAnswer } from "../query.ts";
import { rangeWords, zoneWords } from "../time.ts";
import type { ExpertRow } from "./Away.tsx";

/** Experts who may be called in at short notice on a day of theirs. */
export function Standby({ experts }: { experts: readonly ExpertRow[] }) {
  const answer = useAnswer(replacementApi.listStandby);
  const [expertId, setExpertId] = useState("");
  const [onDate, setOnDate] = useState("");
  const add = useAct(replacementApi.addStandby, ({ expert }) => say(`${expert} is on standby`));
  const end = useAct(replacementApi.endStandby, () => say("Taken off standby"));
  const chosen = experts.find(({ id }) => id === expertId);
  const why = expertId === "" ? "Choose the expert first." : onDate === "" ? "Choose the day first." : null;
  return (
    <Card title="On standby">
      <Read of={answer} lines={2}>
        {({ standby }) => (
          <>
            {standby.length === 0 && (
              <p className="text-sm text-soft">
                Nobody. Who is on standby is called in when an expert drops out and nobody else is free in time.
              </p>
            )}
            <ul className="divide-y divide-line">
              {standby.map((one) => (
                <li key={one.id} className="flex flex-wrap items-center justify-between gap-3 py-2.5 first:pt-0">
                  <span>
                    {one.expert}
                    <span className="block text-sm text-soft">{rangeWords(one.fromAt, one.toAt, one.zone)}</span>
                  </span>
                  <Button
                    label={`Take off standby: ${one.expert}, ${rangeWords(one.fromAt, one.toAt, one.zone)}`}
                    onPress={() => end.mutate({ params: { standbyId: one.id } })}
                  >
                    Take off standby
                  </Button>
                </li>
              ))}
            </ul>
          </>
        )}
      </Read>
      <form
        className="mt-3 grid items-start gap-3 sm:grid-cols-2"
        onSubmit={(event) => {
          event.preventDefault();
          if (why === null) add.mutate({ body: { expertId, onDate } });
        }}
      >
        <SelectField
          label="Expert on standby"
          value={expertId}
          onValue={setExpertId}
          choices={[{ value: "", words: "Choose …" }, ...experts.map(({ id, name }) => ({ value: id, words: name }))]}
        />
        <TextField
          label="Day"
          type="date"
          value={onDate}
          onValue={setOnDate}
          hint={chosen ? `A day of theirs: ${zoneWords(chosen.zone)}` : undefined}
        />
        <div className="empty:hidden sm:col-span-2">
          <Failure error={add.error} />
        </div>
        <Button submit why={why} busy={add.isPending} className="min-h-10 justify-self-start">
          Put on standby
        </Button>
      </form>
    </Card>
  );
}
