import { useState } from "react";
import { now } from "../clock.ts";
import { Button } from "../look/Button.tsx";
import { TextField } from "../look/Field.tsx";
import { Card } from "../look/Page.tsx";
import { dayAndTime, instantOf } from "../time.ts";
import type { PartProps } from "./availability-part.ts";

/** Stretches in which nothing is offered, whatever the week says. */
export function TimeOff({ value, change }: PartProps) {
  const [from, setFrom] = useState("");
  const [to, setTo] = useState("");
  const [note, setNote] = useState("");
  const coming = value.timeOff
    .map((off, place) => ({ off, place }))
    .filter(({ off }) => Date.parse(off.toAt) > now())
    .sort((left, right) => Date.parse(left.off.fromAt) - Date.parse(right.off.fromAt));
  const why =
    from === "" || to === ""
      ? "Give the beginning and the end first."
      : to <= from
        ? "The end must lie after the beginning."
        : null;
  function add() {
    const fromAt = instantOf(from.slice(0, 10), from.slice(11, 16), value.zone);
    const toAt = instantOf(to.slice(0, 10), to.slice(11, 16), value.zone);
    change({ timeOff: [...value.timeOff, { fromAt, toAt, note }] });
    setFrom("");
    setTo("");
    setNote("");
  }
  return (
    <Card title="Time off">
      <ul className="divide-y divide-line">
        {coming.map(({ off, place }) => (
          <li
            key={off.id ?? off.fromAt}
            className="flex flex-wrap items-center justify-between gap-3 py-2.5 first:pt-0"
          >
            <span>
              {`${dayAndTime(off.fromAt, value.zone)} – ${dayAndTime(off.toAt, value.zone)}`}
              {off.note && <span className="block text-sm text-soft">{off.note}</span>}
            </span>
            <Button
              label={`Remove the time off from ${dayAndTime(off.fromAt, value.zone)}`}
              onPress={() => change({ timeOff: value.timeOff.filter((_, at) => at !== place) })}
            >
              Remove
            </Button>
          </li>
        ))}
      </ul>
      {coming.length === 0 && <p className="mb-3 text-sm text-soft">None planned.</p>}
      <form
        className="mt-3 grid items-end gap-3 sm:grid-cols-2"
        onSubmit={(event) => {
          event.preventDefault();
          if (why === null) add();
        }}
      >
        <TextField label="Off from" type="datetime-local" value={from} onValue={setFrom} />
        <TextField label="Off until" type="datetime-local" value={to} min={from} onValue={setTo} />
        <TextField label="Note (only you see it)" maxLength={200} value={note} onValue={setNote} />
        <Button submit why={why} className="min-h-10 justify-self-start">
          Add time off
        </Button>
      </form>
    </Card>
  );
}
