/** The expert's report: read with its guide, autosaved with an optimistic version, submitted through the one door. */
import { sql } from "kysely";
import {
  type Actor,
  type expertApi,
  guideContent,
  type GuideContent,
  isRefusal,
  type MissingPart,
  missingParts,
  refuse,
  type Refusal,
  reportDraft,
  type ReportDraft,
  table,
} from "@interviewvector/domain";
import type { Db, Tx } from "../db/database.ts";
import { HttpProblem, notFound, refused } from "../http/problem.ts";
import { act, type Door } from "../interview/act.ts";
import { readOwn, type OwnInterview } from "./own-interview.ts";

interface StoredReport {
  draft: ReportDraft;
  draftVersion: number;
  savedAt: Date | null;
  version: number;
  /** The draft is what was submitted last. */
  unchanged: boolean;
}

interface Whose {
  expertId: string;
  interviewId: string;
}

export async function readInterview(door: Door, whose: Whose): Promise<expertApi.ExpertInterview> {
  const db = door.database.service;
  const own = await ownInterview(db, whose, door.clock.now());
  const guide = await readGuide(db, own);
  const report = await readReport(db, whose);
  const missing = missingParts(report.draft, guide);
  const expert = await db
    .selectFrom("experts")
    .select("zone")
    .where("id", "=", whose.expertId)
    .executeTakeFirstOrThrow();
  const refusal = maySubmit(own, report, missing);
  return {
    item: own.item,
    zone: expert.zone,
    candidateZone: own.candidateZone,
    guide,
    guideVersion: own.guideVersion ?? 0,
    draft: report.draft,
    draftVersion: report.draftVersion,
    savedAt: report.savedAt?.toISOString() ?? null,
    submittedVersion: report.version,
    sentBack: await readSentBack(db, whose.interviewId, report.version),
    missing,
    maySubmit: refusal
      ? { possible: false, words: refusal.words }
      : { possible: true, words: report.version > 0 ? "Submit the correction." : "Everything is there." },
  };
}

export interface SavedDraft {
  draftVersion: number;
  savedAt: string;
  missing: MissingPart[];
}

/** `draftVersion` is the one that was edited; another window's newer one is never overwritten. */
export async function saveDraft(
  door: Door,
  whose: Whose,
  edited: { draft: ReportDraft; draftVersion: number },
): Promise<SavedDraft> {
  const now = door.clock.now();
  return door.database.service.transaction().execute(async (tx) => {
    // The interview's row is locked before its report's, as everywhere: who hands it over waits, and the holder stays who they are.
    await tx.selectFrom("interviews").select("id").where("id", "=", whose.interviewId).forShare().execute();
    const own = await ownInterview(tx, whose, now);
    const guide = await readGuide(tx, own);
    const locked = mayWrite(own);
    if (locked) throw refused(locked);
    await tx
      .insertInto("reports")
      .values({
        id: door.newId(),
        company_id: own.companyId,
        interview_id: own.id,
        expert_id: whose.expertId,
        submitted: null,
      })
      .onConflict((conflict) => conflict.column("interview_id").doNothing())
      .execute();
    const saved = await tx
      .updateTable("reports")
      .set({
        expert_id: whose.expertId,
        draft: JSON.stringify(edited.draft),
        draft_version: edited.draftVersion + 1,
        saved_at: new Date(now),
      })
      .where("interview_id", "=", own.id)
      .where("draft_version", "=", edited.draftVersion)
      .returning("draft_version")
      .executeTakeFirst();
    if (!saved) {
      throw new HttpProblem(409, "stale_draft", "This report was changed in another window. Load it anew to go on.");
    }
    return {
      draftVersion: saved.draft_version,
      savedAt: new Date(now).toISOString(),
      missing: missingParts(edited.draft, guide),
    };
  });
}

