/**
 * An expert no longer holds an interview: the next best free one takes it at the same time, and only when there is none is
 * the candidate asked to choose again. One function for everybody who can bring it about; the one door tells all others.
 */
import { setTimeout as wait } from "node:timers/promises";
import { sql } from "kysely";
import {
  type Actor,
  type Booking,
  type HandOverCause,
  isRefusal,
  refuse,
  type InterviewEvent,
  type Refusal,
} from "@interviewvector/domain";
import type { Tx } from "../db/database.ts";
import { act } from "../interview/act.ts";
import { joinUrl, readExpert } from "../interview/facts.ts";
import { type Loaded, settingsOf } from "../interview/store.ts";
import { isBrokenOff, pauseMs, type SchedulingDeps, takeSlot } from "./book.ts";
import { passOnDraft } from "./draft.ts";
import type { Roster } from "./experts-cache.ts";
import { writeDownOffered } from "./offered.ts";
import { replacementsFor } from "./replacements.ts";
import { type Situation, situationOf } from "./situation.ts";

export interface HandOver {
  fromExpertId: string;
  cause: HandOverCause;
  /** In the expert's or operator's own words; for operators only. */
  reason: string;
  /** Only this one, at whatever notice; absent: the next best. */
  toExpertId?: string | undefined;
  /** ms; only if it still begins then: what is owed for an absence is no reason once the candidate has moved it elsewhere. */
  startAt?: number | undefined;
}

export type HandedOver =
  | { outcome: "replaced"; expertId: string; expert: string; words: string }
  | { outcome: "rebooking"; words: string };

const MOST_TRIES = 50;

export async function handOver(
  deps: SchedulingDeps,
  interviewId: string,
  actor: Actor,
  wish: HandOver,
): Promise<HandedOver | Refusal> {
  for (let tries = 1; ; tries++) {
    const result = await tryOnce(deps, interviewId, actor, wish);
    if (!isRefusal(result) || result.code !== "retry") return result;
    if (tries === MOST_TRIES) return refuse("busy", "Many bookings are made at this moment. Please try again.");
    await wait(pauseMs(interviewId, tries));
  }
}

async function tryOnce(
  deps: SchedulingDeps,
  interviewId: string,
  actor: Actor,
  wish: HandOver,
): Promise<HandedOver | Refusal> {
  // Before the transaction: inside, a second connection would be waited for while the interview's lock is held.
  const roster = await deps.experts.current();
  let handed: HandedOver | null = null;
  try {
    const decision = await act(deps, interviewId, actor, async (tx, loaded) => {
      const found = await giveToNext(deps, tx, { roster, loaded, wish });
      if (isRefusal(found)) return found;
      handed = found.handed;
      return found.event;
    });
    return isRefusal(decision) ? decision : (handed ?? decisionLost());
  } catch (error) {
    if (isBrokenOff(error)) return refuse("retry", "");
    throw error;
  }
}

function decisionLost(): never {
  throw new Error("an interview was handed over without saying to whom");
}

interface Finding {
  roster: Roster;
  loaded: Loaded;
  wish: HandOver;
}

async function giveToNext(
  deps: SchedulingDeps,
  tx: Tx,
  { roster, loaded, wish }: Finding,
): Promise<{ event: InterviewEvent; handed: HandedOver } | Refusal> {
  const now = deps.clock.now();
  const { booking } = loaded.interview;
  const obstacle = mayHandOver(loaded, wish, now);
  if (obstacle !== null) return obstacle;
  const situation = booking && (await situationOf(tx, loaded.row.id));
  if (!situation) return refuse("not_scheduled", "There is no booked time to hand over.");
  const all = await replacementsFor(tx, roster, situation, { booking, now });
  const asked = all.filter(({ how, expertId }) =>
    wish.toExpertId === undefined ? how !== "short_notice" : expertId === wish.toExpertId,
  );
  if (asked.length === 0 && wish.toExpertId !== undefined)
    return refuse("not_free", "This expert can't take the interview at this time. Choose another one.");
  if (staysFree(wish)) await lockExpert(tx, wish.fromExpertId);
  const kept = keepingTime(situation, booking);
  const key = `${booking.id}:hand-over:${loaded.interview.version}`;
  const request = { startAt: booking.startAt, idempotencyKey: key };
  const won =
    asked.length === 0
      ? refuse("slot_taken", "")
      : await takeSlot(deps, tx, { roster, situation: kept, ranked: asked, request });
  if (isRefusal(won)) {
    if (won.code !== "slot_taken") return won;
    return wish.toExpertId === undefined
      ? nobodyElse(deps, tx, loaded, wish)
      : refuse("not_free", "This expert has just been booked.");
  }
  await keepFree(deps, tx, wish, booking);
  await passOnDraft(deps, tx, { interviewId: loaded.row.id, toExpertId: won.expertId });
  return replaced(tx, loaded, wish, won);
}

