/**
 * Compiled rows of the active experts, kept in this process. Each question first asks the database who has changed since the
 * last one; only those are read and compiled again. It is a cache and decides nothing: whether a booking holds, PostgreSQL
 * says.
 */
import { days } from "@interviewvector/domain";
import { compileExpert, type Horizon, horizonAround, isRefusal, type Row } from "@interviewvector/slots";
import type { Clock } from "../clock.ts";
import type { Database } from "../db/database.ts";
import { busyOf, type Changes, type ExpertRecord, readChanges, readExperts } from "./expert-rows.ts";
import { type OfferHistory, offerHistory, windowFrom } from "./fairness.ts";
import { type Quality, readQuality } from "./quality.ts";

export interface CompiledExpert extends ExpertRecord {
  row: Row;
  /** Hours offered in an ordinary week; at least one, so that loads can be compared. */
  weeklyHours: number;
  offers: OfferHistory;
  /** When the first hold in it ends: the row shows time as taken until then, and is made anew afterwards. */
  staleAt: number;
}

/** An active expert who can't be booked as things stand; `hours`: what they offer can't be read as hours. */
export interface Unusable {
  id: string;
  name: string;
  zone: string;
  why: "calendar" | "hours";
}

/** What one question is answered from: never changed in place, so that it stays whole while it is used. */
export interface Roster {
  horizon: Horizon;
  experts: readonly CompiledExpert[];
  byId: ReadonlyMap<string, CompiledExpert>;
  /** Active experts whose rules can't be used (an unknown zone, say), or whose calendar can't be read: nobody is booked with them. */
  unusable: readonly Unusable[];
  /** At most a minute old: it changes by what has happened, not by a booking. */
  quality: ReadonlyMap<string, Quality>;
}

export interface ExpertsCache {
  /** As true as the database was when it was asked. */
  current(): Promise<Roster>;
  /** What is kept, for whoever asks the database anyway and can ask in the same trip who has changed since; null: nobody yet. */
  kept(): Kept | null;
  /** With the answer to that: as true as the database was when it gave it. */
  after(from: Kept | null, changes: Changes): Promise<Roster>;
}

export interface Kept {
  since: string;
  roster: Roster;
  /** From then on a row may show time as taken that is free (a hold ends), or as free that is not known (a calendar gets old). */
  staleAt: number;
}

/** An answer to the question who has changed since what was kept then. */
interface Told {
  from: Kept;
  changes: Changes;
}

// A position may let 90 days pass until the interview; the rest lets a horizon live for a week.
const BACK_DAYS = 2;
const AHEAD_DAYS = 100;
const LEAST_AHEAD_DAYS = 92;
const QUALITY_FOR_MS = 60_000;

export function createExpertsCache({ database, clock }: { database: Database; clock: Clock }): ExpertsCache {
  const judgement = judgementOf(database);
  let kept: Kept | null = null;

  async function refresh(told: Told | null): Promise<Roster> {
    const now = clock.now();
    const qualities = await judgement.quality(now);
    const horizon = kept && covers(kept.roster.horizon, now) ? kept.roster.horizon : horizonAt(now);
    const old = kept && kept.roster.horizon === horizon ? kept : null;
    const isTold = told !== null && told.from.roster === old?.roster;
    const { since, experts } = isTold ? told.changes : await readChanges(database.service, old?.since ?? null);
    const known = old?.roster.byId ?? new Map<string, CompiledExpert>();
    const changed = experts.filter((expert) => !isKnown(known, expert));
    const stale = old && now >= old.staleAt ? [...known.values()].filter((one) => now >= one.staleAt) : [];
    if (old && changed.length === 0 && stale.length === 0) {
      const roster = old.roster.quality === qualities ? old.roster : { ...old.roster, quality: qualities };
      kept = { ...old, since, roster };
      return roster;
    }
    const gone = new Set([...changed.map(({ id }) => id), ...stale.map(({ id }) => id)]);
    const inactive = new Set(changed.filter(({ active }) => !active).map(({ id }) => id));
    const wanted = [...gone].filter((id) => !inactive.has(id));
    const records = await readExperts(database.service, wanted, horizon, now);
    const unchanged = (old?.roster.experts ?? []).filter(({ id }) => !gone.has(id));
    const unusable = (old?.roster.unusable ?? []).filter(({ id }) => !gone.has(id));
    const roster = { ...rosterOf(horizon, { unchanged, unusable }, records, now), quality: qualities };
    const staleAt = roster.experts.reduce((least, expert) => Math.min(least, expert.staleAt), Infinity);
    kept = { since, roster, staleAt };
    return roster;
  }

  // Who asks while a refresh is under way needs one that begins after the asking; all of them share it.
  let running: Promise<Roster> | null = null;
  let next: Promise<Roster> | null = null;
  const start = (told: Told | null = null): Promise<Roster> => {
    const begun = refresh(told).finally(() => {
      if (running === begun) running = null;
    });
    running = begun;
    return begun;
  };
  const current = (): Promise<Roster> => {
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
  };

  /** What is kept, when it is still true by this answer. */
  function keptAfter({ from, changes }: Told): Roster | null {
    if (kept === null) return null;
    const now = clock.now();
    const { roster, staleAt } = kept;
    const isTrue = covers(roster.horizon, now) && now < staleAt && judgement.isFresh(now);
    if (!isTrue || !changes.experts.every((expert) => isKnown(roster.byId, expert))) return null;
    // What others have read meanwhile may be of a later moment than this answer.
    if (roster === from.roster) kept = { ...kept, since: changes.since };
    return roster;
  }

  return {
    current,
    kept: () => kept,
    async after(from, changes) {
      // Where nothing was kept, nobody was asked about.
      const told = from === null ? null : { from, changes };
      return (told && keptAfter(told)) ?? (running ? current() : start(told));
    },
  };
}

