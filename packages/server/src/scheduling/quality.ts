/**
 * How reliable an expert has been in the last 90 days, as a score that they can read and recompute: what was held, and what
 * took points. It is coarse on purpose: three bands, so that a point more or less decides nothing. Pure but for the query.
 */
import { sql } from "kysely";
import { days, FREE_HAND_OVER_HOURS } from "@interviewvector/domain";
import type { Db } from "../db/database.ts";

export const qualityDays = 90;

/** Parts of an interview that each of these counts for. */
export const qualityMarks = { no_show: 1, late_hand_over: 0.5, late_report: 0.25 } as const;
export type QualityMark = keyof typeof qualityMarks;

export interface QualityEvent {
  at: number;
  mark: QualityMark;
  interviewId: string;
  /** Points it takes off now. */
  points: number;
}

export interface Quality {
  /** 0 to 100. */
  score: number;
  held: number;
  events: QualityEvent[];
}

/** As if five interviews had gone well before the first: one slip at the beginning is one slip. */
const PRIOR = 5;

export function qualityOf(held: number, marks: readonly Omit<QualityEvent, "points">[]): Quality {
  const points = (mark: QualityMark) => (100 * qualityMarks[mark]) / (held + PRIOR);
  const events = marks.map((one) => ({ ...one, points: Math.round(points(one.mark) * 10) / 10 }));
  const lost = marks.reduce((sum, { mark }) => sum + points(mark), 0);
  return { score: Math.max(0, Math.round(100 - lost)), held, events };
}

export const newcomer: Quality = { score: 100, held: 0, events: [] };

/** 0: nothing stands against them. 1: asked after those. 2: asked last. */
export function qualityBand(score: number): 0 | 1 | 2 {
  return score >= 85 ? 0 : score >= 70 ? 1 : 2;
}

/** Of everybody who held or missed an interview; who is not in it is a newcomer. Handing over is free until 12 h before. */
export async function readQuality(db: Db, now: number): Promise<Map<string, Quality>> {
  const since = new Date(now - days(qualityDays));
  const [held, marks] = await Promise.all([
    sql<{ expert_id: string; held: number }>`
      select expert_id, count(*)::int as held from bookings
      where status = 'done' and upper(during) > ${since} and lower(during) <= ${new Date(now)} group by expert_id`.execute(
      db,
    ),
    sql<{ expert_id: string; at: Date; mark: QualityMark; interview_id: string }>`
      select b.expert_id, h.at, 'no_show' as mark, h.interview_id from history h
        join lateral (select expert_id from bookings b where b.interview_id = h.interview_id and b.status = 'done' and lower(b.during) <= h.at
                      order by lower(b.during) desc limit 1) b on true
        where h.event = 'didNotCome' and h.details ->> 'party' = 'expert' and h.at > ${since}
      union all
      select i.expert_id, i.report_due_at, 'late_report', i.id from interviews i
        where i.expert_id is not null and i.report_due_at > ${since} and i.report_due_at < ${new Date(now)}
          and i.report_due_at < coalesce((select min(h.at) from history h where h.interview_id = i.id and h.event = 'reportSubmitted'), ${new Date(now)})
      union all
      select (h.details ->> 'fromExpertId')::uuid, h.at, 'late_hand_over', h.interview_id from history h
        join lateral (select (x.details -> 'booking' ->> 'startAt')::float8 / 1000 as start_s from history x
                      where x.interview_id = h.interview_id and x.id < h.id and x.event in ('slotBooked', 'expertReplaced')
                      order by x.id desc limit 1) held on true
        where h.event in ('expertReplaced', 'expertGaveBack') and h.at > ${since}
          and h.details ->> 'cause' in ('handed_over', 'calendar_conflict')
          and held.start_s < extract(epoch from h.at) + ${FREE_HAND_OVER_HOURS * 3600}
      order by 2 desc`.execute(db),
  ]);
  const heldBy = new Map(held.rows.map((row) => [row.expert_id, row.held]));
  const marksBy = Map.groupBy(
    marks.rows.map((row) => ({
      expertId: row.expert_id,
      at: row.at.getTime(),
      mark: row.mark,
      interviewId: row.interview_id,
    })),
    ({ expertId }) => expertId,
  );
  const everybody = new Set([...heldBy.keys(), ...marksBy.keys()]);
  return new Map(
    [...everybody].map((id) => [
      id,
      qualityOf(
        heldBy.get(id) ?? 0,
        (marksBy.get(id) ?? []).map(({ at, mark, interviewId }) => ({ at, mark, interviewId })),
      ),
    ]),
  );
}
