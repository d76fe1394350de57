/**
 * Everything that bounds the time of one interview, read in one place: what the position wants, how long it takes, since
 * when and until when it may begin, whom the candidate has met, and when they are busy with another interview of ours.
 */
import { sql } from "kysely";
import { minutes, type Booking, type InterviewState } from "@interviewvector/domain";
import type { Interval, MeetingClass } from "@interviewvector/slots";
import type { Db, Tx } from "../db/database.ts";
import { bookingOf, settingsOf } from "../interview/store.ts";
import { type Whole, wholeFrom } from "../interview/whole.ts";
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
  const { rows } = await sql<{ found: Surroundings | null }>`
    select look_at_interview(${interviewId}::uuid, null) as found`.execute(db);
  const found = rows[0]?.found;
  return found ? situationFrom({ ...found, whole: wholeFrom(found.whole) }, extraMinutes) : null;
}

/** From what `look_at_interview` said. */
export function situationFrom(
  { whole, bookings, earlier, metElsewhere }: Surroundings,
  extraMinutes?: number,
): Situation | null {
  const { interview, position, company, candidate, round } = whole;
  if (round === null) return null;
  const settings = settingsOf(position);
  const others = (bookings ?? []).filter((one) => one.interviewId !== interview.id && one.status !== "held");
  const held = bookings?.find((one) => one.interviewId === interview.id && one.status === "held");
  const before = earlierOf(earlier ?? []);
  const { category, seniority, skills, languages } = position;
  return {
    interviewId: interview.id,
    companyId: company.id,
    candidateId: candidate.id,
    state: interview.state,
    positionOpen: position.state === "active",
    wanted: { companyName: company.name, category, seniority, skills, languages },
    interviewee: { name: candidate.name, emails: candidate.emails },
    meeting: meetingClass(round.duration_minutes + (extraMinutes ?? interview.extra_minutes), settings),
    noticeMinutes: settings.minimumNoticeMinutes,
    latestAt: interview.latest_at?.getTime() ?? null,
    booking: bookingOf(interview),
    hold: held
      ? { id: held.id, expertId: held.expertId, startAt: held.wantedAt ?? held.fromMs, expiresAt: held.expiresMs ?? 0 }
      : null,
    proposedRanges: interview.proposal?.ranges ?? [],
    met: new Set([...others.map((one) => one.expertId), ...before.notAgain, ...(metElsewhere ?? [])]),
    sameExpertId: before.brokenOff,
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

/** What `look_at_interview` says of an interview (migration 0181); lists that hold nothing are null. */
export interface Surroundings {
  whole: Whole;
  bookings: OwnBooking[] | null;
  earlier: PastEvent[] | null;
  metElsewhere: string[] | null;
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
