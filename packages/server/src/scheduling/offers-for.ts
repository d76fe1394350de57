/** What one interview is offered now, for pages and APIs: its situation and the experts, read side by side. */
import type { SchedulingDeps } from "./book.ts";
import type { Crowding } from "./crowd.ts";
import { offeredStarts } from "./offers.ts";
import { situationOf } from "./situation.ts";
import { whyNone } from "./why-none.ts";

export interface Offers {
  /** Instants (ms, sorted) at which the interview may begin. */
  starts: number[];
  /** With the extra minutes of the candidate. */
  durationMinutes: number;
  latestAt: number | null;
  /** In words for the company, when there is no time at all; not for candidates. */
  whyNone: string | null;
  /** For a page that shows them: who else is looking. */
  crowding: Crowding | null;
}

export interface OfferWindow {
  fromAt?: number | undefined;
  toAt?: number | undefined;
  /** As if the candidate had asked for these; absent: as stored. */
  extraMinutes?: number | undefined;
  /** A candidate is looking at them, and counts as one who does. */
  isLook?: boolean;
}

export async function offersFor(
  { database, clock, experts, crowd }: SchedulingDeps,
  interviewId: string,
  window: OfferWindow = {},
): Promise<Offers | null> {
  const [situation, roster] = await Promise.all([
    situationOf(database.service, interviewId, window.extraMinutes),
    experts.current(),
  ]);
  if (!situation) return null;
  const question = { now: clock.now(), fromAt: window.fromAt, toAt: window.toAt };
  const starts = offeredStarts(roster, situation, question);
  return {
    starts,
    durationMinutes: situation.meeting.durationMinutes,
    latestAt: situation.latestAt,
    whyNone: starts.length > 0 ? null : whyNone(roster, situation, question),
    // Whoever has a time already opens the page to see it.
    crowding: window.isLook === true && situation.booking === null ? crowd.look(roster, situation, starts) : null,
  };
}
