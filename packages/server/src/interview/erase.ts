/**
 * Erasure: of everything that we keep about the interviews of one opportunity, what says who it was goes, and what counts stays:
 * states, times, scores, who did what. It touches our own tables only, and is done when its transaction commits.
 */
import { type Actor, isRefusal, recommendations, reportDraft } from "@interviewvector/domain";
import { sql } from "kysely";
import { recordAudit } from "../account/audit.ts";
import type { Tx } from "../db/database.ts";
import { actIn, type Door } from "./act.ts";
import { facelessJson, facelessPayload, facelessWords } from "./faceless.ts";
import { noteDown } from "./note-down.ts";
import type { InterviewRow } from "./store.ts";

export const ERASED_NAME = "Erased candidate";

export interface Erasing {
  connectionId: string;
  opportunityId: string;
}

export interface Cause {
  actor: Actor;
  /** The sentence on the timeline. */
  words: string;
}

const goneFromAts: Cause = {
  actor: { kind: "ats", name: "Lever" },
  words: "Personal data erased: the candidate is no longer in the ATS",
};

/** Returns how many interviews were erased; 0 when there was nothing left to erase. */
export async function eraseOpportunity(
  door: Door,
  tx: Tx,
  { connectionId, opportunityId }: Erasing,
  cause: Cause = goneFromAts,
): Promise<number> {
  const rows = await tx
    .selectFrom("interviews")
    .selectAll()
    .where("connection_id", "=", connectionId)
    .where("opportunity_id", "=", opportunityId)
    .where("erased_at", "is", null)
    .orderBy("id")
    .forUpdate()
    .execute();
  const [first] = rows;
  if (!first) return 0;
  const known = await knownWords(tx, rows);
  for (const row of rows) await eraseInterview(door, tx, row, { known, cause });
  await eraseDeliveries(tx, { connectionId, opportunityId }, known);
  await erasePeople(door, tx, [...new Set(rows.map((row) => row.candidate_id))], cause.actor);
  return rows.length;
}

async function eraseInterview(
  door: Door,
  tx: Tx,
  row: InterviewRow,
  { known, cause }: { known: readonly string[]; cause: Cause },
): Promise<void> {
  const now = door.clock.now();
  await skipOpenEffects(tx, row.id, now);
  await eraseHistory(tx, row.id, known);
  await eraseEffects(tx, row.id, known);
  await eraseReports(tx, row.id);
  await eraseRating(tx, row.id, now);
  const ended = await actIn(door, tx, row.id, { actor: cause.actor, gather: { type: "erased" } });
  if (isRefusal(ended)) {
    await noteDown(tx, row, { at: now, event: "erased", ...cause });
  }
  await tx
    .updateTable("interviews")
    .set({
      accommodation: null,
      proposal: null,
      cancel_reason: null,
      erased_at: new Date(now),
      changed_at: new Date(now),
    })
    .where("id", "=", row.id)
    .execute();
}

/** What could still be sent or written would bring the person back. An attempt under way finds its record closed. */
async function skipOpenEffects(tx: Tx, interviewId: string, now: number): Promise<void> {
  await tx
    .updateTable("effects")
    .set({
      state: "skipped",
      outcome: "personal data erased",
      owner: null,
      lease_until: null,
      ended_at: new Date(now),
    })
    .where("interview_id", "=", interviewId)
    .where("state", "in", ["pending", "running", "unsure", "dead"])
    .execute();
}

async function eraseHistory(tx: Tx, interviewId: string, known: readonly string[]): Promise<void> {
  const rows = await tx
    .selectFrom("history")
    .select(["id", "words", "details"])
    .where("interview_id", "=", interviewId)
    .execute();
  for (const { id, words, details } of rows) {
    const change = { words: facelessWords(words, details, known), details: JSON.stringify(facelessPayload(details)) };
    await tx.updateTable("history").set(change).where("id", "=", id).execute();
  }
}

async function eraseEffects(tx: Tx, interviewId: string, known: readonly string[]): Promise<void> {
  const rows = await tx
    .selectFrom("effects")
    .select(["id", "payload", "outcome", "last_error"])
    .where("interview_id", "=", interviewId)
    .execute();
  for (const { id, payload, outcome, last_error } of rows) {
    await tx
      .updateTable("effects")
      .set({
        payload: JSON.stringify(facelessPayload(payload)),
        request: null,
        outcome: outcome === null ? null : facelessWords(outcome, payload, known),
        last_error: last_error === null ? null : facelessJson({ ...last_error, words: "erased" }),
      })
      .where("id", "=", id)
      .execute();
  }
  await sql`
    update effect_attempts a set detail = jsonb_build_object('words', 'erased')
    from effects e where e.id = a.effect_id and e.interview_id = ${interviewId} and a.detail is not null`.execute(tx);
}

