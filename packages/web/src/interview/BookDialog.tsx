import { interviewApi } from "@interviewvector/domain";
import { useState } from "react";
import { useCompany } from "../company.ts";
import { SelectField } from "../look/Field.tsx";
import { Ask } from "../look/Dialog.tsx";
import { Notice } from "../look/Notice.tsx";
import { Empty, Read } from "../look/Page.tsx";
import { say } from "../look/Said.tsx";
import { FullTime } from "../look/Time.tsx";
import { useAct, useAnswer } from "../query.ts";
import { ownZone, zoneWords } from "../time.ts";
import type { AskedProps } from "./asked.ts";
import type { InterviewDetail } from "./detail.ts";
import { SlotPicker } from "./SlotPicker.tsx";

/** Books or moves for the candidate: the same times that they would be offered. */
export function BookDialog({ interview, words, onClose }: AskedProps) {
  const params = { interviewId: interview.id };
  const { zone: companyZone } = useCompany();
  const slots = useAnswer(interviewApi.interviewSlots, { params });
  const [zone, setZone] = useState(interview.candidateZone ?? companyZone);
  const [startAt, setStartAt] = useState<string | null>(null);
  // One key per dialog: a second press of a slow button is the same booking.
  const [idempotencyKey] = useState(() => crypto.randomUUID());
  const book = useAct(interviewApi.bookInterview, () => say("Booked"));
  const moves = interview.startAt !== null;
  return (
    <Ask
      title={moves ? `Move ${interview.candidate}’s interview` : `Book for ${interview.candidate}`}
      confirm={moves ? "Move to this time" : "Book this time"}
      why={startAt === null ? "Choose a time first." : null}
      onClose={onClose}
      onConfirm={() => {
        if (startAt === null) return Promise.reject(new Error("No time was chosen"));
        return book.mutateAsync({ params, body: { startAt, idempotencyKey: `${idempotencyKey}:${startAt}` } });
      }}
    >
      <SelectField
        label="Times in the zone of"
        value={zone}
        onValue={setZone}
        choices={zoneChoices(interview, companyZone)}
      />
      <Read of={slots} lines={5}>
        {(answer) =>
          answer.slots.length === 0 ? (
            <Empty title="No time is free">
              {answer.whyNone ?? "Ask an operator to add experts, or widen the position’s window."}
            </Empty>
          ) : (
            <SlotPicker slots={answer.slots} zone={zone} chosen={startAt} onChoose={setStartAt} />
          )
        }
      </Read>
      {startAt !== null && interview.candidateZone !== null && isNight(startAt, interview.candidateZone) && (
        <Notice tone="warn" title="This is at night for the candidate">
          <FullTime at={startAt} zone={interview.candidateZone} />. Ask them before you book it.
        </Notice>
      )}
      {startAt !== null && <p className="text-sm text-soft">{words}</p>}
    </Ask>
  );
}

function zoneChoices(interview: InterviewDetail, companyZone: string): { value: string; words: string }[] {
  const all: [string | null, string][] = [
    [interview.candidateZone, "candidate"],
    [companyZone, "company"],
    [ownZone, "this computer"],
  ];
  const seen = new Set<string>();
  return all.flatMap(([zone, whose]) => {
    if (zone === null || seen.has(zone)) return [];
    seen.add(zone);
    return [{ value: zone, words: `${zoneWords(zone)}: ${whose}` }];
  });
}

function isNight(at: string, zone: string): boolean {
  const hour = Number(
    new Intl.DateTimeFormat("en-GB", { timeZone: zone, hour: "2-digit", hourCycle: "h23" }).format(new Date(at)),
  );
  return hour >= 22 || hour < 7;
}
