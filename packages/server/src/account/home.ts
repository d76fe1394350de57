/** The company's first page: what needs a person now, today's interviews, and how the last 30 days went. Reads only. */
import {
  accountApi,
  days,
  postingEndWords,
  reasonWords,
  type AnswerOf,
  type BlockReason,
} from "@interviewvector/domain";
import { sql } from "kysely";
import type { Tx } from "../db/database.ts";
import { forCompany, type Binding } from "../http/bind.ts";
import type { CompanySubject } from "../http/subject.ts";
import { onlyVisible } from "../interview/visible.ts";
import { readHappiness } from "../rating/mood.ts";
import { dayBounds } from "./day.ts";
import type { AccountDeps } from "./deps.ts";
import { readAts } from "./home-ats.ts";
import { readFigures } from "./home-figures.ts";

type Home = AnswerOf<typeof accountApi.home>;
type Attention = Home["attention"][number];

export function homeBinding({ database, clock }: Pick<AccountDeps, "database" | "clock">): Binding {
  return forCompany(accountApi.home, ({ by }) =>
    database.forCompany(by.companyId, async (tx) => {
      const now = clock.now();
      const since = new Date(now - days(30));
      return {
        attention: await readAttention(tx, by, new Date(now)),
        today: await readToday(tx, by, now),
        funnel: await readFunnel(tx, by, since),
        happiness: await readHappiness(tx, by, now),
        figures: await readFigures(tx, by, { since, now: new Date(now) }),
        setUp: await readSetUp(tx, by),
      };
    }),
  );
}

async function readAttention(tx: Tx, by: CompanySubject, now: Date): Promise<Attention[]> {
  const waiting = await readWaiting(tx, by, now);
  const failed = await readFailed(tx, by);
  const moves = await readManyMoves(tx, by);
  return [...(await readAts(tx, by, now.getTime())), ...moves, ...waiting, ...failed];
}

/** Asked, and not answered yet. */
const postingQuestion = sql<boolean>`i.state = 'scheduled' and i.posting_question is not null and i.posting_question ->> 'answer' is null`;
const openQuestion = sql<boolean>`i.ats_question is not null and i.ats_question ->> 'answeredAt' is null`;

async function readWaiting(tx: Tx, by: CompanySubject, now: Date): Promise<Attention[]> {
  const rows = await tx
    .selectFrom("interviews as i")
    .innerJoin("candidates as c", "c.id", "i.candidate_id")
    .innerJoin("positions as p", "p.id", "i.position_id")
    .select(["i.id", "i.state", "i.blocked_reasons", "i.changed_at", "i.report_due_at"])
    .select(["c.name as candidate", "p.title"])
    .select([openQuestion.as("asked"), postingQuestion.as("ended"), "i.posting_question"])
    .select(sql<boolean>`i.ats_question ->> 'what' = 'left'`.as("left"))
    .where(onlyVisible(by, "i.position_id"))
    // Many moved at once are one thing to decide, and stand apart.
    .where(sql<boolean>`not (i.state = 'blocked' and i.blocked_reasons = '{awaiting_confirmation}')`)
    .where((where) =>
      where.or([
        where("i.state", "in", ["blocked", "proposed", "unschedulable"]),
        where.and([where("i.state", "=", "awaiting_report"), where("i.report_due_at", "<", now)]),
        where.and([where("i.state", "=", "in_review"), where("i.review_due_at", "<", now)]),
        openQuestion,
        postingQuestion,
      ]),
    )
    .orderBy("i.changed_at")
    .limit(100)
    .execute();
  return rows.map((row) => {
    const who = `${row.candidate}, ${row.title}`;
    const about = { interviewId: row.id, connectionId: null, positionId: null, since: row.changed_at.toISOString() };
    if (row.asked && row.left)
      return {
        ...about,
        kind: "leaving_while_live",
        words: `${who}: left the stage while the interview is live. Let it go on, or cancel it?`,
      };
    if (row.asked)
      return {
        ...about,
        kind: "changed_by_hand",
        words: `${who}: somebody changed the interview in Lever. Put it back, cancel it, or leave it so?`,
      };
    if (row.ended && row.posting_question !== null)
      return {
        ...about,
        kind: "posting_ended",
        words: `${who}: ${postingEndWords(row.posting_question.cause)} in Lever, and the interview is still booked. Keep it, or cancel it?`,
      };
    switch (row.state) {
      case "blocked":
        return { ...about, kind: "blocked", words: `${who}: ${blockedWords(row.blocked_reasons)}` };
      case "proposed":
        return { ...about, kind: "proposal", words: `${who}: gave preferred times, a match is being looked for` };
      case "unschedulable":
        return { ...about, kind: "unschedulable", words: `${who}: no expert can take this interview` };
      default:
        return {
          ...about,
          kind: "report_overdue",
          words: `${who}: the report is late`,
          since: row.report_due_at?.toISOString() ?? about.since,
        };
    }
  });
}

