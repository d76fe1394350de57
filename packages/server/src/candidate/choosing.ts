/** The two steps of choosing a time, asked of scheduling anew each time: all that is offered, and the one that was picked. */
import type { Context } from "hono";
import type { Variables } from "../http/problem.ts";
import { shownTo } from "../scheduling/crowd.ts";
import type { Whole } from "../interview/whole.ts";
import type { Look } from "../scheduling/index.ts";
import { choosePage } from "./choose-page.ts";
import { confirmPage } from "./confirm-page.ts";
import type { CandidateDeps } from "./deps.ts";
import { instantFrom } from "./form.ts";
import type { Page } from "./frame.ts";
import { statePage } from "./state-pages.ts";
import type { Visit } from "./visit.ts";
import { extraFrom, wishesFrom } from "./wishes.ts";

export type Asked = Context<{ Variables: Variables }>;

export interface Choosing {
  /** Reads the interview together with what it is offered: most who open a link look for a time. */
  read(interviewId: string): Promise<Whole | null>;
  page(visit: Visit): Promise<Page>;
}

export function choosing(deps: CandidateDeps, asked: Asked): Choosing {
  const given = asked.req.query("extra");
  const window = { isLook: true, ...(given === undefined ? {} : { extraMinutes: extraFrom(given) }) };
  let look: Look | null = null;
  return {
    async read(interviewId) {
      look = await deps.scheduling.lookAt(interviewId, window);
      return look && look.whole;
    },
    async page(visit) {
      const offers = await (look ? look.offers() : deps.scheduling.offersFor(visit.facts.row.id, window));
      if (!offers) return statePage(visit);
      const extraMinutes = given === undefined ? visit.loaded.row.extra_minutes : extraFrom(given);
      const wanted = { day: asked.req.query("day"), month: asked.req.query("month"), extraMinutes };
      const { zone, now } = visit;
      const viewing = offers.crowding && { ...offers.crowding, viewer: visit.facts.row.id, zone, now };
      const starts = viewing ? shownTo(offers.starts, viewing) : offers.starts;
      const isPart = starts.length < offers.starts.length;
      return choosePage(visit, {
        offers: { ...offers, starts },
        isPart,
        wanted,
        supportEmail: deps.config.supportEmail,
      });
    },
  };
}

export async function confirm(deps: CandidateDeps, visit: Visit, asked: Asked): Promise<Page | null> {
  const startAt = instantFrom(asked.req.query("start"));
  // One's own time, as after going back in the browser: it is theirs already.
  if (startAt === null || startAt === visit.loaded.interview.booking?.startAt) return null;
  const { row } = visit.loaded;
  const stored = wishesFrom(row.extra_minutes, row.accommodation);
  const given = asked.req.query("extra");
  const wishes = { ...stored, extraMinutes: given === undefined ? stored.extraMinutes : extraFrom(given) };
  const offers = await deps.scheduling.offersFor(row.id, { extraMinutes: wishes.extraMinutes });
  if (!offers) return null;
  const key = deps.door.newId();
  const minutes = offers.durationMinutes;
  if (offers.starts.includes(startAt)) {
    const kept = await deps.scheduling.heldFor(row.id);
    const keptUntil = kept?.startAt === startAt ? kept.untilAt : null;
    return confirmPage(visit, { startAt, minutes, wishes, key, keptUntil });
  }
  const nearest = await deps.scheduling.nearestTo(row.id, startAt, wishes.extraMinutes);
  const problem = { kind: "lost" as const, words: "This time is no longer free.", nearest };
  return confirmPage(visit, { startAt, minutes, wishes, key, problem });
}
