/** The ledger: order per lane, one claim each, the unsure never repeated blindly, the dead taken over, nothing lost by a stop. */
import { randomUUID } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { sql } from "kysely";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { freshDatabase, type FreshDatabase } from "../../../test/support/database.ts";
import { openDatabase, type Database } from "../src/db/database.ts";
import { claimEffects } from "../src/effects/claim.ts";
import type { Effect, Handler, Outcome } from "../src/effects/effect.ts";
import { addEffects, retryEffect, type NewEffect } from "../src/effects/ledger.ts";
import { recordOutcome } from "../src/effects/record.ts";
import { Runner } from "../src/effects/runner.ts";
import { sweepHandler } from "../src/effects/sweep.ts";
import { createLog } from "../src/log.ts";

let fresh: FreshDatabase;
let database: Database;
let now = Date.UTC(2026, 11, 1);
const runners: Runner[] = [];

beforeAll(async () => {
  fresh = await freshDatabase();
  database = openDatabase({ url: fresh.url, onError: () => undefined });
});
beforeEach(async () => {
  await sql`delete from effects`.execute(database.service);
  now = Date.UTC(2026, 11, 1);
});
afterEach(async () => {
  await Promise.all(runners.splice(0).map((runner) => runner.stop(1_000)));
});
afterAll(async () => {
  await database.close();
  await fresh.drop();
});

function owed(change: Partial<NewEffect> = {}): NewEffect {
  const id = randomUUID();
  return { id, kind: "test.write", key: id, lane: `lane:${id}`, payload: {}, runAt: now, ...change };
}

async function start(
  handlers: Handler[],
  options: { leaseMs?: number; quietMs?: number; concurrency?: number } = {},
): Promise<Runner> {
  const runner = new Runner({
    database,
    clock: { now: () => now },
    log: createLog("silent"),
    newId: randomUUID,
    handlers: [...handlers, sweepHandler(database, handlers)],
    leaseMs: options.leaseMs ?? 5_000,
    quietMs: options.quietMs ?? 100,
    concurrency: options.concurrency ?? 8,
  });
  runners.push(runner);
  await runner.start();
  return runner;
}

const done: Outcome = { result: "done", words: "done" };

function handler(run: (effect: Effect) => Promise<Outcome> | Outcome, more: Partial<Handler> = {}): Handler {
  return { kind: "test.write", run: async (effect) => run(effect), ...more };
}

function row(id: string) {
  return database.service.selectFrom("effects").selectAll().where("id", "=", id).executeTakeFirstOrThrow();
}