function judgementOf(database: Database) {
  let judged: { at: number; quality: Map<string, Quality> } | null = null;
  const isFresh = (now: number): boolean => judged !== null && Math.abs(now - judged.at) < QUALITY_FOR_MS;
  return {
    isFresh,
    async quality(now: number): Promise<Map<string, Quality>> {
      if (judged && isFresh(now)) return judged.quality;
      judged = { at: now, quality: await readQuality(database.service, now) };
      return judged.quality;
    },
  };
}

function isKnown(known: Roster["byId"], { id, version, active }: Changes["experts"][number]): boolean {
  return active === known.has(id) && known.get(id)?.version === version;
}

function covers(horizon: Horizon, now: number): boolean {
  return now >= horizon.fromMs + days(1) && now + days(LEAST_AHEAD_DAYS) <= horizon.toMs;
}

function horizonAt(now: number): Horizon {
  const today = Math.floor(now / days(1)) * days(1);
  return horizonAround(today - days(BACK_DAYS), today + days(AHEAD_DAYS));
}

/** The earliest end of a hold, or of what is known of their calendars. */
function trueUntil({ bookings, calendarsTrueUntil }: ExpertRecord, now: number): number {
  return bookings.reduce(
    (least, { heldUntil }) => Math.min(least, heldUntil === null || heldUntil <= now ? Infinity : heldUntil),
    calendarsTrueUntil,
  );
}

function rosterOf(
  horizon: Horizon,
  old: { unchanged: readonly CompiledExpert[]; unusable: readonly Unusable[] },
  records: ExpertRecord[],
  now: number,
): Omit<Roster, "quality"> {
  const unusable = [...old.unusable];
  const added: CompiledExpert[] = [];
  for (const record of records) {
    const { id, name, zone } = record;
    if (record.calendarsTrueUntil <= now) {
      unusable.push({ id, name, zone, why: "calendar" });
      continue;
    }
    const row = compileExpert(record.rules, busyOf(record, now), horizon);
    if (isRefusal(row)) unusable.push({ id, name, zone, why: "hours" });
    else {
      // What was counted before the window began is not asked for any more.
      const range = { countedAt: Math.max(record.countedAt, windowFrom(now)), horizonTo: horizon.toMs };
      const offers = offerHistory(record.rules, record.written, range);
      added.push({ ...record, row, weeklyHours: weeklyHours(record), offers, staleAt: trueUntil(record, now) });
    }
  }
  const experts = merged(old.unchanged, added.sort(byId));
  return { horizon, experts, byId: new Map(experts.map((expert) => [expert.id, expert])), unusable };
}

function byId(left: CompiledExpert, right: CompiledExpert): number {
  return left.id < right.id ? -1 : 1;
}

/** Both sorted by id; those that stay are many, those that change are few. */
function merged(one: readonly CompiledExpert[], other: readonly CompiledExpert[]): CompiledExpert[] {
  const all: CompiledExpert[] = [];
  let at = 0;
  for (const expert of other) {
    while (at < one.length && one[at]!.id < expert.id) all.push(one[at++]!);
    all.push(expert);
  }
  while (at < one.length) all.push(one[at++]!);
  return all;
}

function weeklyHours({ rules }: ExpertRecord): number {
  const minutes = rules.weekly.reduce((sum, hours) => sum + hours.toMinute - hours.fromMinute, 0);
  return Math.max(1, minutes / 60);
}