/** Submits, or corrects what was submitted. Pressed twice it is submitted once. */
export async function submitReport(
  door: Door,
  whose: Whose & { actor: Actor; draftVersion: number },
): Promise<Refusal | null> {
  const now = door.clock.now();
  const result = await act(door, whose.interviewId, whose.actor, async (tx) => {
    const own = await ownInterview(tx, whose, now);
    const report = await readReport(tx, whose, true);
    if (report.draftVersion !== whose.draftVersion)
      return refuse("stale_draft", "This report was changed in another window. Load it anew before you submit it.");
    if (report.unchanged) return refuse("already_submitted", "This report is submitted already.");
    const refusal = maySubmit(own, report, missingParts(report.draft, await readGuide(tx, own)));
    if (refusal) return refusal;
    const reportVersion = report.version + 1;
    const submitted = { version: reportVersion, submitted_at: new Date(now) };
    await tx
      .updateTable("reports")
      .set({ ...submitted, submitted: sql<string>`draft` })
      .where("interview_id", "=", own.id)
      .execute();
    await tx
      .insertInto("report_versions")
      .values({
        ...submitted,
        company_id: own.companyId,
        interview_id: own.id,
        expert_id: whose.expertId,
        content: JSON.stringify(report.draft),
        sent_back_words: null,
      })
      .execute();
    return { type: "reportSubmitted", reportVersion };
  });
  return isRefusal(result) && result.code !== "already_submitted" ? result : null;
}

export async function ownInterview(db: Db | Tx, whose: Whose, now: number): Promise<OwnInterview> {
  const [own] = await readOwn(db, { ...whose, now });
  if (!own) throw notFound("This interview");
  return own;
}

async function readGuide(db: Db | Tx, own: OwnInterview): Promise<GuideContent> {
  if (own.guideId === null || own.guideVersion === null)
    throw refused(refuse("no_guide", "This interview has no guide. Please write to the people who run the service."));
  const row = await db
    .selectFrom("guide_versions")
    .select("content")
    .where("guide_id", "=", own.guideId)
    .where("version", "=", own.guideVersion)
    .executeTakeFirstOrThrow();
  return guideContent.parse(row.content);
}

async function readSentBack(db: Db, interviewId: string, version: number) {
  const row = await db
    .selectFrom("report_versions")
    .select(["sent_back_at", "sent_back_words"])
    .where("interview_id", "=", interviewId)
    .where("version", "=", version)
    .where("sent_back_at", "is not", null)
    .executeTakeFirst();
  return row?.sent_back_at ? { at: row.sent_back_at.toISOString(), words: row.sent_back_words ?? "" } : null;
}

async function readReport(db: Db | Tx, { expertId, interviewId }: Whose, lock = false): Promise<StoredReport> {
  let query = db
    .selectFrom("reports")
    .select(["expert_id", "draft", "draft_version", "saved_at", "version"])
    .select(sql<boolean>`coalesce(submitted = draft, false)`.as("unchanged"))
    .where("interview_id", "=", interviewId);
  if (lock) query = query.forUpdate();
  const row = await query.executeTakeFirst();
  const none = { draft: reportDraft.parse({}), savedAt: null, version: 0, unchanged: false };
  if (!row) return { ...none, draftVersion: 0 };
  // Another expert had it before: their notes are theirs, only the count of versions goes on.
  if (row.expert_id !== expertId) return { ...none, draftVersion: row.draft_version };
  return {
    draft: reportDraft.parse(row.draft),
    draftVersion: row.draft_version,
    savedAt: row.saved_at,
    version: row.version,
    unchanged: row.unchanged,
  };
}

/** Notes may be taken from the booking on; while somebody reviews the report it stands still. */
function mayWrite({ holds, state }: OwnInterview): Refusal | null {
  if (!holds) return refuse("not_held", "This interview was not held: there is no report to write.");
  return state === "in_review" ? refuse("in_review", "The report is being reviewed and can't be changed now.") : null;
}

function maySubmit(own: OwnInterview, report: StoredReport, missing: readonly MissingPart[]): Refusal | null {
  const locked = mayWrite(own);
  if (locked) return locked;
  if (!table.reportSubmitted.from.includes(own.state))
    return refuse("not_begun", "The report can be submitted once the interview has begun.");
  if (report.unchanged) return refuse("already_submitted", "This report is submitted. Change something to correct it.");
  if (missing.length > 0) {
    const words = missing.map((part) => part.words).join(", ");
    return refuse("incomplete", `Still missing: ${words}.`);
  }
  return null;
}
