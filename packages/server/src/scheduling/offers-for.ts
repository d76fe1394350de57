/** What one interview is offered now, for pages and APIs: its situation and the experts, read side by side or in one trip. */
import { type Whole, wholeFrom } from "../interview/whole.ts";
import type { SchedulingDeps } from "./book.ts";
import type { Crowding } from "./crowd.ts";
import type { Changes } from "./expert-rows.ts";
import type { Roster } from "./experts-cache.ts";
import { offeredStarts } from "./offers.ts";
import { type Situation, situationFrom, situationOf, type Surroundings } from "./situation.ts";
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
  deps: SchedulingDeps,
  interviewId: string,
  window: OfferWindow = {},
): Promise<Offers | null> {
  const [situation, roster] = await Promise.all([
    situationOf(deps.database.service, interviewId, window.extraMinutes),
    deps.experts.current(),
  ]);
  return situation && offersIn(deps, situation, roster, window);
}

export interface Look {
  whole: Whole;
  /** What is offered as of the look; worked out when somebody wants it, since a link may lead to another page. */
  offers(): Promise<Offers | null>;
}

/** As `look_at_interview` says it. */
interface Seen extends Surroundings, Omit<Changes, "experts"> {
  /** Null: nobody. */
  experts: Changes["experts"] | null;
}

/**
 * The interview with all that hangs on it and what it is offered, asked of the database in one trip (migration 0181): for the
 * page that most people open, many at once. Null when there is no such interview.
 */
export async function lookAt(deps: SchedulingDeps, interviewId: string, window: OfferWindow): Promise<Look | null> {
  const from = deps.experts.kept();
  const [row] = await deps.database.askOften<{ found: Seen | null }>({
    name: "look_at_interview",
    text: "select look_at_interview($1::uuid, $2::xid8) as found",
    values: [interviewId, from?.since ?? null],
  });
  if (!row?.found) return null;
  const seen = { ...row.found, whole: wholeFrom(row.found.whole) };
  return {
    whole: seen.whole,
    async offers() {
      const situation = situationFrom(seen, window.extraMinutes);
      if (!situation) return null;
      const { since, experts } = seen;
      return offersIn(deps, situation, await deps.experts.after(from, { since, experts: experts ?? [] }), window);
    },
  };
}

/** Of what was read already. */
function offersIn(
  { clock, crowd }: Pick<SchedulingDeps, "clock" | "crowd">,
  situation: Situation,
  roster: Roster,
  window: OfferWindow,
): Offers {
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