describe("the ledger of effects", () => {
  it("runs a lane in order, one at a time, and lanes side by side", async () => {
    const seen: string[] = [];
    let inLane = 0;
    const lane = "interview:1:ats";
    const rows = [1, 2, 3, 4].map((place) => owed({ lane, payload: { place } }));
    const other = owed({ payload: { place: 9 } });
    await addEffects(database.service, [...rows, other]);
    const runner = await start([
      handler(async (effect) => {
        const mine = effect.payload["place"] !== 9;
        if (mine) expect(++inLane).toBe(1);
        await wait(5);
        if (mine) inLane--;
        seen.push(String(effect.payload["place"]));
        return done;
      }),
    ]);
    await runner.settle();
    expect(seen.filter((place) => place !== "9")).toEqual(["1", "2", "3", "4"]);
    expect(seen).toContain("9");
  });

  it("runs nothing before its business time", async () => {
    const later = owed({ runAt: now + 60_000 });
    await addEffects(database.service, [later]);
    const runner = await start([handler(() => done)]);
    await runner.settle();
    expect((await row(later.id)).state).toBe("pending");
    now += 60_000;
    await runner.settle();
    expect((await row(later.id)).state).toBe("done");
  });

  it("claims each effect once, however many processes ask", async () => {
    const counts = new Map<string, number>();
    await addEffects(
      database.service,
      Array.from({ length: 120 }, () => owed()),
    );
    const count = handler((effect) => {
      counts.set(effect.id, (counts.get(effect.id) ?? 0) + 1);
      return done;
    });
    const both = await Promise.all([start([count]), start([count])]);
    await Promise.all(both.map((runner) => runner.settle()));
    expect(counts.size).toBe(120);
    expect(Math.max(...counts.values())).toBe(1);
  });

  it("never repeats an unsure write without looking, and waits out the quiet period first", async () => {
    const effect = owed();
    await addEffects(database.service, [effect]);
    let runs = 0;
    let looks = 0;
    let sentAt = 0;
    const runner = await start(
      [
        handler(
          () => {
            runs++;
            sentAt = performance.now();
            return { result: "unsure", words: "time-out" };
          },
          {
            find: async () => {
              looks++;
              expect(performance.now() - sentAt).toBeGreaterThanOrEqual(290);
              return { found: true, words: "found", externalId: "note-1" };
            },
          },
        ),
      ],
      { quietMs: 300 },
    );
    await runner.settle();
    expect([runs, looks]).toEqual([1, 1]);
    expect(await row(effect.id)).toMatchObject({ state: "done", external_id: "note-1", was_unsure: true });
  });

  it("stays unsure when looking fails, and tries again only when it was not found", async () => {
    const effect = owed();
    await addEffects(database.service, [effect]);
    const story: string[] = [];
    const runner = await start([
      handler(
        () => {
          story.push("run");
          return story.length === 1 ? { result: "unsure", words: "reset" } : done;
        },
        {
          find: async () => {
            story.push("look");
            if (story.length === 2) throw new Error("listing failed");
            return { found: false };
          },
        },
      ),
    ]);
    await runner.settle();
    expect(story).toEqual(["run", "look", "look", "run"]);
  });

  it("holds its lane while unsure, and lets it go when dead", async () => {
    const lane = "interview:2:ats";
    const first = owed({ lane, payload: { place: 1 } });
    const second = owed({ lane, payload: { place: 2 } });
    await addEffects(database.service, [first, second]);
    const story: string[] = [];
    const runner = await start([
      handler(
        (effect) => {
          story.push(`run ${String(effect.payload["place"])}`);
          if (effect.payload["place"] === 2) return done;
          return story.length === 1
            ? { result: "unsure", words: "?" }
            : { result: "not_applied", words: "no", retry: "never" };
        },
        { find: async () => ({ found: false }) },
      ),
    ]);
    await runner.settle();
    expect(story).toEqual(["run 1", "run 1", "run 2"]);
    expect((await row(first.id)).state).toBe("dead");
  });

  it("takes over from a process that died, at once and without repeating blindly", async () => {
    const effect = owed();
    const read = owed({ kind: "test.read" });
    await addEffects(database.service, [effect, read]);
    // Claimed by an owner who holds no lock: dead between intent and record.
    const taken = await claimEffects(database.service, {
      owner: 4_242n,
      limit: 10,
      leaseMs: 600_000,
      now,
      perGroup: 9,
      running: [],
    });
    expect(taken).toHaveLength(2);
    const story: string[] = [];
    const runner = await start(
      [
        handler(() => (story.push("run"), done), {
          find: async () => (story.push("look"), { found: true, words: "was done" }),
        }),
        { kind: "test.read", repeatable: true, run: async () => (story.push("read"), done) },
      ],
      { quietMs: 200 },
    );
    await runner.settle();
    expect(story.toSorted()).toEqual(["look", "read"]);
    expect((await row(effect.id)).state).toBe("done");
  });

  it("writes nothing for an attempt that is no longer the current one", async () => {
    const effect = owed();
    await addEffects(database.service, [effect]);
    const options = { owner: 77n, limit: 1, leaseMs: 1, now, perGroup: 9, running: [] };
    const [frozen] = await claimEffects(database.service, options);
    if (!frozen) throw new Error("not claimed");
    await sql`update effects set state = 'pending', lease_until = null, owner = null where id = ${effect.id}`.execute(
      database.service,
    );
    const [current] = await claimEffects(database.service, { ...options, owner: 78n });
    if (!current) throw new Error("not claimed again");
    const record = { quietMs: 1, now, newId: randomUUID, sweepable: false };
    expect(await recordOutcome(database, frozen, { outcome: done }, { ...record, owner: 77n })).toBe(false);
    expect(await recordOutcome(database, current, { outcome: done }, { ...record, owner: 78n })).toBe(true);
    const attempts = await database.service
      .selectFrom("effect_attempts")
      .selectAll()
      .where("effect_id", "=", effect.id)
      .orderBy("attempt")
      .execute();
    expect(attempts.map(({ attempt, outcome }) => [attempt, outcome])).toEqual([
      [1, null],
      [2, "done"],
    ]);
  });

  it("sends on a repeat what it was going to send the first time", async () => {
    const effect = owed();
    await addEffects(database.service, [effect]);
    const sent: unknown[] = [];
    let drafts = 0;
    const runner = await start([
      handler(
        (given) => {
          sent.push(given.request);
          return sent.length === 1 ? { result: "unsure", words: "lost at the final dot" } : done;
        },
        { prepare: async () => ({ draft: ++drafts }) },
      ),
    ]);
    await runner.settle();
    expect(sent).toEqual([{ draft: 1 }, { draft: 1 }]);
  });

  it("looks again later after it was ever unsure, and shows twins that only a person can remove", async () => {
    const effect = owed();
    await addEffects(database.service, [effect]);
    let sweeps = 0;
    const runner = await start([
      handler(() => ({ result: "unsure", words: "?" }), {
        find: async () => ({ found: true, words: "found" }),
        sweep: async () =>
          ++sweeps === 1
            ? { words: "one twin removed", removed: 1, left: 0 }
            : { words: "a twin has replies", removed: 0, left: 1 },
      }),
    ]);
    await runner.settle();
    now += 24 * 3_600_000;
    await runner.settle();
    const rows = await database.service
      .selectFrom("effects")
      .select(["state", "outcome"])
      .where("kind", "=", "effect.sweep")
      .orderBy("run_after")
      .execute();
    expect(rows.map((sweep) => sweep.state)).toEqual(["done", "dead", "dead"]);
    expect(rows[0]?.outcome).toBe("one twin removed");
  });

  it("looks before it repeats what a person retries", async () => {
    const effect = owed();
    await addEffects(database.service, [effect]);
    const story: string[] = [];
    const runner = await start([
      handler(() => (story.push("run"), { result: "not_applied", words: "400", retry: "never" }), {
        find: async () => (story.push("look"), { found: true, words: "there" }),
      }),
    ]);
    await runner.settle();
    expect(await retryEffect(database.service, effect.id)).toBe(true);
    await runner.settle();
    expect(story).toEqual(["run", "look"]);
    expect(await retryEffect(database.service, effect.id)).toBe(false);
  });

  it("finishes what it began when it is told to stop, and begins nothing more", async () => {
    await addEffects(
      database.service,
      Array.from({ length: 30 }, () => owed()),
    );
    let began = 0;
    let ended = 0;
    const runner = await start(
      [
        handler(async () => {
          began++;
          await wait(60);
          ended++;
          return done;
        }),
      ],
      { concurrency: 4 },
    );
    await wait(30);
    await runner.stop();
    expect(began).toBe(ended);
    expect(began).toBeLessThan(30);
    const left = await database.service.selectFrom("effects").select("id").where("state", "=", "running").execute();
    expect(left).toEqual([]);
  });
});
