/**
 * What is stored about a candidate, as one document to take along. The expert's report is named, not copied: what it says is
 * for the company to tell. Each look stands in the audit log.
 */
import { recordAudit } from "../../account/audit.ts";
import type { Db } from "../../db/database.ts";
import type { Door } from "../../interview/act.ts";
import { throughLink } from "../change.ts";
import type { Visit } from "../visit.ts";

export interface OwnData {
  about: {
    name: string;
    emails: string[];
    phones: { type?: string; value: string }[];
    location: string;
    links: string[];
    timeZone: string | null;
    resume: string;
    readAt: Date;
  };
  interviews: { company: string; title: string; state: string; timeline: { at: Date; words: string }[] }[];
}

export async function copyFor(
  { database, clock }: Pick<Door, "database" | "clock">,
  { facts: { row, candidate } }: Visit,
  how: "shown" | "copied",
): Promise<OwnData> {
  const about = { at: clock.now(), companyId: row.company_id, actor: throughLink };
  // Before: what can't be written down is not shown.
  await recordAudit(database.service, {
    ...about,
    action: how === "shown" ? "candidate.data_shown" : "candidate.data_copied",
    subject: `candidate:${candidate.id}`,
  });
  return copyOf(database.service, candidate.id);
}

/** Instants in UTC. Internal marks (ids of effects, versions of rows) are no data about the person. */
async function copyOf(db: Db, candidateId: string): Promise<OwnData> {
  const person = await db.selectFrom("candidates").selectAll().where("id", "=", candidateId).executeTakeFirstOrThrow();
  const interviews = await db
    .selectFrom("interviews as i")
    .innerJoin("positions as p", "p.id", "i.position_id")
    .innerJoin("companies as c", "c.id", "i.company_id")
    .leftJoin("experts as e", "e.id", "i.expert_id")
    .leftJoin("reports as r", "r.interview_id", "i.id")
    .leftJoin("ratings as t", "t.interview_id", "i.id")
    .leftJoin("rating_audits as a", "a.interview_id", "i.id")
    .select([
      "i.id",
      "c.name as company",
      "p.title",
      "i.state",
      "i.invited_at",
      "i.starts_at",
      "i.ends_at",
      "i.extra_minutes",
      "i.accommodation",
      "i.proposal",
      "i.cancel_reason",
      "e.first_name as expert",
      "r.submitted_at as report_written_at",
      "t.score as rating",
      "t.words as rating_words",
      "a.answer as rating_answer",
    ])
    .where("i.candidate_id", "=", candidateId)
    .orderBy("i.created_at")
    .execute();
  return {
    about: {
      name: person.name,
      emails: person.emails,
      phones: person.phones,
      location: person.location,
      links: person.links,
      timeZone: person.zone,
      resume: person.has_resume ? "Kept by the company in its own system, and read there when it is shown" : "None",
      readAt: person.read_at,
    },
    interviews: await Promise.all(
      interviews.map(async ({ id, ...row }) => ({ ...row, timeline: await timeline(db, id) })),
    ),
  };
}

function timeline(db: Db, interviewId: string) {
  return db
    .selectFrom("history")
    .select(["at", "words"])
    .where("interview_id", "=", interviewId)
    .orderBy("id")
    .execute();
}
