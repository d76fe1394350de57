/**
 * Everything that bounds the time of one interview, read in one place: what the position wants, how long it takes, since
 * when and until when it may begin, whom the candidate has met, and when they are busy with another interview of ours.
 */
import { sql } from "kysely";
import { minutes, positionSettings, type Booking, type InterviewState } from "@interviewvector/domain";
import type { Interval, MeetingClass } from "@interviewvector/slots";
import type { Db, Tx } from "../db/database.ts";
import type { Interviewee, Wanted } from "./eligible.ts";

export interface Hold {
  /** Of the held row. */
  id: string;
  expertId: string;
  /** The start that was chosen. */
  startAt: number;
  expiresAt: number;
}

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
  /** A time that is kept for this interview while the candidate types. */
  hold: Hold | null;
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
  const row = await readSituation(db, interviewId);
  return row && situationFrom(interviewId, row, extraMinutes);
}

/** From what `interview_situation` said. */
export function situationFrom(interviewId: string, row: SituationRow, extraMinutes?: number): Situation | null {
  if (row.durationMinutes === null) return null;
  const settings = positionSettings.parse(row.settings);
  const others = row.bookings.filter((one) => one.interviewId !== interviewId && one.status !== "held");
  const earlier = earlierOf(row.earlier);
  const held = row.bookings.find((one) => one.interviewId === interviewId && one.status === "held");
  const { companyId, candidateId, state, companyName, category, seniority, skills, languages } = row;
  return {
    interviewId,
    companyId,
    candidateId,
    state,
    positionOpen: row.positionState === "active",
    wanted: { companyName, category, seniority, skills, languages },
    interviewee: { name: row.candidateName, emails: row.emails },
    meeting: meetingClass(row.durationMinutes + (extraMinutes ?? row.extraMinutes), settings),
    noticeMinutes: settings.minimumNoticeMinutes,
    latestAt: row.latestAt,
    booking:
      row.bookingId !== null && row.expertId !== null && row.startAt !== null && row.endAt !== null
        ? { id: row.bookingId, expertId: row.expertId, startAt: row.startAt, endAt: row.endAt }
        : null,
    hold: held
      ? { id: held.id, expertId: held.expertId, startAt: held.wantedAt ?? held.fromMs, expiresAt: held.expiresMs ?? 0 }
      : null,
    proposedRanges: row.ranges ?? [],
    met: new Set([...others.map((one) => one.expertId), ...earlier.notAgain, ...row.metElsewhere]),
    sameExpertId: earlier.brokenOff,
    candidateBusy: others.filter((one) => one.status === "confirmed"),
  };
}

/** When the meeting would be over. */
export function endOf(situation: Situation, startAt: number): number {
  return startAt + minutes(situation.meeting.durationMinutes);
}

/** What the candidate has with us, at this interview and others. */
interface OwnBooking extends Interval {
  id: string;
  interviewId: string;
  expertId: string;
  status: "held" | "confirmed" | "done";
  expiresMs: number | null;
  wantedAt: number | null;
}

interface PastEvent {
  event: string;
  party: string | null;
  from: string | null;
  expertId: string | null;
}

/** As `interview_situation` says it (migration 0082); instants in ms. */
export interface SituationRow {
  companyId: string;
  candidateId: string;
  state: InterviewState;
  extraMinutes: number;
  latestAt: number | null;
  ranges: Situation["proposedRanges"] | null;
  bookingId: string | null;
  expertId: string | null;
  startAt: number | null;
  endAt: number | null;
  companyName: string;
  candidateName: string;
  emails: string[];
  positionState: string;
  category: string | null;
  seniority: string | null;
  skills: string[];
  languages: string[];
  settings: unknown;
  durationMinutes: number | null;
  bookings: OwnBooking[];
  earlier: PastEvent[];
  metElsewhere: string[];
}

/** One round trip with a kept plan: this is asked for every page of times. */
async function readSituation(db: Db | Tx, interviewId: string): Promise<SituationRow | null> {
  const { rows } = await sql<{
    found: SituationRow | null;
  }>`select interview_situation(${interviewId}::uuid) as found`.execute(db);
  return rows[0]?.found ?? null;
}

interface Earlier {
  /** Who did not come to this interview, or gave it up: never again for it. */
  notAgain: string[];
  /** With whom the last call broke off: with them again. */
  brokenOff: string | null;
}

function earlierOf(events: readonly PastEvent[]): Earlier {
  const notAgain: string[] = [];
  let holder: string | null = null;
  let brokenOff: string | null = null;
  for (const { event, party, from, expertId } of events) {
    if (from !== null) notAgain.push(from);
    if (event === "didNotCome") {
      if (party === "expert" && holder !== null) notAgain.push(holder);
      brokenOff = null;
    } else if (event === "brokeOff") brokenOff = holder;
    else holder = expertId;
  }
  return { notAgain, brokenOff };
}

/** The candidate's zone; null: nobody named it yet. */
export async function candidateZone(db: Db | Tx, interviewId: string): Promise<string | null> {
  const found = await db
    .selectFrom("interviews as i")
    .innerJoin("candidates as k", "k.id", "i.candidate_id")
    .select("k.zone")
    .where("i.id", "=", interviewId)
    .executeTakeFirst();
  return found?.zone ?? null;
}
