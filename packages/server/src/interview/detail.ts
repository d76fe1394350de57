/** One interview as its page shows it: head, facts, timeline, and what may be done now. Reads only. */
import { sql } from "kysely";
import type { AnswerOf, interviewApi } from "@interviewvector/domain";
import type { Tx } from "../db/database.ts";
import { notFound } from "../http/problem.ts";
import type { CompanySubject } from "../http/subject.ts";
import type { InterviewDeps } from "./deps.ts";
import { joinUrl, readExpert, readFacts, type ExpertFactsRow, type InterviewFacts } from "./facts.ts";
import { toRow } from "./list.ts";
import { possibleActions } from "./possible.ts";
import { reportVersionsOf, rulesOf, toInterview, type InterviewRow } from "./store.ts";
import { readTimeline } from "./timeline.ts";
import { visibleInterview } from "./visible.ts";

type Detail = AnswerOf<typeof interviewApi.getInterview>;

export async function readDetail(deps: InterviewDeps, by: CompanySubject, interviewId: string): Promise<Detail> {
  const { database, clock } = deps.door;
  // Experts are no company's rows: the one whose id stands in a row that was just read is looked up apart.
  const expertId = await database.forCompany(
    by.companyId,
    async (tx) => (await visibleInterview(tx, by, interviewId)).expert_id,
  );
  const expert = expertId === null ? null : await readExpert(database.service, expertId);
  return database.forCompany(by.companyId, async (tx) => {
    const facts = await readFacts(tx, interviewId, deps);
    if (!facts) throw notFound("This interview");
    return compose(tx, { deps, by, facts, expert, now: clock.now() });
  });
}

interface Composing {
  deps: InterviewDeps;
  by: CompanySubject;
  facts: InterviewFacts;
  expert: ExpertFactsRow | null;
  now: number;
}

async function compose(tx: Tx, { deps, by, facts, expert, now }: Composing): Promise<Detail> {
  const { row, company, candidate, position, round, guide, links } = facts;
  const more = await readMore(tx, row);
  const about = { environment: more.environment, opportunityId: row.opportunity_id };
  // What may be done with it does not hang on how it was rated.
  const interview = toInterview(row, more.report, null);
  const meets = row.state === "scheduled" || row.state === "live";
  return {
    ...toRow(
      {
        ...row,
        candidate: candidate.name,
        title: position.title,
        round: round.name,
        expert: expert?.firstName ?? null,
      },
      now,
    ),
    opportunityId: row.opportunity_id,
    opportunityUrl: deps.ats.opportunityUrl(about),
    // A key that may only read must not get hold of a link that acts.
    link:
      by.role === "key" || !["invited", "proposed", "scheduled", "live"].includes(row.state) ? null : links.candidate,
    bookBy: iso(row.book_by),
    endAt: iso(row.ends_at),
    enteredAt: row.entered_at.toISOString(),
    companyZone: company.zone,
    candidateZone: candidate.hasZone ? candidate.zone : null,
    expertZone: expert?.zone ?? null,
    guide: guide === null ? null : { name: guide.name, version: guide.version },
    joinUrl: meets ? joinUrl(facts, expert) : null,
    proposal: proposalOf(row),
    cancelReason: row.cancel_reason,
    reportDueAt: iso(row.report_due_at),
    reportOverdueAt: iso(row.report_overdue_at),
    hasReport: more.report.released > 0,
    rating: await ratingOf(tx, row.id),
    hasResume: more.hasResume,
    owner: row.owner?.name ?? null,
    atsQuestion: questionOf(row),
    postingQuestion: postingQuestionOf(row),
    timeline: await readTimeline(tx, row.id, { ats: deps.ats, about, now }),
    actions: possibleActions({
      interview,
      positionOpen: more.positionOpen,
      hasEmail: candidate.email !== null,
      wasRedone: await wasRedone(tx, row),
      invitationOpen: await invitationOpen(tx, row.id),
    }),
  };
}

function iso(value: Date | null): string | null {
  return value?.toISOString() ?? null;
}

async function ratingOf(tx: Tx, interviewId: string): Promise<Detail["rating"]> {
  const found = await tx
    .selectFrom("ratings")
    .select(["score", "changed_at"])
    .where("interview_id", "=", interviewId)
    .executeTakeFirst();
  return found ? { score: found.score, at: found.changed_at.toISOString() } : null;
}

function questionOf({ ats_question: question }: InterviewRow): Detail["atsQuestion"] {
  if (question === null || question.answeredAt !== null) return null;
  const { what, startAt, foundAt } = question;
  const text = (at: number) => new Date(at).toISOString();
  return { what, startAt: startAt === null ? null : text(startAt), foundAt: text(foundAt) };
}

function postingQuestionOf({ posting_question: question }: InterviewRow): Detail["postingQuestion"] {
  if (question === null || question.answer !== null) return null;
  return { cause: question.cause, endedAt: new Date(question.endedAt).toISOString() };
}

function proposalOf({ proposal }: InterviewRow): Detail["proposal"] {
  if (proposal === null) return null;
  const text = (at: number) => new Date(at).toISOString();
  return {
    ranges: proposal.ranges.map(({ fromAt, toAt }) => ({ fromAt: text(fromAt), toAt: text(toAt) })),
    comment: proposal.comment,
    answerBy: text(proposal.answerBy),
  };
}

async function readMore(tx: Tx, row: InterviewRow) {
  const connection = await tx
    .selectFrom("connections")
    .select("environment")
    .where("id", "=", row.connection_id)
    .executeTakeFirstOrThrow();
  const candidate = await tx
    .selectFrom("candidates")
    .select("has_resume")
    .where("id", "=", row.candidate_id)
    .executeTakeFirstOrThrow();
  const position = await tx
    .selectFrom("positions")
    .selectAll()
    .where("id", "=", row.position_id)
    .executeTakeFirstOrThrow();
  return {
    environment: connection.environment,
    hasResume: candidate.has_resume,
    positionOpen: rulesOf(position).positionOpen,
    report: await reportVersionsOf(tx, row.id),
  };
}

/** Is there a younger interview of the same opportunity and round? */
export async function wasRedone(tx: Tx, row: InterviewRow): Promise<boolean> {
  const younger = await tx
    .selectFrom("interviews")
    .select("id")
    .where("connection_id", "=", row.connection_id)
    .where("opportunity_id", "=", row.opportunity_id)
    .where("round_number", "=", row.round_number)
    .where(sql<boolean>`(entered_at, repeat) > (${row.entered_at}, ${row.repeat})`)
    .executeTakeFirst();
  return younger !== undefined;
}

/** Is an invitation mail still to be sent? */
export async function invitationOpen(tx: Tx, interviewId: string): Promise<boolean> {
  const open = await tx
    .selectFrom("effects")
    .select("id")
    .where("interview_id", "=", interviewId)
    .where("kind", "=", "mail.candidate")
    .where(sql<boolean>`payload ->> 'mail' = 'invitation'`)
    .where("state", "in", ["pending", "running", "unsure"])
    .executeTakeFirst();
  return open !== undefined;
}
