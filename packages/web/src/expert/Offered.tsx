import type { AnswerOf, expertApi } from "@interviewvector/domain";
import { Card } from "../look/Page.tsx";
import { clockTime, dayKey, dayWords } from "../time.ts";

export type AvailabilityAnswer = AnswerOf<typeof expertApi.getAvailability>;

/** What the saved hours come to: limits, bookings, notice and calendars already taken off. */
export function Offered({ availability, unsaved }: { availability: AvailabilityAnswer; unsaved: boolean }) {
  const { offered, booked, zone } = availability;
  const days = Map.groupBy(offered, (at) => dayKey(at, zone));
  return (
    <Card title="Candidates are offered">
      <p className="mb-3 text-sm text-soft">
        {unsaved
          ? "As last saved. Save to see what your changes come to."
          : "Beginnings of an hour’s interview in the next 14 days, for your time zone."}
      </p>
      {offered.length === 0 && <p>Nothing. Add weekly hours, or look whether a limit or time off takes them away.</p>}
      <ul className="space-y-2">
        {[...days].map(([day, starts]) => (
          <li key={day} className="grid grid-cols-[5.5rem_1fr] gap-2 text-sm">
            <span className="font-medium">{dayWords(starts[0] ?? day, zone)}</span>
            <span className="text-soft">{starts.map((at) => clockTime(at, zone)).join(", ")}</span>
          </li>
        ))}
      </ul>
      {booked.length > 0 && (
        <>
          <h3 className="mt-5 mb-2 font-medium">Booked</h3>
          <ul className="space-y-1 text-sm">
            {booked.map((one) => (
              <li key={one.startAt}>
                {`${dayWords(one.startAt, zone)}, ${clockTime(one.startAt, zone)}–${clockTime(one.endAt, zone)}`}
              </li>
            ))}
          </ul>
        </>
      )}
    </Card>
  );
}
