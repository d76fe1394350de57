/** What the noun is made of. */
import { days } from "@interviewvector/domain";
import type { Crypt } from "../crypt.ts";
import type { Door } from "../interview/act.ts";
import type { Log } from "../log.ts";
import type { Reach } from "../outside/reach.ts";
import type { ReadFor } from "./reader/jobs.ts";
import type { Reader } from "./reader/reader.ts";

export interface CalendarDeps {
  door: Door;
  crypt: Crypt;
  log: Log;
  reach: Reach;
  reader: Reader;
  publicUrl: string;
  /** From one reading of a calendar to the next. */
  intervalMs: number;
  /** Lets the runner look for due work now. */
  wake(): void;
}

/** Times of the runtime's zones may change with an update of it: what was read by older ones is read again. */
export const zoneRules = process.versions["tz"] ?? process.version;

const BACK_DAYS = 2;
/** Offers look 100 days ahead from a horizon that lives for a week; the rest spares a reading of everything every few days. */
const AHEAD_DAYS = 140;
export const LEAST_AHEAD_MS = days(110);
const SOON_DAYS = 14;

export function readFor(
  { publicUrl }: Pick<CalendarDeps, "publicUrl">,
  expert: { id: string; email: string; zone: string },
  { now, owners }: { now: number; owners: readonly string[] },
): ReadFor {
  const today = Math.floor(now / days(1)) * days(1);
  return {
    zone: expert.zone,
    fromMs: today - days(BACK_DAYS),
    toMs: today + days(AHEAD_DAYS),
    soonMs: now + days(SOON_DAYS),
    owners: [expert.email.toLowerCase(), ...owners],
    expertId: expert.id,
    publicUrl,
  };
}
