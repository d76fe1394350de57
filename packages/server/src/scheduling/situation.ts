/**
 * Everything that bounds the time of one interview, read in one place: what the position wants, how long it takes, since
 * when and until when it may begin, whom the candidate has met, and when they are busy with another interview of ours.
 */
import { sql } from "kysely";
import { minutes, positionSettings, type Booking, type InterviewState } from "@interviewvector/domain";
import type { Interval, MeetingClass } from "@interviewvector/slots";
import type { Db, Tx } from "../db/database.ts";
import type { Interviewee, Wanted } from "./eligible.ts";

export interface Situation {
  interviewId: string;
  companyId: string;
  candidateId: string;
  state: InterviewState;
  positionOpen: boolean;
  wanted: Wanted;
  /** Null for an interview that is only imagined. */
  interviewee: Interviewee | null;
  meeting: MeetingClass;
  noticeMinutes: number;
  latestAt: number | null;
  booking: Booking | null;
  proposedRanges: { fromAt: number; toAt: number }[];
  /** Experts who met the candidate before, have another interview with them ahead, or gave this one up. */
  met: ReadonlySet<string>;
  /** After a call that broke off: the expert it was with. */
  sameExpertId: string | null;
  candidateBusy: readonly Interval[];
}

export function meetingClass(
  durationMinutes: number,
  settings: { bufferBeforeMinutes: number; bufferAfterMinutes: number },
): MeetingClass {
  // Kept on both sides of the meeting: a booking is stored without its buffers, so the one that is made next to it has to
  // leave room for the buffer after the other one as well.
  const apart = Math.max(settings.bufferBeforeMinutes, settings.bufferAfterMinutes);
  return {
    // The engine counts in five minutes; a rare odd length is rounded up, never cut.
    durationMinutes: Math.ceil(durationMinutes / 5) * 5,
    bufferBeforeMinutes: apart,
    bufferAfterMinutes: apart,
    // A start each quarter of an hour would make a long list of nearly equal times; short interviews need it.
    stepMinutes: durationMinutes < 45 ? 15 : 30,
  };
}

/** Null when there is no such interview, or it has no round to take place in. `extraMinutes` replaces what is stored. */
export async function situationOf(db: Db | Tx, interviewId: string, extraMinutes?: number): Promise<Situation | null> {
  const row = await readInterview(db, interviewId);
  if (!row || row.duration_minutes === null) return null;
  const settings = positionSettings.parse(row.settings);
  const others = await readBookings(db, row.candidate_id);
  const elsewhere = await readMetElsewhere(db, row.candidate_id, row.emails);
  const earlier = await readEarlier(db, interviewId);
  const met = new Set(others.filter((one) => one.interview_id !== interviewId).map((one) => one.expert_id));
  for (const id of [...earlier.notAgain, ...elsewhere]) met.add(id);
  return {
    interviewId,
    companyId: row.company_id,
    candidateId: row.candidate_id,
    state: row.state,
    positionOpen: row.position_state === "active",
    wanted: {
      companyName: row.company_name,
      category: row.category,
      seniority: row.seniority,
      skills: row.skills,
      languages: row.languages,
    },
    interviewee: { name: row.candidate_name, emails: row.emails },
    meeting: meetingClass(row.duration_minutes + (extraMinutes ?? row.extra_minutes), settings),
    noticeMinutes: settings.minimumNoticeMinutes,
    latestAt: row.latest_at?.getTime() ?? null,
    booking:
      row.booking_id && row.expert_id && row.starts_at && row.ends_at
        ? { id: row.booking_id, expertId: row.expert_id, startAt: +row.starts_at, endAt: +row.ends_at }
        : null,
    proposedRanges: row.proposal?.ranges ?? [],
    met,
    sameExpertId: earlier.brokenOff,
    candidateBusy: others
      .filter((one) => one.interview_id !== interviewId && one.status !== "done")
      .map((one) => ({ fromMs: one.start_at.getTime(), toMs: one.end_at.getTime() })),
  };
}

/** When the meeting would be over. */
export function endOf(situation: Situation, startAt: number): number {
  return startAt + minutes(situation.meeting.durationMinutes);
}

function readInterview(db: Db | Tx, interviewId: string) {
  return db
    .selectFrom("interviews as i")
    .innerJoin("positions as p", "p.id", "i.position_id")
    .innerJoin("companies as c", "c.id", "i.company_id")
    .innerJoin("candidates as k", "k.id", "i.candidate_id")
    .leftJoin("rounds as r", "r.id", "i.round_id")
    .select(["i.company_id", "i.candidate_id", "i.state", "i.extra_minutes", "i.latest_at", "i.proposal"])
    .select(["i.booking_id", "i.expert_id", "i.starts_at", "i.ends_at", "c.name as company_name"])
    .select(["p.state as position_state", "p.category", "p.seniority", "p.skills", "p.languages", "p.settings"])
    .select(["r.duration_minutes", "k.name as candidate_name", "k.emails"])
    .where("i.id", "=", interviewId)
    .executeTakeFirst();
}

function readBookings(db: Db | Tx, candidateId: string) {
  return db
    .selectFrom("bookings")
    .select(["interview_id", "expert_id", "status"])
    .select([sql<Date>`lower(during)`.as("start_at"), sql<Date>`upper(during)`.as("end_at")])
    .where("candidate_id", "=", candidateId)
    .where("status", "in", ["held", "confirmed", "done"])
    .execute();
}

/** One person applies at several companies: who met them there, by address, meets them no more. Nothing but experts' ids comes back. */
async function readMetElsewhere(db: Db | Tx, candidateId: string, emails: readonly string[]): Promise<string[]> {
  if (emails.length === 0) return [];
  const rows = await db
    .selectFrom("candidates as k")
    .innerJoin("bookings as b", "b.candidate_id", "k.id")
    .select("b.expert_id")
    .distinct()
    .where("k.id", "<>", candidateId)
    .where(sql<boolean>`k.emails && ${[...emails]}::text[]`)
    .where("b.status", "in", ["confirmed", "done"])
    .execute();
  return rows.map((row) => row.expert_id);
}

interface Earlier {
  /** Who did not come to this interview, or gave it up: never again for it. */
  notAgain: string[];
  /** With whom the last call broke off: with them again. */
  brokenOff: string | null;
}

async function readEarlier(db: Db | Tx, interviewId: string): Promise<Earlier> {
  const rows = await db
    .selectFrom("history")
    .select(["event", "details"])
    .where("interview_id", "=", interviewId)
    .where("event", "in", ["slotBooked", "expertReplaced", "expertGaveBack", "didNotCome", "brokeOff"])
    .orderBy("id")
    .execute();
  const notAgain: string[] = [];
  let holder: string | null = null;
  let brokenOff: string | null = null;
  for (const { event, details } of rows) {
    if (typeof details["fromExpertId"] === "string") notAgain.push(details["fromExpertId"]);
    if (event === "didNotCome") {
      if (details["party"] === "expert" && holder) notAgain.push(holder);
      brokenOff = null;
    } else if (event === "brokeOff") brokenOff = holder;
    else holder = (details["booking"] as Booking | undefined)?.expertId ?? null;
  }
  return { notAgain, brokenOff };
}
