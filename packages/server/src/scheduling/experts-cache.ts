/**
 * Compiled rows of the active experts, kept in this process. Each question first asks the database for one number that
 * rises with every change of an expert or their bookings; only those who changed are read and compiled again. It is a
 * cache and decides nothing: whether a booking holds, PostgreSQL says.
 */
import { days } from "@interviewvector/domain";
import { compileExpert, type Horizon, horizonAround, isRefusal, type Row } from "@interviewvector/slots";
import type { Clock } from "../clock.ts";
import type { Database } from "../db/database.ts";
import { busyOf, type ExpertRecord, readExperts, readStamp, readVersions } from "./expert-rows.ts";
import { type OfferHistory, offerHistory, windowFrom } from "./fairness.ts";
import { type Quality, readQuality } from "./quality.ts";

export interface CompiledExpert extends ExpertRecord {
  row: Row;
  /** Hours offered in an ordinary week; at least one, so that loads can be compared. */
  weeklyHours: number;
  offers: OfferHistory;
}

/** What one question is answered from: never changed in place, so that it stays whole while it is used. */
export interface Roster {
  horizon: Horizon;
  experts: readonly CompiledExpert[];
  byId: ReadonlyMap<string, CompiledExpert>;
  /** Active experts whose rules can't be used (an unknown zone, say): nobody is booked with them. */
  unusable: readonly { id: string; why: string }[];
  /** At most a minute old: it changes by what has happened, not by a booking. */
  quality: ReadonlyMap<string, Quality>;
}

export interface ExpertsCache {
  /** As true as the database was when it was asked. */
  current(): Promise<Roster>;
}

// A position may let 90 days pass until the interview; the rest lets a horizon live for a week.
const BACK_DAYS = 2;
const AHEAD_DAYS = 100;
const LEAST_AHEAD_DAYS = 92;
const QUALITY_FOR_MS = 60_000;

interface Kept {
  stamp: string;
  roster: Roster;
  /** The earliest end of a hold: from then on a row shows time as taken that is free. */
  staleAt: number;
}

export function createExpertsCache({ database, clock }: { database: Database; clock: Clock }): ExpertsCache {
  let kept: Kept | null = null;

  let judged: { at: number; quality: Map<string, Quality> } | null = null;
  async function quality(now: number): Promise<Map<string, Quality>> {
    if (!judged || Math.abs(now - judged.at) >= QUALITY_FOR_MS)
      judged = { at: now, quality: await readQuality(database.service, now) };
    return judged.quality;
  }

  async function refresh(): Promise<Roster> {
    const now = clock.now();
    const qualities = await quality(now);
    const horizon = kept && covers(kept.roster.horizon, now) ? kept.roster.horizon : horizonAt(now);
    const old = kept && kept.roster.horizon === horizon ? kept : null;
    const stamp = await readStamp(database.service);
    if (old && old.stamp === stamp && now < old.staleAt) {
      if (old.roster.quality !== qualities) kept = { ...old, roster: { ...old.roster, quality: qualities } };
      return kept?.roster ?? old.roster;
    }
    const versions = await readVersions(database.service);
    const still = (expert: CompiledExpert) => versions.get(expert.id) === expert.version && now < holdsUntil(expert);
    const unchanged = old ? old.roster.experts.filter(still) : [];
    const known = new Set(unchanged.map((expert) => expert.id));
    const changed = [...versions.keys()].filter((id) => !known.has(id));
    const records = await readExperts(database.service, changed, horizon, now);
    kept = keep(stamp, { ...rosterOf(horizon, unchanged, records, now), quality: qualities });
    return kept.roster;
  }

  // Who asks while a refresh is under way needs one that begins after the asking; all of them share it.
  let running: Promise<Roster> | null = null;
  let next: Promise<Roster> | null = null;
  const start = (): Promise<Roster> => {
    const begun = refresh().finally(() => {
      if (running === begun) running = null;
    });
    running = begun;
    return begun;
  };
  return {
    current() {
      if (!running) return start();
      // Whether the one under way fails is for those who asked for it.
      next ??= running
        .then(
          () => null,
          () => null,
        )
        .then(() => {
          next = null;
          return start();
        });
      return next;
    },
  };
}

function covers(horizon: Horizon, now: number): boolean {
  return now >= horizon.fromMs + days(1) && now + days(LEAST_AHEAD_DAYS) <= horizon.toMs;
}

function horizonAt(now: number): Horizon {
  const today = Math.floor(now / days(1)) * days(1);
  return horizonAround(today - days(BACK_DAYS), today + days(AHEAD_DAYS));
}

function keep(stamp: string, roster: Roster): Kept {
  return {
    stamp,
    roster,
    staleAt: roster.experts.reduce((least, expert) => Math.min(least, holdsUntil(expert)), Infinity),
  };
}

function holdsUntil({ bookings }: ExpertRecord): number {
  return bookings.reduce((least, { heldUntil }) => Math.min(least, heldUntil ?? Infinity), Infinity);
}

function rosterOf(
  horizon: Horizon,
  unchanged: CompiledExpert[],
  records: ExpertRecord[],
  now: number,
): Omit<Roster, "quality"> {
  const unusable: { id: string; why: string }[] = [];
  const experts = [...unchanged];
  for (const record of records) {
    const row = compileExpert(record.rules, busyOf(record, now), horizon);
    if (isRefusal(row)) unusable.push({ id: record.id, why: row.sentence });
    else {
      // What was counted before the window began is not asked for any more.
      const range = { countedAt: Math.max(record.countedAt, windowFrom(now)), horizonTo: horizon.toMs };
      const offers = offerHistory(record.rules, record.written, range);
      experts.push({ ...record, row, weeklyHours: weeklyHours(record), offers });
    }
  }
  experts.sort((left, right) => (left.id < right.id ? -1 : 1));
  return { horizon, experts, byId: new Map(experts.map((expert) => [expert.id, expert])), unusable };
}

function weeklyHours({ rules }: ExpertRecord): number {
  const minutes = rules.weekly.reduce((sum, hours) => sum + hours.toMinute - hours.fromMinute, 0);
  return Math.max(1, minutes / 60);
}
