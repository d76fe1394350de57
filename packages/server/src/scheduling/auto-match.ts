/**
 * Preferred times are matched by themselves: at once when they come in, as soon as anything frees time, and every few
 * minutes in any case. Notice holds here, of the position and of each expert; only a person sets it aside. Whom nobody can
 * take, the operators see with suggestions, and the candidate hears in the time that was promised (domain: proposalAnswerDue).
 */
import { sql } from "kysely";
import { type Actor, isRefusal, minutes, type Refusal } from "@interviewvector/domain";
import type { Tx } from "../db/database.ts";
import type { Handler } from "../effects/effect.ts";
import { forgetRounds } from "../effects/forget-rounds.ts";
import { anyFree, bookWith, type SchedulingDeps } from "./book.ts";
import type { Roster } from "./experts-cache.ts";
import { offeredStarts } from "./offers.ts";
import { candidateZone, endOf, type Situation, situationOf } from "./situation.ts";
import { isUnusualHour } from "../time/wall-clock.ts";

const system: Actor = { kind: "system" };
const LOOK = "proposal.match";
const EVERY_MINUTES = 5;
const MOST_STARTS = 5;

/** What came of one proposal: booked, or why not yet. */
async function matchOne(deps: SchedulingDeps, interviewId: string, givenAt: number): Promise<string> {
  const situation = await situationOf(deps.database.service, interviewId);
  if (!situation || situation.state !== "proposed") return "no longer waits";
  if (!situation.positionOpen) return "the position is on hold";
  const roster = await deps.experts.current();
  const starts = await wantedStarts(deps, roster, situation);
  for (const startAt of starts.slice(0, MOST_STARTS)) {
    const request = { startAt, idempotencyKey: `auto-match:${givenAt}:${startAt}` };
    const choose = (current: Roster, now: Situation) => ifStillWanted(deps, current, now, request);
    const result = await bookWith(deps, interviewId, { actor: system, choose }, request);
    if (!isRefusal(result)) return "booked";
    if (result.code !== "slot_taken" && result.code !== "not_offered") return result.words;
  }
  return starts.length === 0 ? "nobody is free at these times" : "somebody else was faster";
}

function ifStillWanted(
  deps: SchedulingDeps,
  roster: Roster,
  situation: Situation,
  request: { startAt: number; idempotencyKey: string },
): ReturnType<typeof anyFree> | Refusal {
  // The operator or the candidate may have been first.
  if (situation.state !== "proposed") return { refused: true, code: "not_proposed", words: "no longer waits" };
  return anyFree(deps, roster, situation, request);
}

/** Within the ranges, the hours of the day before the hours of the night, then soonest first. */
async function wantedStarts(deps: SchedulingDeps, roster: Roster, situation: Situation): Promise<number[]> {
  const now = deps.clock.now();
  const found = situation.proposedRanges.flatMap(({ fromAt, toAt }) =>
    offeredStarts(roster, situation, { now, fromAt, toAt }).filter((startAt) => endOf(situation, startAt) <= toAt),
  );
  const zone = await candidateZone(deps.database.service, situation.interviewId);
  const isNight = (startAt: number): boolean => zone !== null && isUnusualHour(startAt, zone);
  const starts = [...new Set(found)].sort((left, right) => left - right);
  return [...starts.filter((startAt) => !isNight(startAt)), ...starts.filter(isNight)];
}

/** The first look at a proposal, owed by the event that brought it. */
export function matchHandler(deps: SchedulingDeps): Handler {
  return {
    kind: "interview.match",
    repeatable: true,
    async run(effect) {
      if (effect.interviewId === null) return { result: "skipped", words: "no interview" };
      const words = await matchOne(deps, effect.interviewId, Number(effect.payload["givenAt"]));
      if (words !== "booked") await deps.database.service.transaction().execute((tx) => oweLook(deps, tx));
      return { result: "done", words };
    },
  };
}

/** Looks at all that wait, who was promised an answer soonest first. Each look owes the next one while any are left. */
export function lookHandler(deps: SchedulingDeps): Handler {
  return {
    kind: LOOK,
    repeatable: true,
    async run(effect) {
      // The next one stands before this one looks: what is freed meanwhile wakes it.
      await deps.database.service.transaction().execute((tx) => oweLook(deps, tx, effect.id));
      const waiting = await deps.database.service
        .selectFrom("interviews")
        .select(["id", "proposal"])
        .where("state", "=", "proposed")
        .orderBy(sql`proposal -> 'answerBy'`)
        .execute();
      let booked = 0;
      const failures: unknown[] = [];
      for (const { id, proposal } of waiting) {
        try {
          if (proposal && (await matchOne(deps, id, proposal.givenAt)) === "booked") booked++;
        } catch (error) {
          failures.push(error); // told below: those behind it must not wait until somebody has mended it
        }
      }
      await forgetRounds(deps.database.service, { kind: LOOK, lane: LOOK, now: deps.clock.now() });
      if (failures.length > 0)
        throw new AggregateError(failures, `${failures.length} of ${waiting.length} could not be looked at`);
      return { result: "done", words: `${booked} of ${waiting.length} matched` };
    },
  };
}

async function oweLook({ clock, newId }: SchedulingDeps, tx: Tx, exceptId: string | null = null): Promise<void> {
  const runAt = new Date(clock.now() + minutes(EVERY_MINUTES));
  const id = newId();
  await sql`select pg_advisory_xact_lock(hashtextextended(${LOOK}, 0))`.execute(tx);
  await sql`
    insert into effects (id, kind, key, lane, payload, run_after)
    select ${id}::uuid, ${LOOK}, ${`${LOOK}:${id}`}, ${LOOK}, '{}'::jsonb, ${runAt}
    where exists (select 1 from interviews where state = 'proposed')
      and not exists (select 1 from effects where lane = ${LOOK} and state in ('pending', 'running', 'unsure') and id is distinct from ${exceptId}::uuid)
  `.execute(tx);
}
