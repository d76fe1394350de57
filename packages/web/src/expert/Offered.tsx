import { calendarApi, expertApi, vettingApi, type AnswerOf, type BodyOf } from "@interviewvector/domain";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { call, type ApiError } from "../api.ts";
import { Notice } from "../look/Notice.tsx";
import { Card } from "../look/Page.tsx";
import { useAnswer } from "../query.ts";
import { clockTime, dayAndTime, dayKey, dayWords } from "../time.ts";

export type AvailabilityAnswer = AnswerOf<typeof expertApi.getAvailability>;
type AvailabilityValue = BodyOf<typeof expertApi.putAvailability>;
type Preview = AnswerOf<typeof expertApi.previewAvailability>;

interface Props {
  availability: AvailabilityAnswer;
  value: AvailabilityValue;
  unsaved: boolean;
}

/** What the hours as they stand on this page come to, saved or not: limits, bookings, notice and calendars already taken off. */
export function Offered({ availability, value, unsaved }: Props) {
  const { booked } = availability;
  const preview = usePreview(value);
  const { zone, offered } = preview.data ?? availability;
  const days = Map.groupBy(offered, (at) => dayKey(at, zone));
  return (
    <div className="space-y-5">
      <Card title="Candidates are offered">
        <OutOfThePool />
        <p className="mb-3 text-sm text-soft" aria-live="polite">
          {preview.error
            ? "These hours can’t be read yet: see what is marked."
            : unsaved
              ? "With your changes, once you save them: beginnings of an hour’s interview in the next 14 days."
              : "Beginnings of an hour’s interview in the next 14 days, on your clock."}
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
      {preview.data?.clockChange && <ClockChange zone={zone} change={preview.data.clockChange} />}
    </div>
  );
}

/** Whoever can't be booked at all offers nothing, whatever their hours come to. */
function OutOfThePool() {
  const calendars = useAnswer(calendarApi.listCalendars);
  const profile = useAnswer(vettingApi.getProfile);
  const isActive = profile.data === undefined || profile.data.state === "active";
  const isHeldBack = (calendars.data?.heldBack ?? null) !== null;
  if (isActive && !isHeldBack) return null;
  return (
    <div className="mb-3">
      <Notice tone="warn" title="Nothing at the moment">
        {isActive
          ? "A calendar of yours can’t be read: see Calendars. Once it can, these are offered."
          : "You are not in the pool now, so nobody can book you. Once the people who run the service make you active, these are offered."}
      </Notice>
    </div>
  );
}

/** Your hours stay where they are on your clock; for everybody else they move. */
function ClockChange({ zone, change }: { zone: string; change: NonNullable<Preview["clockChange"]> }) {
  const minutes = Math.abs(change.byMinutes);
  const span = minutes % 60 === 0 ? (minutes === 60 ? "an hour" : `${minutes / 60} hours`) : `${minutes} minutes`;
  return (
    <Card title="When the clocks change">
      <p className="mb-3 text-sm text-soft">
        {`Your clocks go ${change.byMinutes > 0 ? "forward" : "back"} by ${span} on ${dayAndTime(change.at, zone)}. Your hours stay the same on your clock; for candidates elsewhere they move.`}
      </p>
      <table className="w-full text-sm">
        <caption className="sr-only">First and last beginning on the days around the change</caption>
        <thead>
          <tr className="text-left text-soft">
            <th scope="col" className="pb-1 font-medium">
              Day
            </th>
            <th scope="col" className="pb-1 font-medium">
              Your clock
            </th>
            <th scope="col" className="pb-1 font-medium">
              UTC
            </th>
          </tr>
        </thead>
        <tbody>
          {change.days.map(({ onDate, starts }) => (
            <tr key={onDate}>
              <th scope="row" className="py-0.5 text-left font-normal">
                {dayWords(`${onDate}T12:00:00Z`, "UTC")}
              </th>
              <td>{spanWords(starts, zone)}</td>
              <td>{spanWords(starts, "UTC")}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Card>
  );
}

function spanWords(starts: readonly string[], zone: string): string {
  const [first, last] = [starts[0], starts.at(-1)];
  return first === undefined || last === undefined ? "none" : `${clockTime(first, zone)}–${clockTime(last, zone)}`;
}

const SETTLE_MS = 350;

/** Asked once the typing has come to rest. */
function usePreview(value: AvailabilityValue) {
  const typed = JSON.stringify(value);
  const [settled, setSettled] = useState(typed);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(typed), SETTLE_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  return useQuery<Preview, ApiError>({
    queryKey: [expertApi.previewAvailability.path, settled],
    queryFn: ({ signal }) =>
      call(expertApi.previewAvailability, { body: JSON.parse(settled) as AvailabilityValue }, { signal }),
    placeholderData: keepPreviousData,
    retry: false,
  });
}
