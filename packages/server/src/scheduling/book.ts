/**
 * Booking and moving an interview. Ranks who could take it, lets the database function decide, and lets the interview
 * know through the one door, all in one transaction. Losing a race is an ordinary refusal that brings the nearest times.
 */
import { setTimeout as wait } from "node:timers/promises";
import { sql } from "kysely";
import {
  isRefusal,
  refuse,
  transition,
  type Actor,
  type Booking,
  type InterviewEvent,
  type Refusal,
} from "@interviewvector/domain";
import type { Tx } from "../db/database.ts";
import { act, type Door } from "../interview/act.ts";
import { saveArranged } from "../interview/arranged.ts";
import type { Loaded } from "../interview/store.ts";
import { type BookingDecision, decisionOf } from "./decision.ts";
import { type Crowd, shownTo } from "./crowd.ts";
import type { ExpertsCache, Roster } from "./experts-cache.ts";
import { freeExperts, nearestStarts, offeredStarts } from "./offers.ts";
import { rank, type Ranked } from "./rank.ts";
import { capSpans } from "./cap-spans.ts";
import { candidateZone, endOf, type Situation, situationOf } from "./situation.ts";

export interface SchedulingDeps extends Door {
  experts: ExpertsCache;
  crowd: Crowd;
}

export interface BookingRequest {
  /** ms */
  startAt: number;
  /** The same for every repeat of one request; used once per interview. */
  idempotencyKey: string;
  /** Lengthens the interview from now on; absent: as stored. */
  extraMinutes?: number | undefined;
  /** What the candidate asks for besides time; absent: as stored. */
  accommodation?: string | undefined;
}

export interface Booked {
  booking: Booking;
  /** This request had been carried out before. */
  repeated: boolean;
}

/** With the offered times nearest to the wanted one, soonest first; empty where another time wouldn't help. */
export interface NotBooked extends Refusal {
  nearest: number[];
}

/** Who is asked, in this order, or why nobody can be. */
export type Choose = (roster: Roster, situation: Situation) => Ranked[] | Refusal;

const MOST_TRIES = 100;
const otherTimesHelp = new Set(["slot_taken", "not_offered", "candidate_busy", "busy"]);

export function bookSlot(
  deps: SchedulingDeps,
  interviewId: string,
  actor: Actor,
  request: BookingRequest,
): Promise<Booked | NotBooked> {
  return bookWith(
    deps,
    interviewId,
    { actor, choose: (roster, situation) => anyFree(deps, roster, situation, request) },
    request,
  );
}

export async function bookWith(
  deps: SchedulingDeps,
  interviewId: string,
  by: { actor: Actor; choose: Choose },
  request: BookingRequest,
): Promise<Booked | NotBooked> {
  for (let tries = 1; ; tries++) {
    const result = await tryOnce(deps, interviewId, by, request);
    if (!isRefusal(result)) return result;
    if (result.code !== "retry") return { ...result, nearest: await nearestAfter(deps, interviewId, request, result) };
    if (tries === MOST_TRIES) {
      const busy = refuse("busy", "Many people are booking at this moment. Please try again.");
      return { ...busy, nearest: await nearestAfter(deps, interviewId, request, busy) };
    }
    await wait(pauseMs(interviewId, tries));
  }
}

/** 1 to 5 ms, in another order for each interview: those who met at one lock should not meet again at the next try. */
export function pauseMs(interviewId: string, tries: number): number {
  const seed = Number.parseInt(interviewId.slice(-4), 16) || 0;
  return 1 + ((tries * (1 + (seed % 4)) + (seed >> 3)) % 5);
}

export function anyFree(
  deps: Pick<SchedulingDeps, "clock">,
  roster: Roster,
  situation: Situation,
  request: Pick<BookingRequest, "startAt" | "idempotencyKey">,
): Ranked[] | Refusal {
  const now = deps.clock.now();
  const free = freeExperts(roster, situation, { now }, request.startAt);
  if (free.length === 0) return refuse("not_offered", "This time is no longer available.");
  const { booking, hold } = situation;
  const kept = hold?.startAt === request.startAt ? hold.expertId : null;
  const keepExpertId = kept ?? booking?.expertId ?? situation.sameExpertId;
  const { languages } = situation.wanted;
  const by = { now, startAt: request.startAt, key: request.idempotencyKey, languages };
  // Whoever was first when the time was kept is nearly always first still: then the figures say why, and not the hold.
  const plain = rank(roster, free, { ...by, keepExpertId: booking?.expertId ?? situation.sameExpertId });
  return kept === null || plain[0]?.expertId === kept ? plain : rank(roster, free, { ...by, keepExpertId });
}