function mayHandOver({ interview }: Loaded, { fromExpertId, startAt }: HandOver, now: number): Refusal | null {
  const { booking } = interview;
  if (!booking) return refuse("not_scheduled", "There is no booked time to hand over.");
  if (booking.expertId !== fromExpertId) return refuse("not_theirs", "Somebody else has this interview by now.");
  if (startAt !== undefined && booking.startAt !== startAt)
    return refuse("moved", "It has been moved to another time meanwhile.");
  if (booking.endAt <= now) return refuse("over", "The interview's time is over.");
  return null;
}

/** The position may have been edited since: a replacement keeps the time that was booked. */
function keepingTime(situation: Situation, { startAt, endAt }: Booking): Situation {
  return { ...situation, meeting: { ...situation.meeting, durationMinutes: (endAt - startAt) / 60_000 } };
}

async function replaced(
  tx: Tx,
  { position, interview }: Loaded,
  wish: HandOver,
  booking: Booking,
): Promise<{ event: InterviewEvent; handed: HandedOver }> {
  const facts = { position: { settings: settingsOf(position) } };
  const [from, to] = [await readExpert(tx, wish.fromExpertId), await readExpert(tx, booking.expertId)];
  const expert = to?.firstName ?? "";
  const { fromExpertId, cause, reason } = wish;
  return {
    event: {
      type: "expertReplaced",
      booking: { ...booking, id: interview.booking?.id ?? booking.id },
      takesOver: expert,
      joinChanged: joinUrl(facts, from) !== joinUrl(facts, to),
      fromExpertId,
      cause,
      reason,
    },
    handed: {
      outcome: "replaced",
      expertId: booking.expertId,
      expert,
      words: `${expert} takes it over at the same time. Everybody has been told.`,
    },
  };
}

async function nobodyElse(
  deps: SchedulingDeps,
  tx: Tx,
  { interview }: Loaded,
  { fromExpertId, cause, reason }: HandOver,
): Promise<{ event: InterviewEvent; handed: HandedOver } | Refusal> {
  if (interview.state === "live")
    return refuse(
      "nobody_free",
      "Nobody else is free now. Record that the expert did not come, or find somebody by phone.",
    );
  if (interview.booking) await keepFree(deps, tx, { fromExpertId, cause }, interview.booking);
  return {
    event: { type: "expertGaveBack", fromExpertId, cause, reason },
    handed: {
      outcome: "rebooking",
      words: "Nobody else is free at that time. The candidate has our apology and is asked to choose another one.",
    },
  };
}

function staysFree({ cause }: Pick<HandOver, "cause">): boolean {
  return cause === "handed_over" || cause === "ill";
}

/**
 * The wide row, which their absence is written under, before any narrow one: whoever changes their hours meanwhile has it, and waits
 * for the narrow one that the booking is about to take.
 */
async function lockExpert(tx: Tx, expertId: string): Promise<void> {
  await tx.selectFrom("experts").select("id").where("id", "=", expertId).forNoKeyUpdate().execute();
}

/** Who can't hold one interview then can't hold another then either: the time is theirs. */
async function keepFree(
  { clock, newId }: Pick<SchedulingDeps, "clock" | "newId">,
  tx: Tx,
  { fromExpertId, cause }: Pick<HandOver, "fromExpertId" | "cause">,
  { startAt, endAt }: Booking,
): Promise<void> {
  if (!staysFree({ cause })) return;
  await writeDownOffered(tx, fromExpertId, clock.now());
  await sql`
    insert into expert_time_off (id, expert_id, during, note)
    select ${newId()}::uuid, ${fromExpertId}::uuid, tstzrange(${new Date(startAt)}, ${new Date(endAt)}), 'Interview handed over'
    where not exists (select from expert_time_off
      where expert_id = ${fromExpertId}::uuid and during @> tstzrange(${new Date(startAt)}, ${new Date(endAt)}))`.execute(
    tx,
  );
}
