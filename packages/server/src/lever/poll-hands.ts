/**
 * What people do by hand to what we wrote: our interview removed or moved, our notes deleted. Lever has no event that tells it
 * from our own writing, so an opportunity that changed after our last write is looked at (two calls), and each booked one
 * once a day. Nothing is put back by itself: an interview is asked about, a note is only shown as gone.
 */
import { days, isRefusal, minutes, refuse, seconds, type InterviewEvent } from "@interviewvector/domain";
import { LeverError, type Interview, type LeverClient } from "@interviewvector/lever";
import { act } from "../interview/act.ts";
import { ats } from "./delivery.ts";
import type { OpenConnection } from "./connection/open.ts";
import type { OwnEvent } from "./event-words.ts";
import { isHidden, sayHidden } from "./hidden.ts";
import { readWritten, type Written } from "./poll-written.ts";
import type { PollDeps } from "./poll-deps.ts";
import { markerOf } from "./write/desk.ts";

/** Lever's clock for our write and ours for its answer need not agree to the second. */
const OWN_WRITE_MS = seconds(2);
const EACH_MS = days(1);
/** A note that was written a moment ago need not be listed yet. */
const LAG_MS = minutes(1);
const MOST_LOOKS = 40;

/** Returns how many things were found. `changed`: what the listing of this poll showed. */
export async function lookForHands(
  deps: PollDeps,
  { row, lever }: OpenConnection,
  changed: readonly { id: string; updatedAt: number | null }[],
): Promise<number> {
  const now = deps.clock.now();
  const updatedAt = new Map(changed.map((one) => [one.id, one.updatedAt ?? 0]));
  const due = { opportunityIds: [...updatedAt.keys()], lookedBefore: now - EACH_MS, now };
  const written = await readWritten(deps.database, row.id, due);
  const wanted = written
    .filter((one) => isWanted(one, updatedAt.get(one.opportunityId) ?? 0, now))
    .slice(0, MOST_LOOKS);
  let found = 0;
  for (const one of wanted) {
    try {
      found += await orGone(lookAt(deps, lever, one));
    } catch (error) {
      if (!isHidden(error)) throw error;
      await sayHidden(deps, { connectionId: row.id, opportunityId: one.opportunityId, error });
      await looked(deps, one);
    }
  }
  return found;
}

/** The opportunity itself is gone: that is told by the listing of deletions. */
async function orGone(look: Promise<number>): Promise<number> {
  try {
    return await look;
  } catch (error) {
    if (error instanceof LeverError && error.code === "not_found") return 0;
    throw error;
  }
}

function isWanted({ interviews, wroteAt, lookedAt }: Written, updatedAt: number, now: number): boolean {
  const byOthers = updatedAt > wroteAt + OWN_WRITE_MS && updatedAt > lookedAt;
  const isDue = interviews.some(({ booked }) => booked) && now - Math.max(lookedAt, wroteAt) >= EACH_MS;
  return byOthers || isDue;
}

async function lookAt(deps: PollDeps, lever: LeverClient, written: Written): Promise<number> {
  const { opportunityId, interviews, notes } = written;
  const now = deps.clock.now();
  const booked = interviews.filter((one) => one.booked && one.settled);
  let found = 0;
  if (booked.length > 0) {
    const there = await Array.fromAsync(lever.interviews.list(opportunityId));
    for (const one of booked)
      found += await askAbout(deps, written, { one, there: there.find(({ id }) => id === one.atsId) });
  }
  const older = notes.filter(({ endedAt }) => endedAt < now - LAG_MS);
  if (older.length > 0) found += await noteGone(deps, older, await notesThere(lever, opportunityId));
  // Else whoever deletes a note within its first minute would be noticed by nobody: the next poll lists them once more.
  if (older.length === notes.length) await looked(deps, written);
  return found;
}

async function looked(deps: PollDeps, { interviews }: Written): Promise<void> {
  const now = deps.clock.now();
  await deps.database.service
    .insertInto("ats_looks")
    .values(
      interviews.map(({ id, companyId }) => ({ interview_id: id, company_id: companyId, looked_at: new Date(now) })),
    )
    .onConflict((conflict) => conflict.column("interview_id").doUpdateSet({ looked_at: new Date(now) }))
    .execute();
}

interface Compared {
  one: Written["interviews"][number];
  there: Interview | undefined;
}

async function askAbout(deps: PollDeps, { opportunityId }: Written, { one, there }: Compared): Promise<number> {
  const event = differenceOf({ one, there });
  if (event === null) return 0;
  const outcome = await act(deps, one.id, ats, (_tx, { row, interview }) =>
    Promise.resolve(
      row.ats.interviewId === one.atsId && interview.booking?.startAt === one.startAt
        ? event
        : refuse("changed_meanwhile", "It was written anew meanwhile."),
    ),
  );
  if (isRefusal(outcome)) return 0;
  const now = new Date(deps.clock.now());
  await deps.database.service
    .insertInto("deliveries")
    .values({
      id: deps.newId(),
      company_id: one.companyId,
      connection_id: one.connectionId,
      webhook_id: null,
      source: "poll",
      event: (event.what === "removed" ? "interviewRemoved" : "interviewChanged") satisfies OwnEvent,
      token: `poll:${one.id}:hand:${now.getTime()}`,
      triggered_at: now,
      received_at: now,
      opportunity_id: opportunityId,
      data: "{}",
      state: "handled",
      reason: "The recruiter is asked; nothing was cancelled.",
      interview_id: one.id,
      handled_at: now,
    })
    .execute();
  return 1;
}

function differenceOf({ one, there }: Compared): Extract<InterviewEvent, { type: "foundOtherwise" }> | null {
  if (there === undefined || there.canceledAt !== null) return { type: "foundOtherwise", what: "removed", times: null };
  const startAt = there.date;
  const endAt = startAt + minutes(there.duration);
  // A move of ours that failed for good is not somebody's hand: what stands there is then what we had written before.
  const ours = one.written ?? one;
  if (startAt === ours.startAt && endAt === ours.endAt) return null;
  return { type: "foundOtherwise", what: "changed", times: { startAt, endAt } };
}

/** Everything that is written in the notes of an opportunity. */
async function notesThere(lever: LeverClient, opportunityId: string): Promise<string> {
  const texts: string[] = [];
  for await (const note of lever.notes.list(opportunityId))
    if (note.deletedAt === null) texts.push(...note.fields.map(({ value }) => value ?? ""));
  return texts.join("\n");
}

/** Not made again: whoever deleted it meant it. It stays on the timeline and in Sync, with what became of it. */
async function noteGone(deps: PollDeps, notes: Written["notes"], there: string): Promise<number> {
  const gone = notes.filter(({ id }) => !there.includes(markerOf(deps.publicUrl, id)));
  if (gone.length === 0) return 0;
  const result = await deps.database.service
    .updateTable("effects")
    .set({ outcome: "removed in Lever by somebody; not written again" })
    .where(
      "id",
      "in",
      gone.map(({ id }) => id),
    )
    .where("state", "=", "done")
    .executeTakeFirst();
  return Number(result.numUpdatedRows);
}