async function tryOnce(
  deps: SchedulingDeps,
  interviewId: string,
  { actor, choose }: { actor: Actor; choose: Choose },
  request: BookingRequest,
): Promise<Booked | Refusal> {
  // Before the transaction: inside, a second connection would be waited for while the interview's lock is held.
  const roster = await deps.experts.current();
  let booked: Booked | null = null;
  const gather = async (tx: Tx, loaded: Loaded): Promise<InterviewEvent | Refusal> => {
    const key = `${interviewId}:${request.idempotencyKey}`;
    const used = await bookingOfKey(tx, interviewId, key);
    if (used !== null) {
      const { booking } = loaded.interview;
      if (booking?.id === used) booked = { booking, repeated: true };
      return refuse("already_handled", "This was handled before, and the interview has changed since.");
    }
    const situation = await situationOf(tx, interviewId, request.extraMinutes);
    if (!situation) return refuse("no_round", "There is nothing to book for this interview.");
    const may = mayBook(deps, loaded, actor, { situation, request });
    if (may) return may;
    const ranked = choose(roster, situation);
    if (isRefusal(ranked)) return ranked;
    const won = await takeSlot(deps, tx, { roster, situation, ranked, request: { ...request, idempotencyKey: key } });
    if (isRefusal(won)) return won;
    await saveArranged(tx, interviewId, request);
    booked = { booking: won, repeated: false };
    return { type: "slotBooked", booking: won };
  };
  try {
    const decision = await act(deps, interviewId, actor, gather);
    if (!isRefusal(decision) || decision.code === "already_handled") return booked ?? (decision as Refusal);
    return decision;
  } catch (error) {
    if (isBrokenOff(error)) return refuse("retry", "");
    throw error;
  }
}

/** The database chose us to end a deadlock or a serialisation conflict: nothing was written, so trying again is safe. */
export function isBrokenOff(error: unknown): boolean {
  return ["40P01", "40001"].includes(String((error as { code?: unknown }).code));
}

/** Which booking an earlier request with this key made or moved. */
async function bookingOfKey(tx: Tx, interviewId: string, key: string): Promise<string | null> {
  const row = await tx
    .selectFrom("bookings")
    .select("id")
    .where("interview_id", "=", interviewId)
    .where(sql<boolean>`(idempotency_key = ${key} or coalesce(jsonb_exists(decision -> 'keys', ${key}), false))`)
    .executeTakeFirst();
  return row?.id ?? null;
}

/** The table of the domain is asked before any slot is taken: its no comes first, and costs nothing. */
export function mayBook(
  { clock }: Pick<SchedulingDeps, "clock">,
  loaded: Loaded,
  actor: Actor,
  { situation, request }: { situation: Situation; request: Pick<BookingRequest, "startAt"> },
): Refusal | null {
  const booking = {
    id: situation.booking?.id ?? situation.interviewId,
    expertId: situation.booking?.expertId ?? "",
    startAt: request.startAt,
    endAt: endOf(situation, request.startAt),
  };
  // Only the answer is wanted, not when reminders would go: whose clock it is doesn't matter here.
  const at = { now: clock.now(), actor, rules: loaded.rules, zones: { candidate: "UTC", expert: "UTC" } };
  const answer = transition(loaded.interview, { type: "slotBooked", booking }, at);
  return isRefusal(answer) ? answer : null;
}

export interface Taking {
  roster: Roster;
  situation: Situation;
  ranked: Ranked[];
  request: BookingRequest;
}

/** Beyond these the list is asked in further steps: a statement need not carry five thousand names. */
const ASKED_AT_ONCE = 100;

/** Whoever is locked by a booking under way is free or booked some milliseconds later: asking again costs less than beginning anew. */
const ASKED_AGAIN = 3;

/** Asks the database for the slot: whoever of the ranked can take it has it then. */
export async function takeSlot(
  deps: Pick<SchedulingDeps, "clock" | "newId">,
  tx: Tx,
  taking: Taking,
): Promise<Booking | Refusal> {
  const { situation, request } = taking;
  const taken = await askForSlot(deps, tx, taking, null);
  switch (taken.outcome) {
    case "booked":
      return {
        id: taken.bookingId,
        expertId: taken.expertId,
        startAt: request.startAt,
        endAt: endOf(situation, request.startAt),
      };
    case "full":
      return refuse("slot_taken", "This time has just been taken.");
    case "candidate_busy":
      return refuse("candidate_busy", "There is another interview with you at this time.");
    case "retry":
      return refuse("retry", "");
    default:
      throw new Error(`book_slot answered ${taken.outcome}`);
  }
}

