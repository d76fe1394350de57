/** When an expert can be booked. Saved on purpose, not on the fly: half a week painted by mistake must not be offered. */
import { expertApi, type BodyOf } from "@interviewvector/domain";
import { useState } from "react";
import { Button } from "../look/Button.tsx";
import { Leaving } from "../look/Leaving.tsx";
import { Failure, Notice } from "../look/Notice.tsx";
import { Page, Read } from "../look/Page.tsx";
import { say } from "../look/Said.tsx";
import { useAct, useAnswer } from "../query.ts";
import { zoneWords } from "../time.ts";
import { mostOf } from "./availability-part.ts";
import { AvailabilityParts } from "./AvailabilityParts.tsx";
import { Offered, type AvailabilityAnswer } from "./Offered.tsx";

export function Component() {
  const answer = useAnswer(expertApi.getAvailability);
  return (
    <Read page="Availability" of={answer} lines={10}>
      {(availability) => <Availability availability={availability} />}
    </Read>
  );
}

type AvailabilityValue = BodyOf<typeof expertApi.putAvailability>;

function Availability({ availability }: { availability: AvailabilityAnswer }) {
  const saved = valueOf(availability);
  // Null while nothing was changed: then what the server says is shown, also when it changes.
  const [typed, setTyped] = useState<AvailabilityValue | null>(null);
  const value = typed ?? saved;
  const unsaved = typed !== null && JSON.stringify(typed) !== JSON.stringify(saved);
  const save = useAct(expertApi.putAvailability, () => {
    setTyped(null);
    say("Saved. This is what candidates are offered now.");
  });
  const change = (part: Partial<AvailabilityValue>) => setTyped({ ...value, ...part });
  const why = unsaved ? whyNotSave(value) : "Nothing was changed.";
  const saveButton = (
    <Button weight="primary" busy={save.isPending} why={why} onPress={() => save.mutate({ body: value })}>
      Save
    </Button>
  );
  return (
    <Page title="Availability" intro={`Your times in ${zoneWords(value.zone)}.`} actions={saveButton}>
      <div className="space-y-5">
        <Failure error={save.error} />
        <div className="grid items-start gap-5 xl:grid-cols-[minmax(0,1fr)_20rem]">
          <AvailabilityParts value={value} change={change} zone={saved.zone} />
          <Offered availability={availability} value={value} unsaved={unsaved} />
        </div>
      </div>
      {unsaved && (
        <div className="sticky bottom-18 z-10 mt-5 md:bottom-4">
          <Notice
            tone="warn"
            title="Unsaved changes"
            actions={
              <>
                <Button onPress={() => setTyped(null)}>Undo all</Button>
                <Button
                  weight="primary"
                  label="Save the changes"
                  busy={save.isPending}
                  why={why}
                  onPress={() => save.mutate({ body: value })}
                >
                  Save
                </Button>
              </>
            }
          >
            Candidates still see your former hours.
          </Notice>
        </div>
      )}
      <Leaving unsaved={() => unsaved}>Your changed hours are not saved yet.</Leaving>
    </Page>
  );
}

function valueOf(answer: AvailabilityAnswer): AvailabilityValue {
  const { zone, weekly, overrides, timeOff, maxPerDay, maxPerWeek, noticeMinutes, mark } = answer;
  return { zone, weekly, overrides, timeOff, maxPerDay, maxPerWeek, noticeMinutes, basedOn: mark };
}

function whyNotSave(value: AvailabilityValue): string | null {
  const intervals = [...value.weekly, ...value.overrides.flatMap((override) => override.intervals)];
  if (intervals.some((one) => one.toMinute <= one.fromMinute)) return "Some hours end before they begin.";
  if (value.timeOff.some((off) => Date.parse(off.toAt) <= Date.parse(off.fromAt)))
    return "Some time off ends before it begins.";
  const { maxPerDay, maxPerWeek, noticeMinutes } = value;
  const can = (limit: number, most: number) => Number.isInteger(limit) && limit >= 0 && limit <= most;
  if (!can(maxPerDay, mostOf.maxPerDay)) return `At most a day must be a number from 0 to ${mostOf.maxPerDay}.`;
  if (!can(maxPerWeek, mostOf.maxPerWeek)) return `At most a week must be a number from 0 to ${mostOf.maxPerWeek}.`;
  if (!can(noticeMinutes, mostOf.noticeHours * 60))
    return `Notice I need must be hours from 0 to ${mostOf.noticeHours}.`;
  return null;
}
