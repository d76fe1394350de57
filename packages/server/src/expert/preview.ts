/** What hours come to before they are saved: the next two weeks, and the days around the next change of the clocks. It writes nothing. */
import { days, type AnswerOf, type expertApi, positionSettings } from "@interviewvector/domain";
import { checkRules, compileExpert, horizonAround, isRefusal, slots, type ExpertRules } from "@interviewvector/slots";
import { invalid, notFound } from "../http/problem.ts";
import type { Door } from "../interview/act.ts";
import { busyOf, readExperts } from "../scheduling/expert-rows.ts";
import { meetingClass } from "../scheduling/situation.ts";

type Preview = AnswerOf<typeof expertApi.previewAvailability>;

const AHEAD_DAYS = 14;
const meeting = meetingClass(60, positionSettings.parse({}));

export async function previewAvailability(
  { database, clock }: Door,
  expertId: string,
  rules: ExpertRules,
): Promise<Preview> {
  const refusal = checkRules(rules);
  if (refusal) throw invalid(refusal.sentence);
  const now = clock.now();
  const horizon = horizonAround(now - days(1), now + days(AHEAD_DAYS + 1));
  const [record] = await readExperts(database.service, [expertId], horizon, now);
  if (!record) throw notFound("This expert");
  const row = compileExpert(rules, busyOf(record, now), horizon);
  const window = { fromMs: now, toMs: now + days(AHEAD_DAYS) };
  return {
    zone: rules.zone,
    offered: isRefusal(row) ? [] : slots([row], meeting, window, { nowMs: now }).map(iso),
    clockChange: clockChange(rules, now),
  };
}

/** Two days before and after; bookings, limits and notice left aside, since only the clock is to be seen. */
function clockChange({ zone, weekly, overrides, timeOff }: ExpertRules, now: number): Preview["clockChange"] {
  const here = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(zone);
  const change = here.getTimeZoneTransition("next");
  if (change === null || change.epochMilliseconds > now + days(366)) return null;
  const before = change.subtract({ nanoseconds: 1 });
  const first = change.startOfDay().subtract({ days: 2 });
  const window = { fromMs: first.epochMilliseconds, toMs: first.add({ days: 5 }).epochMilliseconds };
  const plain = { zone, weekly, overrides, timeOff, caps: {} };
  const row = compileExpert(plain, [], horizonAround(window.fromMs - days(1), window.toMs + days(1)));
  const starts = isRefusal(row) ? [] : slots([row], meeting, window, { nowMs: window.fromMs });
  const dayOf = (at: number) =>
    Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDate().toString();
  return {
    at: iso(change.epochMilliseconds),
    byMinutes: (change.offsetNanoseconds - before.offsetNanoseconds) / 60e9,
    days: Array.from({ length: 5 }, (_, at) => {
      const onDate = first.add({ days: at }).toPlainDate().toString();
      return { onDate, starts: starts.filter((start) => dayOf(start) === onDate).map(iso) };
    }),
  };
}

function iso(at: number): string {
  return new Date(at).toISOString();
}
