/**
 * Interview rows to what the domain decides on, and back. Nothing else writes what the domain decides; facts beside it (the owner in
 * the ATS, the stage, what was arranged, marks of erasure) are written by their own nouns.
 */
import { sql, type Selectable } from "kysely";
import {
  positionSettings,
  type Booking,
  type Interview,
  type PositionSettings,
  type Rating,
  type Rules,
} from "@interviewvector/domain";
import type { Db, Tx } from "../db/database.ts";
import type { InterviewsTable, PositionsTable } from "../db/tables.ts";

export type InterviewRow = Selectable<InterviewsTable>;
export type PositionRow = Selectable<PositionsTable>;

export interface Loaded {
  row: InterviewRow;
  position: PositionRow;
  interview: Interview;
  rules: Rules;
}

function ms(value: Date | null): number | null {
  return value === null ? null : value.getTime();
}

function date(value: number | null): Date | null {
  return value === null ? null : new Date(value);
}

/** Of its report: submitted last, released last. */
export interface ReportVersions {
  submitted: number;
  released: number;
}

/** The booking that stands; null: none. */
export function bookingOf({ booking_id: id, expert_id, starts_at, ends_at }: InterviewRow): Booking | null {
  if (!id || !expert_id || !starts_at || !ends_at) return null;
  return { id, expertId: expert_id, startAt: starts_at.getTime(), endAt: ends_at.getTime() };
}

export function toInterview(row: InterviewRow, report: ReportVersions, rating: Rating | null): Interview {
  return {
    id: row.id,
    state: row.state,
    enteredAt: row.entered_at.getTime(),
    version: row.version,
    generation: row.generation,
    sequence: row.sequence,
    blockedReasons: row.blocked_reasons,
    notedReasons: row.noted_reasons,
    invitedAt: ms(row.invited_at),
    bookBy: ms(row.book_by),
    latestAt: ms(row.latest_at),
    remindedAt: ms(row.reminded_at),
    booking: bookingOf(row),
    reschedules: row.reschedules,
    proposal: row.proposal,
    leavingAt: ms(row.leaving_at),
    cancelReason: row.cancel_reason,
    reportDueAt: ms(row.report_due_at),
    reportOverdueAt: ms(row.report_overdue_at),
    reportVersion: report.submitted,
    releasedVersion: report.released,
    reviewDueAt: ms(row.review_due_at),
    atsQuestion: row.ats_question,
    postingQuestion: row.posting_question,
    rating,
  };
}

/** Defaults of the installation that no position sets (PRODUCT.md, life of an interview). */
export const fixedRules = { reportDueMinutes: 120, reviewMinutes: 45, proposalAnswerHours: 24, leaveGraceSeconds: 120 };

const readSettings = new WeakMap<object, PositionSettings>();

/** Read once for each row that was loaded: a page of times wants them three times. */
export function settingsOf({ settings }: Pick<PositionRow, "settings">): PositionSettings {
  const known = readSettings.get(settings);
  if (known) return known;
  const read = positionSettings.parse(settings);
  readSettings.set(settings, read);
  return read;
}

export function rulesOf(position: PositionRow, statusInAts = false): Rules {
  const settings = settingsOf(position);
  return {
    ...fixedRules,
    bookWithinDays: settings.bookWithinDays,
    interviewWithinDays: settings.interviewWithinDays,
    maxReschedules: settings.maxReschedules,
    rescheduleCutoffMinutes: settings.rescheduleCutoffMinutes,
    candidateMayRebookAfterNoShow: settings.candidateMayRebookAfterNoShow,
    textReminders: settings.textReminders,
    reviewBeforeRelease: settings.reviewBeforeRelease,
    positionOpen: position.state === "active",
    postingEnded: position.state === "inactive",
    statusInAts,
  };
}

