/** An expert reads why bookings came to them or didn't: the stored reasons, their load against the pool's, their quality. */
import { sql } from "kysely";
import { days, type AnswerOf, type assignmentApi } from "@interviewvector/domain";
import { notFound } from "../http/problem.ts";
import type { Door } from "../interview/act.ts";
import { moodDays, readExpertMood } from "../rating/mood.ts";
import type { BookingDecision } from "./decision.ts";
import type { ExpertsCache, Roster } from "./experts-cache.ts";
import { fairnessDays } from "./fairness.ts";
import { newcomer, qualityBand, qualityDays, type QualityMark, readQuality } from "./quality.ts";
import { currentLoad } from "./rank.ts";
import { reasonFor } from "./reasons.ts";

type Why = AnswerOf<typeof assignmentApi.whyMine>;

/** What fits on a page that somebody reads. */
const MOST_DECISIONS = 40;

export async function whyMine(door: Door, experts: ExpertsCache, expertId: string): Promise<Why> {
  const now = door.clock.now();
  const db = door.database.service;
  const me = await db.selectFrom("experts").select("zone").where("id", "=", expertId).executeTakeFirst();
  if (!me) throw notFound("This expert");
  const roster = await experts.current();
  const since = new Date(now - days(fairnessDays));
  const rows = await sql<{
    id: string;
    at: Date;
    start_at: Date;
    expert_id: string;
    category: string | null;
    decision: BookingDecision;
  }>`
    select a.id, a.at, lower(a.during) as start_at, a.expert_id, p.category, a.decision
    from assignments a join interviews i on i.id = a.interview_id join positions p on p.id = i.position_id
    where a.named @> array[${expertId}]::uuid[] and a.at > ${since} order by a.at desc, a.id desc limit ${MOST_DECISIONS}`.execute(
    db,
  );
  const quality = (await readQuality(db, now)).get(expertId) ?? newcomer;
  return {
    zone: me.zone,
    days: fairnessDays,
    load: ownLoad(roster, expertId, now),
    pool: poolLoad(roster, now),
    quality: {
      score: quality.score,
      words: bandWords[qualityBand(quality.score)],
      days: qualityDays,
      held: quality.held,
      events: quality.events.map(({ at, mark, points }) => ({
        at: new Date(at).toISOString(),
        words: markWords[mark],
        points,
      })),
    },
    ratings: await ownRatings(door, expertId),
    counts: await counts(door, expertId, since),
    decisions: rows.rows.flatMap((row) => {
      const { outcome, place, words } = reasonFor(row.decision, row.expert_id, expertId);
      if (outcome === "none") return [];
      return {
        id: row.id,
        at: row.at.toISOString(),
        startAt: row.start_at.toISOString(),
        minutes: row.decision.minutes,
        category: row.category,
        outcome,
        place,
        considered: row.decision.considered.length,
        words,
      };
    }),
  };
}

/** Below this many, a mean would tell who gave what. */
const LEAST_RATINGS = 5;

async function ownRatings({ database, clock }: Door, expertId: string): Promise<Why["ratings"]> {
  const { count, mean } = await readExpertMood(database.service, expertId, clock.now());
  const shown = count >= LEAST_RATINGS ? mean : null;
  return { days: moodDays, count, least: LEAST_RATINGS, mean: shown };
}

export function shownLoad({ interviews, offered }: { interviews: number; offered: number }): Why["load"] {
  const perTenHours = offered === 0 ? null : Math.round((1000 * interviews) / offered) / 100;
  return { interviews, offeredHours: Math.round(offered), perTenHours };
}

function ownLoad(roster: Roster, expertId: string, now: number): Why["load"] {
  const own = roster.byId.get(expertId);
  // Whoever is not in the pool now gets nothing now; what they had before counts again when they are back.
  return own ? shownLoad(currentLoad(own, now)) : { interviews: 0, offeredHours: 0, perTenHours: null };
}

function poolLoad(roster: Roster, now: number): Why["pool"] {
  const loads = roster.experts
    .flatMap((expert) => shownLoad(currentLoad(expert, now)).perTenHours ?? [])
    .sort((left, right) => left - right);
  const [least, median, most] = [loads[0], loads[Math.floor(loads.length / 2)], loads.at(-1)];
  if (loads.length < 3 || least === undefined || median === undefined || most === undefined) return null;
  return { experts: loads.length, least, median, most };
}

async function counts({ database }: Door, expertId: string, since: Date): Promise<Why["counts"]> {
  const { rows } = await sql<{ all: number; given: number; passed: number; not_free: number }>`
    select count(*)::int as all, count(*) filter (where named and expert_id = ${expertId})::int as given,
      count(*) filter (where named and expert_id <> ${expertId} and asked)::int as passed,
      count(*) filter (where named and expert_id <> ${expertId} and not asked)::int as not_free
    from (select expert_id, named @> array[${expertId}]::uuid[] as named,
            named @> array[${expertId}]::uuid[]
              and decision -> 'considered' @> jsonb_build_array(jsonb_build_object('expertId', ${expertId}::text)) as asked
          from assignments where at > ${since}) a`.execute(database.service);
  const [row] = rows;
  if (!row) return { given: 0, passed: 0, notFree: 0, others: 0 };
  const { given, passed, not_free: notFree } = row;
  return { given, passed, notFree, others: row.all - given - passed - notFree };
}

const bandWords = {
  0: "Nothing stands in the way of bookings.",
  1: "Experts with fewer marks are asked before you.",
  2: "You are asked last, until more interviews have gone well.",
} as const;

const markWords: Record<QualityMark, string> = {
  no_show: "You did not come to an interview.",
  late_hand_over: "You handed an interview over less than 12 hours before it.",
  late_report: "A report came after it was due.",
};
