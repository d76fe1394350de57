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
  const row = await readInterview(db, interviewId);
  if (!row || row.duration_minutes === null) return null;
  const settings = positionSettings.parse(row.settings);
  const others = row.bookings.filter((one) => one.interviewId !== interviewId && one.status !== "held");
  const earlier = earlierOf(row.earlier);
  const held = row.bookings.find((one) => one.interviewId === interviewId && one.status === "held");
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
    hold: held
      ? { id: held.id, expertId: held.expertId, startAt: held.wantedAt ?? held.fromMs, expiresAt: held.expiresMs ?? 0 }
      : null,
    proposedRanges: row.proposal?.ranges ?? [],
    met: new Set([...others.map((one) => one.expertId), ...earlier.notAgain, ...row.met_elsewhere]),
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

/** One round trip: this is asked for every page of times, and most of its cost would be the waiting. */
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
    .select(
      sql<OwnBooking[]>`(
        select coalesce(json_agg(json_build_object('id', b.id, 'interviewId', b.interview_id, 'expertId', b.expert_id, 'status', b.status,
          'fromMs', extract(epoch from lower(b.during)) * 1000, 'toMs', extract(epoch from upper(b.during)) * 1000,
          'expiresMs', extract(epoch from b.hold_expires_at) * 1000, 'wantedAt', b.decision -> 'startAt')), '[]')
        from bookings b where b.candidate_id = i.candidate_id and b.status in ('held', 'confirmed', 'done'))`.as(
        "bookings",
      ),
    )
    .select(
      sql<PastEvent[]>`(
        select coalesce(json_agg(json_build_object('event', h.event, 'party', h.details -> 'party', 'from', h.details -> 'fromExpertId',
          'expertId', h.details -> 'booking' -> 'expertId') order by h.id), '[]')
        from history h where h.interview_id = i.id
          and h.event in ('slotBooked', 'expertReplaced', 'expertGaveBack', 'didNotCome', 'brokeOff'))`.as("earlier"),
    )
    .select(
      // One person applies at several companies: who met them there, by address, meets them no more. Nothing but experts' ids comes back.
      sql<string[]>`(
        select coalesce(json_agg(distinct b.expert_id), '[]') from candidates o join bookings b on b.candidate_id = o.id
        where o.id <> k.id and o.emails && k.emails and b.status in ('confirmed', 'done'))`.as("met_elsewhere"),
    )
    .where("i.id", "=", interviewId)
    .executeTakeFirst();
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