/** Scores are figures; what was written about the person is not. */
async function eraseReports(tx: Tx, interviewId: string): Promise<void> {
  const versions = await tx
    .selectFrom("report_versions")
    .select(["version", "content"])
    .where("interview_id", "=", interviewId)
    .execute();
  for (const { version, content } of versions) {
    await tx
      .updateTable("report_versions")
      .set({ content: content === null ? null : JSON.stringify(scoresOf(content)), sent_back_words: null })
      .where("interview_id", "=", interviewId)
      .where("version", "=", version)
      .execute();
  }
  const none = JSON.stringify({});
  await tx
    .updateTable("reports")
    .set({ draft: none, submitted: sql<string | null>`case when submitted is null then null else '{}'::jsonb end` })
    .where("interview_id", "=", interviewId)
    .execute();
  await tx.deleteFrom("set_aside_drafts").where("interview_id", "=", interviewId).execute();
}

/** The number is a figure. Whatever was still to be looked into can't be answered any more. */
async function eraseRating(tx: Tx, interviewId: string, now: number): Promise<void> {
  await tx.updateTable("ratings").set({ words: "" }).where("interview_id", "=", interviewId).execute();
  await sql`
    update rating_audits set finding = null, action = null, answer = null, ended_at = coalesce(ended_at, ${new Date(now)})
    where interview_id = ${interviewId}`.execute(tx);
}

function scoresOf(content: Record<string, unknown>): Record<string, unknown> {
  const { recommendation, competencies } = reportDraft.parse(content);
  const known = recommendation !== null && recommendations.includes(recommendation) ? recommendation : null;
  return {
    recommendation: known,
    competencies: Object.fromEntries(
      Object.entries(competencies).map(([id, { score }]) => [id, { score, evidence: "" }]),
    ),
  };
}

async function eraseDeliveries(
  tx: Tx,
  { connectionId, opportunityId }: Erasing,
  known: readonly string[],
): Promise<void> {
  const rows = await tx
    .selectFrom("deliveries")
    .select(["id", "reason", "data"])
    .where("connection_id", "=", connectionId)
    .where("opportunity_id", "=", opportunityId)
    .execute();
  for (const { id, reason, data } of rows) {
    await tx
      .updateTable("deliveries")
      .set({
        reason: reason === null ? null : facelessWords(reason, data, known),
        data: JSON.stringify(facelessPayload(data)),
      })
      .where("id", "=", id)
      .execute();
  }
}

/** With the last of a person's opportunities the person goes too. The contact's id stays as a pseudonym: it opens nothing. */
async function erasePeople(door: Door, tx: Tx, candidateIds: string[], actor: Actor): Promise<void> {
  const at = new Date(door.clock.now());
  for (const id of candidateIds) {
    const left = await tx
      .selectFrom("interviews")
      .select("id")
      .where("candidate_id", "=", id)
      .where("erased_at", "is", null)
      .executeTakeFirst();
    if (left) continue;
    const nobody = { name: ERASED_NAME, emails: [], bounced_emails: [], phones: "[]", location: "", links: [] };
    const row = await tx
      .updateTable("candidates")
      .set({ ...nobody, has_resume: false, zone: null, erased_at: at })
      .where("id", "=", id)
      .returning("company_id")
      .executeTakeFirst();
    if (!row) continue;
    await recordAudit(tx, {
      at: at.getTime(),
      companyId: row.company_id,
      actor,
      action: "candidate.erased",
      subject: `candidate:${id}`,
    });
  }
}

/** Names and addresses that free words may hold. */
async function knownWords(tx: Tx, rows: readonly InterviewRow[]): Promise<string[]> {
  const people = await tx
    .selectFrom("candidates")
    .select(["name", "emails", "bounced_emails", "phones", "location", "links"])
    .where(
      "id",
      "in",
      rows.map((row) => row.candidate_id),
    )
    .execute();
  return people.flatMap((person) => [
    person.name,
    ...person.name.split(/\s+/),
    ...person.emails,
    ...person.bounced_emails,
    ...person.phones.map(({ value }) => value),
    person.location,
    ...person.links,
  ]);
}