export interface Taken {
  outcome: string;
  bookingId: string;
  expertId: string;
}

/** `holdUntil` (ms): the time is kept until then instead of booked. */
export async function askForSlot(
  { clock, newId }: Pick<SchedulingDeps, "clock" | "newId">,
  tx: Tx,
  { roster, situation, ranked, request }: Taking,
  holdUntil: number | null,
): Promise<Taken> {
  const now = clock.now();
  const moving = situation.booking?.id ?? null;
  const { startAt } = request;
  const keys = holdUntil !== null || moving === null ? [] : await keysOf(tx, moving);
  const why: BookingDecision = decisionOf(roster, situation, ranked, {
    now,
    startAt,
    keys: holdUntil === null ? [...keys, request.idempotencyKey] : [],
  });
  const { bufferBeforeMinutes, bufferAfterMinutes } = situation.meeting;
  const ask = async (asked: readonly Ranked[]): Promise<Taken> => {
    const zonesOfAsked = asked.map(({ expertId }) => roster.byId.get(expertId)?.zone ?? "UTC");
    const { zones, days, weeks } = capSpans(zonesOfAsked, startAt);
    const answer = await sql<{ outcome: string; booking_id: string; expert_id: string }>`
      select * from book_slot(${newId()}, ${moving}, ${situation.interviewId}, ${situation.candidateId}, ${situation.companyId},
        ${new Date(startAt)}, ${new Date(endOf(situation, startAt))}, ${`${bufferBeforeMinutes} minutes`}, ${`${bufferAfterMinutes} minutes`},
        ${asked.map((one) => one.expertId)}, ${request.idempotencyKey}, ${new Date(now)},
        ${holdUntil === null ? null : new Date(holdUntil)}, ${JSON.stringify(why)}, ${zones}, ${days}::tstzrange[], ${weeks}::tstzrange[])
    `.execute(tx);
    const [row] = answer.rows;
    return { outcome: row?.outcome ?? "none", bookingId: row?.booking_id ?? "", expertId: row?.expert_id ?? "" };
  };
  let retry: Taken | null = null;
  for (let again = 0; again < ASKED_AGAIN; again++) {
    if (retry !== null) await wait(pauseMs(situation.interviewId, again));
    retry = null;
    for (let from = 0; from < ranked.length; from += ASKED_AT_ONCE) {
      const taken = await ask(ranked.slice(from, from + ASKED_AT_ONCE));
      if (taken.outcome === "retry") retry = taken;
      else if (taken.outcome !== "full") return taken;
    }
    if (retry === null) return { outcome: "full", bookingId: "", expertId: "" };
  }
  return retry ?? { outcome: "full", bookingId: "", expertId: "" };
}

async function keysOf(tx: Tx, bookingId: string): Promise<string[]> {
  const row = await tx.selectFrom("bookings").select("decision").where("id", "=", bookingId).executeTakeFirst();
  return (row?.decision as Partial<BookingDecision> | null)?.keys ?? [];
}

async function nearestAfter(
  deps: SchedulingDeps,
  interviewId: string,
  request: Pick<BookingRequest, "startAt" | "extraMinutes">,
  { code }: Refusal,
): Promise<number[]> {
  return otherTimesHelp.has(code) ? nearestTo(deps, interviewId, request) : [];
}

/** Those who lost one race are not sent into the next one together: in a crowd each is told the nearest of what they are shown. */
export async function nearestTo(
  deps: SchedulingDeps,
  interviewId: string,
  { startAt, extraMinutes }: Pick<BookingRequest, "startAt" | "extraMinutes">,
): Promise<number[]> {
  const { service } = deps.database;
  const roster = await deps.experts.current();
  const situation = await situationOf(service, interviewId, extraMinutes);
  if (!situation) return [];
  const now = deps.clock.now();
  const zone = await candidateZone(service, interviewId);
  const starts = offeredStarts(roster, situation, { now });
  const crowding = deps.crowd.look(roster, situation, starts);
  return nearestStarts(shownTo(starts, { ...crowding, viewer: interviewId, zone, now }), startAt, zone);
}
