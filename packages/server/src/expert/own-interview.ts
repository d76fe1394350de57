/**
 * The interviews of one expert, as they may see them: the person by first name only, no contact data, nothing of other
 * experts. Whoever is not the holder of the interview gets the same nothing as for one that doesn't exist.
 */
import { sql } from "kysely";
import {
  expertDueAt,
  hours,
  minutes,
  positionSettings,
  type AnswerOf,
  type expertApi,
  type InterviewState,
} from "@interviewvector/domain";
import type { Db, Tx } from "../db/database.ts";
import { firstNameOf } from "../interview/first-name.ts";
import { fixedRules } from "../interview/store.ts";

export type AgendaItem = AnswerOf<typeof expertApi.agenda>["items"][number];

/** From then on a candidate who isn't there counts as not come. */
const NO_SHOW_AFTER_MINUTES = 15;

export interface OwnInterview {
  id: string;
  companyId: string;
  state: InterviewState;
  /** False for a meeting that is over without a report (no-show, broken off): looked at, but not reported on. */
  holds: boolean;
  startAt: number;
  endAt: number;
  item: AgendaItem;
  candidateZone: string | null;
  guideId: string | null;
  guideVersion: number | null;
}

interface Which {
  expertId: string;
  interviewId?: string;
  now: number;
}

/** Newest start first. Bookings that were given back or handed over are nobody's. */
export async function readOwn(db: Db | Tx, { expertId, interviewId, now }: Which): Promise<OwnInterview[]> {
  let query = db
    .selectFrom("bookings as b")
    .innerJoin("interviews as i", "i.id", "b.interview_id")
    .innerJoin("candidates as k", "k.id", "i.candidate_id")
    .innerJoin("companies as c", "c.id", "i.company_id")
    .innerJoin("positions as p", "p.id", "i.position_id")
    .innerJoin("experts as e", "e.id", "b.expert_id")
    .leftJoin("rounds as r", "r.id", "i.round_id")
    .leftJoin("reports as t", (join) =>
      join.onRef("t.interview_id", "=", "i.id").onRef("t.expert_id", "=", "b.expert_id"),
    )
    .select(["i.id", "i.company_id", "i.state", "i.booking_id", "b.id as own_booking_id", "i.report_due_at"])
    .select(["i.extra_minutes", "i.accommodation", "i.guide_id", "i.guide_version", "i.round_number"])
    .select(["k.name as candidate", "k.zone as candidate_zone", "c.name as company", "p.title", "p.role", "p.settings"])
    .select(["e.meeting_url", "r.name as round", "t.draft_version", "t.version as report_version"])
    .select([sql<Date>`lower(b.during)`.as("start_at"), sql<Date>`upper(b.during)`.as("end_at")])
    .where("b.expert_id", "=", expertId)
    .where("b.status", "in", ["confirmed", "done"])
    // Theirs now, or theirs last while nobody else has it.
    .where((or) =>
      or.or([
        or("i.booking_id", "=", or.ref("b.id")),
        or.and([
          or("i.booking_id", "is", null),
          or("i.state", "in", ["candidate_no_show", "expert_no_show", "interrupted"]),
          sql<boolean>`not exists (select from bookings x where x.interview_id = i.id and x.status = 'done' and x.during > b.during)`,
        ]),
      ]),
    )
    .where(sql<boolean>`upper(b.during) > ${new Date(now - hours(24 * 92))}`)
    .orderBy(sql`lower(b.during)`, "desc");
  if (interviewId !== undefined) query = query.where("i.id", "=", interviewId);
  const rows = await query.execute();
  return rows.map((row) => {
    const holds = row.booking_id === row.own_booking_id;
    const [startAt, endAt] = [row.start_at.getTime(), row.end_at.getTime()];
    const reported = (row.report_version ?? 0) > 0;
    // Submitted, and awaited again: an auditor sent it back.
    const sentBack = reported && row.state === "awaiting_report";
    const over = row.state === "live" || row.state === "awaiting_report";
    return {
      id: row.id,
      companyId: row.company_id,
      state: row.state,
      holds,
      startAt,
      endAt,
      candidateZone: row.candidate_zone,
      guideId: row.guide_id,
      guideVersion: row.guide_version,
      item: {
        interviewId: row.id,
        candidateFirstName: firstNameOf(row.candidate) || "The candidate",
        company: row.company,
        role: row.role ?? row.title,
        round: row.round ?? `Round ${row.round_number}`,
        state: row.state,
        startAt: new Date(startAt).toISOString(),
        endAt: new Date(endAt).toISOString(),
        joinUrl: holds ? (positionSettings.parse(row.settings).meetingUrl ?? row.meeting_url) : null,
        reportDueAt: holds && row.report_due_at ? ownDueAt(row.report_due_at, row.settings) : null,
        reportState: reported && !sentBack ? "submitted" : (row.draft_version ?? 0) > 0 ? "draft" : "none",
        mayMarkNoShow: holds && over && !reported && now >= startAt + minutes(NO_SHOW_AFTER_MINUTES),
        extraMinutes: row.extra_minutes,
        ...(row.accommodation === null ? {} : { accommodation: row.accommodation }),
      },
    };
  });
}

/** The expert's share of the time: an auditor may need the rest of it. */
function ownDueAt(reportDueAt: Date, settings: Record<string, unknown>): string {
  const { reviewBeforeRelease } = positionSettings.parse(settings);
  return new Date(expertDueAt(reportDueAt.getTime(), { ...fixedRules, reviewBeforeRelease })).toISOString();
}
