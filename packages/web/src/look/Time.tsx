/** An instant on screen: `<time>` with the whole truth in its title. */
import { useNow } from "../clock.ts";
import { dayAndTime, distanceWords, fullTime, ownZone } from "../time.ts";

/** "Tue 8 Dec 2026, 14:30, Kolkata (GMT+5:30)" */
export function FullTime({ at, zone }: { at: string; zone: string }) {
  return <time dateTime={at}>{fullTime(at, zone)}</time>;
}

/** "Tue 8 Dec, 14:30": only where the zone stands in the head of the list. */
export function ListTime({ at, zone }: { at: string; zone: string }) {
  return (
    <time dateTime={at} title={fullTime(at, zone)} className="whitespace-nowrap">
      {dayAndTime(at, zone)}
    </time>
  );
}

/** "3 min ago". `aheadMs`: how far the platform's time is ahead of the clock that `at` was read from. */
export function Ago({ at, aheadMs = 0 }: { at: string; aheadMs?: number }) {
  const now = useNow() - aheadMs;
  return (
    <time dateTime={at} title={fullTime(at, ownZone)} className="whitespace-nowrap">
      {distanceWords(at, now)}
    </time>
  );
}
