/** The table of all interviews: searched, filtered, sorted and counted by the database. Reads only. */
import { interviewApi, interviewStates, stateWords, type AnswerOf, type InterviewState } from "@interviewvector/domain";
import { sql, type ExpressionBuilder, type SqlBool } from "kysely";
import type { z } from "zod";
import { containing } from "../db/containing.ts";
import type { Tx } from "../db/database.ts";
import type { Tables } from "../db/tables.ts";
import type { CompanySubject } from "../http/subject.ts";
import { leavesAt, nextStep, type NextStepFacts } from "./next-step.ts";
import { onlyVisible } from "./visible.ts";

type Listed = AnswerOf<typeof interviewApi.listInterviews>;
type Query = z.output<NonNullable<typeof interviewApi.listInterviews.query>>;

export async function listInterviews(tx: Tx, by: CompanySubject, query: Query, now: number): Promise<Listed> {
  const base = tx
    .selectFrom("interviews as i")
    .innerJoin("candidates as c", "c.id", "i.candidate_id")
    .innerJoin("positions as p", "p.id", "i.position_id")
    .leftJoin("rounds as r", "r.id", "i.round_id")
    .leftJoin("company_bookings as b", "b.id", "i.booking_id")
    .where(onlyVisible(by, "i.position_id"))
    .$if(query.positionId !== undefined, (all) => all.where("i.position_id", "=", query.positionId ?? ""))
    .$if(searched(query) !== "", (all) => all.where(matches(searched(query))));

  const counted = await base
    .select(["i.state", sql<number>`count(*)::int`.as("count")])
    .groupBy("i.state")
    .execute();
  const counts = Object.fromEntries(counted.map((row) => [row.state, row.count]));
  const states = wantedStates(query.state);
  const rows = await base
    .select(["i.id", "i.position_id", "i.round_number", "i.state", "i.blocked_reasons", "i.proposal"])
    .select([
      "i.book_by",
      "i.starts_at",
      "i.ends_at",
      "i.leaving_at",
      "i.ats_question",
      "i.posting_question",
      "i.report_due_at",
      "i.review_due_at",
      "i.changed_at",
    ])
    .select(["c.name as candidate", "p.title", "r.name as round", "b.expert_first_name as expert"])
    .$if(states !== null, (all) => all.where(sql<SqlBool>`i.state = any (${states})`))
    .orderBy(
      (order) => {
        switch (query.sort) {
          case "candidate":
            return order.fn("lower", ["c.name"]);
          case "start":
            return order.ref("i.starts_at");
          default:
            return order.ref("i.changed_at");
        }
      },
      query.sort === "changed" ? "desc" : "asc",
    )
    .orderBy("i.id")
    .limit(query.limit)
    .offset(query.offset)
    .execute();
  return {
    interviews: rows.map((row) => toRow(row, now)),
    total: interviewStates.reduce(
      (sum, state) => sum + (states === null || states.includes(state) ? (counts[state] ?? 0) : 0),
      0,
    ),
    counts,
  };
}

function searched(query: Query): string {
  return query.search?.trim() ?? "";
}

/** Names that are no states filter everything away rather than nothing. */
function wantedStates(filter: string | undefined): InterviewState[] | null {
  if (filter === undefined || filter.trim() === "") return null;
  const wanted = filter.split(",").map((state) => state.trim());
  return interviewStates.filter((state) => wanted.includes(state));
}

type Joined = { c: Tables["candidates"]; p: Tables["positions"]; b: Tables["company_bookings"] };

function matches(search: string) {
  const pattern = containing(search);
  return (where: ExpressionBuilder<Joined, keyof Joined>) =>
    where.or([
      where("c.name", "ilike", pattern),
      where("p.title", "ilike", pattern),
      where("b.expert_first_name", "ilike", pattern),
    ]);
}

export interface ListedRow extends NextStepFacts {
  id: string;
  position_id: string;
  round_number: number;
  changed_at: Date;
  candidate: string;
  title: string;
  round: string | null;
  expert: string | null;
}

export function toRow(row: ListedRow, now: number): Listed["interviews"][number] {
  return {
    id: row.id,
    candidate: row.candidate,
    positionId: row.position_id,
    position: row.title,
    round: row.round ?? "Interview",
    state: row.state,
    stateWords: stateWords[row.state],
    blockedReasons: [...row.blocked_reasons],
    next: nextStep(row, now),
    expert: row.expert,
    startAt: row.starts_at?.toISOString() ?? null,
    changedAt: row.changed_at.toISOString(),
    leavingAt: leavesAt(row)?.toISOString() ?? null,
  };
}