export function blockedWords(reasons: readonly BlockReason[]): string {
  return reasons.length === 0 ? "waiting" : reasons.map(reasonWords).join(", ");
}

async function readFailed(tx: Tx, by: CompanySubject): Promise<Attention[]> {
  const rows = await tx
    .selectFrom("effects as e")
    .innerJoin("interviews as i", "i.id", "e.interview_id")
    .innerJoin("candidates as c", "c.id", "i.candidate_id")
    .select(["i.id", "c.name as candidate", "i.connection_id"])
    .select([sql<number>`count(*)::int`.as("count"), sql<Date>`min(e.ended_at)`.as("since")])
    .where("e.state", "=", "dead")
    .where(onlyVisible(by, "i.position_id"))
    .groupBy(["i.id", "c.name", "i.connection_id"])
    .orderBy("since")
    .limit(50)
    .execute();
  return rows.map((row) => ({
    kind: "effect_dead",
    words: `${row.candidate}: ${row.count === 1 ? "one thing" : `${row.count} things`} could not be sent or written`,
    since: row.since.toISOString(),
    interviewId: row.id,
    connectionId: null,
    positionId: null,
  }));
}

async function readManyMoves(tx: Tx, by: CompanySubject): Promise<Attention[]> {
  const rows = await tx
    .selectFrom("interviews as i")
    .innerJoin("positions as p", "p.id", "i.position_id")
    .select(["p.id", "p.title", sql<number>`count(*)::int`.as("count"), sql<Date>`min(i.entered_at)`.as("since")])
    .where("i.state", "=", "blocked")
    .where(sql<boolean>`i.blocked_reasons = '{awaiting_confirmation}'`)
    .where(onlyVisible(by, "i.position_id"))
    .groupBy(["p.id", "p.title"])
    .execute();
  return rows.map((row) => ({
    kind: "many_moves",
    words: `${row.title}: ${row.count === 1 ? "one candidate was" : `${row.count} candidates were`} moved together with many others and not invited yet`,
    since: row.since.toISOString(),
    interviewId: null,
    connectionId: null,
    positionId: row.id,
  }));
}

async function readToday(tx: Tx, by: CompanySubject, now: number): Promise<Home["today"]> {
  const company = await tx
    .selectFrom("companies")
    .select("zone")
    .where("id", "=", by.companyId)
    .executeTakeFirstOrThrow();
  const { fromAt, toAt } = dayBounds(now, company.zone);
  const rows = await tx
    .selectFrom("interviews as i")
    .innerJoin("candidates as c", "c.id", "i.candidate_id")
    .innerJoin("positions as p", "p.id", "i.position_id")
    .leftJoin("rounds as r", "r.id", "i.round_id")
    .leftJoin("company_bookings as b", "b.id", "i.booking_id")
    .select(["i.id", "i.state", "i.starts_at", "i.ends_at", "c.name as candidate", "p.title", "r.name as round"])
    .select("b.expert_first_name")
    .where(onlyVisible(by, "i.position_id"))
    .where("i.starts_at", ">=", new Date(fromAt))
    .where("i.starts_at", "<", new Date(toAt))
    .orderBy("i.starts_at")
    .execute();
  return rows.map((row) => ({
    interviewId: row.id,
    candidate: row.candidate,
    position: row.title,
    round: row.round ?? "Interview",
    state: row.state,
    startAt: (row.starts_at ?? new Date(now)).toISOString(),
    endAt: (row.ends_at ?? new Date(now)).toISOString(),
    expert: row.expert_first_name,
  }));
}

async function readFunnel(tx: Tx, by: CompanySubject, since: Date): Promise<Home["funnel"]> {
  return tx
    .selectFrom("interviews")
    .select(["state", sql<number>`count(*)::int`.as("count")])
    .where("created_at", ">=", since)
    .where(onlyVisible(by, "position_id"))
    .groupBy("state")
    .execute();
}

async function readSetUp(tx: Tx, by: CompanySubject): Promise<Home["setUp"]> {
  // A broken one was connected: it wants mending, which stands under what needs attention.
  const connected = await tx
    .selectFrom("connections")
    .select("id")
    .where("state", "<>", "disconnected")
    .executeTakeFirst();
  const count = sql<number>`count(*)::int`.as("count");
  const positions = await tx
    .selectFrom("positions")
    .select(count)
    .where("state", "=", "active")
    .where(onlyVisible(by, "id"))
    .executeTakeFirstOrThrow();
  const interviews = await tx
    .selectFrom("interviews")
    .select(count)
    .where(onlyVisible(by, "position_id"))
    .executeTakeFirstOrThrow();
  return { connected: connected !== undefined, positions: positions.count, interviews: interviews.count };
}
