/** The next 24 hours across companies, risks first. Reads only. */
import { days, operationsApi, type AnswerOf } from "@interviewvector/domain";
import { sql } from "kysely";
import { readHeldBack } from "../calendar/held-back.ts";
import { answerDays } from "../expert/answer-by.ts";
import { forOperator, type Binding } from "../http/bind.ts";
import type { OperationsDeps } from "./deps.ts";

type Meeting = AnswerOf<typeof operationsApi.operationsToday>["interviews"][number];

interface Counts {
  proposals: number;
  dead: number;
  broken: number;
  ratings: number;
  applications: number;
  late: number;
}

export function todayBinding({ door }: OperationsDeps): Binding {
  return forOperator(operationsApi.operationsToday, async () => {
    const lateBefore = new Date(door.clock.now() - days(answerDays));
    const { rows } = await sql<Counts>`
      select (select count(*)::int from interviews where state = 'proposed') as proposals,
             (select count(*)::int from effects where state = 'dead') as dead,
             (select count(*)::int from connections where state = 'broken') as broken,
             (select count(*)::int from rating_audits where ended_at is null) as ratings,
             count(a.at)::int as applications,
             (count(a.at) filter (where a.at < ${lateBefore}))::int as late
      from expert_applications a join experts e on e.id = a.expert_id and e.state = 'applied'`.execute(
      door.database.service,
    );
    const counts = rows[0] ?? { proposals: 0, dead: 0, broken: 0, ratings: 0, applications: 0, late: 0 };
    return {
      interviews: await readMeetings(door),
      proposals: counts.proposals,
      deadEffects: counts.dead,
      brokenConnections: counts.broken,
      openRatings: counts.ratings,
      applications: { waiting: counts.applications, late: counts.late },
      heldBack: await readHeldBack(door.database.service, door.clock.now()),
    };
  });
}

async function readMeetings({ database, clock }: OperationsDeps["door"]): Promise<Meeting[]> {
  const now = clock.now();
  const rows = await database.service
    .selectFrom("interviews as i")
    .innerJoin("companies as co", "co.id", "i.company_id")
    .innerJoin("candidates as c", "c.id", "i.candidate_id")
    .innerJoin("positions as p", "p.id", "i.position_id")
    .innerJoin("connections as n", "n.id", "i.connection_id")
    .leftJoin("experts as e", "e.id", "i.expert_id")
    .select([
      "i.id",
      "i.state",
      "i.starts_at",
      "i.ends_at",
      "i.report_due_at",
      "i.review_due_at",
      "i.leaving_at",
      "n.state as connection",
    ])
    .select(["co.name as company", "c.name as candidate", "p.title", "e.name as expert", "e.state as expert_state"])
    .where("i.starts_at", "is not", null)
    .where((where) =>
      where.or([
        where("i.state", "in", ["live", "awaiting_report", "in_review"]),
        where.and([where("i.state", "=", "scheduled"), where("i.starts_at", "<", new Date(now + days(1)))]),
      ]),
    )
    .orderBy("i.starts_at")
    .limit(500)
    .execute();
  const meetings = rows.map((row) => ({
    interviewId: row.id,
    company: row.company,
    candidate: row.candidate,
    position: row.title,
    expert: row.expert,
    state: row.state,
    startAt: (row.starts_at ?? new Date(now)).toISOString(),
    endAt: (row.ends_at ?? new Date(now)).toISOString(),
    risk: riskOf(row, now),
  }));
  return [...meetings.filter((one) => one.risk !== null), ...meetings.filter((one) => one.risk === null)];
}

interface RiskFacts {
  state: string;
  report_due_at: Date | null;
  review_due_at: Date | null;
  leaving_at: Date | null;
  expert: string | null;
  expert_state: string | null;
  connection: string;
}

function riskOf(row: RiskFacts, now: number): string | null {
  const { state } = row;
  if (state === "awaiting_report" || state === "in_review") {
    const dueAt = state === "in_review" ? row.review_due_at : row.report_due_at;
    const late = dueAt !== null && dueAt.getTime() < now;
    if (late) return state === "in_review" ? "Review is late" : "Report is late";
    return state === "awaiting_report" && row.expert_state === "gone"
      ? "The expert is gone, their report is due"
      : null;
  }
  if (row.expert === null) return "No expert";
  if (row.expert_state !== "active") return "The expert is no longer active";
  if (row.leaving_at !== null) return "The candidate left the stage";
  return row.connection === "connected" ? null : "The connection to the ATS is down";
}
