/**
 * Sources are read again and again, by an effect that first plans the one after it, so that no failure ends the chain. A
 * reading that fails is an outcome of the source, not of the effect: it is tried again sooner, and the people hear of it.
 */
import { minutes } from "@interviewvector/domain";
import type { Attempt, Effect, Handler, Outcome } from "../effects/effect.ts";
import { forgetRounds } from "../effects/forget-rounds.ts";
import type { CalendarDeps } from "./deps.ts";
import { asProblem } from "./problem.ts";
import { markFailed, planReading, readingLane, readSource } from "./source.ts";
import { syncSource } from "./sync.ts";
import { CALENDAR_TRUST_MS } from "../scheduling/calendar-times.ts";

export function readingHandler(deps: CalendarDeps): Handler {
  const { door, intervalMs, log } = deps;
  let running = 0;
  return {
    kind: "calendar.read",
    repeatable: true,
    async run(effect, attempt) {
      if (running >= MOST_AT_ONCE) return { result: "later", words: "other calendars are being read", afterMs: 500 };
      running += 1;
      try {
        return await readOnce(effect, attempt);
      } finally {
        running -= 1;
      }
    },
  };

  async function readOnce(effect: Effect, attempt: Attempt): Promise<Outcome> {
    const sourceId = String(effect.payload["sourceId"]);
    const owned = await readSource(door.database.service, sourceId);
    if (!owned) return { result: "skipped", words: "the calendar was removed" };
    const plan = (afterMs: number) =>
      door.database.service
        .transaction()
        .execute((tx) => planReading(door, tx, { sourceId, runAt: door.clock.now() + afterMs, exceptId: effect.id }));
    await plan(intervalMs);
    await forgetRounds(door.database.service, {
      kind: "calendar.read",
      lane: readingLane(sourceId),
      now: door.clock.now(),
    });
    try {
      return { result: "done", words: await syncSource(deps, owned, attempt.signal) };
    } catch (error) {
      const problem = asProblem(error);
      if (attempt.signal.aborted) return { result: "later", words: "the process is stopping", afterMs: 0 };
      const isBroken = await markFailed(door, owned.source, problem, CALENDAR_TRUST_MS);
      await plan(Math.min(intervalMs, minutes(1) * 2 ** Math.min(owned.source.failures, 6)));
      log.info({ source: sourceId, code: problem.code, isBroken }, "a calendar can't be read");
      return { result: "done", words: `not read: ${problem.code.replaceAll("_", " ")}` };
    }
  }
}

/** Servers that don't answer take ten seconds each; mails and writes must not wait behind them. */
const MOST_AT_ONCE = 4;

/** At the start of a process: a chain that was cut, by a person on the operator's screen say, begins again. */
export async function mendReadings({ door }: CalendarDeps): Promise<void> {
  const rows = await door.database.service.selectFrom("calendar_sources").select("id").execute();
  for (const { id } of rows) {
    await door.database.service.transaction().execute(async (tx) => {
      const open = await tx
        .selectFrom("effects")
        .select("id")
        .where("lane", "=", readingLane(id))
        .where("state", "in", ["pending", "running", "unsure"])
        .executeTakeFirst();
      if (!open) await planReading(door, tx, { sourceId: id, runAt: door.clock.now() });
    });
  }
}
