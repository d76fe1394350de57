/** A mail to an operator or auditor about an interview, with what stands now; none when it is no longer true. */
import type { AuditorMail, OperatorMail } from "@interviewvector/domain";
import type { Database, Db } from "../db/database.ts";
import { readExpert, readFacts, type FactsOptions } from "../interview/facts.ts";
import type { InterviewRow } from "../interview/store.ts";
import type { Mail } from "./mail.ts";
import { mailForOperator } from "./operator/index.ts";
import type { ServiceFacts } from "./service-letter.ts";

export async function mailAboutInterview(
  options: FactsOptions & { database: Database },
  { interviewId, about }: { interviewId: string; about: OperatorMail | AuditorMail },
  reader: ServiceFacts,
): Promise<Mail | null> {
  const db = options.database.service;
  const facts = await readFacts(db, interviewId, options);
  if (!facts || !stillTrue(about, facts.row)) return null;
  if (isAboutRating(about) && !(await isAuditOpen(db, interviewId))) return null;
  const expert = await expertOf(options.database, facts.row);
  return mailForOperator(about, {
    ...reader,
    company: facts.company.name,
    candidate: facts.candidate.name,
    role: facts.position.role,
    round: facts.round.name,
    link: `${options.publicUrl}${placeOf(about, interviewId)}`,
    expert: expert ?? "unknown",
    candidateZone: facts.candidate.zone,
  });
}

function placeOf({ mail }: OperatorMail | AuditorMail, interviewId: string): string {
  switch (mail) {
    case "operator_proposal":
    case "operator_proposal_late":
      return "/ops/proposals";
    case "operator_review_late":
    case "auditor_review":
      return `/ops/reviews/${interviewId}`;
    case "operator_rating_late":
    case "auditor_rating":
      return `/ops/ratings/${interviewId}`;
    case "operator_report_late":
    case "operator_expert_missing":
      return `/ops/interviews/${interviewId}`;
    default:
      return mail satisfies never;
  }
}

function stillTrue(about: OperatorMail | AuditorMail, row: InterviewRow): boolean {
  switch (about.mail) {
    case "operator_proposal":
    case "operator_proposal_late":
      return row.state === "proposed" && row.proposal?.answerBy === about.answerBy;
    case "operator_report_late":
      return row.state === "awaiting_report";
    case "operator_review_late":
    case "auditor_review":
      return row.state === "in_review";
    case "operator_expert_missing":
    case "operator_rating_late":
    case "auditor_rating":
      return true;
    default:
      return about satisfies never;
  }
}

function isAboutRating({ mail }: OperatorMail | AuditorMail): boolean {
  return mail === "auditor_rating" || mail === "operator_rating_late";
}

async function isAuditOpen(db: Db, interviewId: string): Promise<boolean> {
  const open = await db
    .selectFrom("rating_audits")
    .select("interview_id")
    .where("interview_id", "=", interviewId)
    .where("ended_at", "is", null)
    .executeTakeFirst();
  return open !== undefined;
}

/** After a no-show the interview has no booking any more: the last one that was held says who it was. */
async function expertOf({ service }: Database, row: InterviewRow): Promise<string | null> {
  if (row.expert_id !== null) return (await readExpert(service, row.expert_id))?.name ?? null;
  const last = await service
    .selectFrom("bookings as b")
    .innerJoin("experts as e", "e.id", "b.expert_id")
    .select("e.name")
    .where("b.interview_id", "=", row.id)
    .where("b.status", "=", "done")
    .orderBy("b.created_at", "desc")
    .executeTakeFirst();
  return last?.name ?? null;
}