/** Loads an interview; `lock` takes the row's lock first (lock order everywhere: interview, then experts). */
export async function loadInterview(tx: Db | Tx, id: string, lock = false): Promise<Loaded | null> {
  let query = tx.selectFrom("interviews").selectAll().where("id", "=", id);
  if (lock) query = query.forUpdate();
  const row = await query.executeTakeFirst();
  if (!row) return null;
  // A question of its own, after the lock: what it was waiting for may have changed any of these.
  const about = await tx
    .selectFrom("positions as p")
    .innerJoin("connections as c", (join) => join.on("c.id", "=", row.connection_id))
    .leftJoin("ratings as r", (join) => join.on("r.interview_id", "=", id))
    .leftJoin("rating_audits as a", (join) => join.on("a.interview_id", "=", id))
    .selectAll("p")
    .select(["c.status_tags", "c.opportunity_link", "r.score", "a.due_at", "a.ended_at"])
    .select([lastSubmitted(id).as("submitted"), lastReleased(id).as("released")])
    .where("p.id", "=", row.position_id)
    .executeTakeFirstOrThrow();
  const { status_tags, opportunity_link, score, due_at, ended_at, submitted, released, ...position } = about;
  const audit = due_at === null ? null : { dueAt: due_at.getTime(), endedAt: ms(ended_at) };
  const interview = toInterview(row, { submitted, released }, score === null ? null : { score, audit });
  return { row, position, interview, rules: rulesOf(position, status_tags || opportunity_link) };
}

const lastSubmitted = (interviewId: string) =>
  sql<number>`coalesce((select max(version) from report_versions where interview_id = ${interviewId}), 0)`;
const lastReleased = (interviewId: string) =>
  sql<number>`coalesce((select max(version) from report_versions where interview_id = ${interviewId} and released_at is not null), 0)`;

export async function reportVersionsOf(tx: Db | Tx, interviewId: string): Promise<ReportVersions> {
  return tx
    .selectNoFrom([lastSubmitted(interviewId).as("submitted"), lastReleased(interviewId).as("released")])
    .executeTakeFirstOrThrow();
}

/** Writes what a decision changed, and lets the booking follow: released with a cancellation, done when the meeting is over. */
export async function saveInterview(tx: Tx, before: Interview, after: Interview, now: number): Promise<void> {
  const { booking } = after;
  await tx
    .updateTable("interviews")
    .set({
      state: after.state,
      entered_at: new Date(after.enteredAt),
      version: after.version,
      generation: after.generation,
      sequence: after.sequence,
      blocked_reasons: after.blockedReasons,
      noted_reasons: after.notedReasons,
      invited_at: date(after.invitedAt),
      book_by: date(after.bookBy),
      latest_at: date(after.latestAt),
      reminded_at: date(after.remindedAt),
      starts_at: date(booking?.startAt ?? null),
      ends_at: date(booking?.endAt ?? null),
      booking_id: booking?.id ?? null,
      expert_id: booking?.expertId ?? null,
      reschedules: after.reschedules,
      proposal: after.proposal === null ? null : JSON.stringify(after.proposal),
      leaving_at: date(after.leavingAt),
      cancel_reason: after.cancelReason,
      report_due_at: date(after.reportDueAt),
      report_overdue_at: date(after.reportOverdueAt),
      review_due_at: date(after.reviewDueAt),
      ats_question: after.atsQuestion === null ? null : JSON.stringify(after.atsQuestion),
      posting_question: after.postingQuestion === null ? null : JSON.stringify(after.postingQuestion),
      changed_at: new Date(now),
    })
    .where("id", "=", after.id)
    .execute();
  await saveBookings(tx, before, after);
  if (after.releasedVersion !== before.releasedVersion) await saveRelease(tx, after, now);
}

async function saveRelease(tx: Tx, { id, releasedVersion }: Interview, now: number): Promise<void> {
  await tx
    .updateTable("report_versions")
    .set({ released_at: new Date(now) })
    .where("interview_id", "=", id)
    .where("version", "=", releasedVersion)
    .execute();
}

async function saveBookings(tx: Tx, before: Interview, after: Interview): Promise<void> {
  const kept = after.booking?.id;
  if (before.booking && before.booking.id !== kept) {
    const over = ["live", "awaiting_report", "in_review"].includes(before.state);
    await tx
      .updateTable("bookings")
      .set({ status: over ? "done" : "released", hold_expires_at: null })
      .where("id", "=", before.booking.id)
      .execute();
  }
  if (kept && after.state !== "scheduled" && after.state !== "live") {
    await tx
      .updateTable("bookings")
      .set({ status: "done" })
      .where("id", "=", kept)
      .where("status", "=", "confirmed")
      .execute();
  }
}
