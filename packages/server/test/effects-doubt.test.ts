/** Doubt has an end, a death before the first byte is no doubt, and a restored ledger looks before it writes. */
import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { freshDatabase, type FreshDatabase } from "../../../test/support/database.ts";
import { openDatabase, type Database } from "../src/db/database.ts";
import { claimEffects } from "../src/effects/claim.ts";
import type { Handler, Outcome } from "../src/effects/effect.ts";
import { addEffects, retryEffect, type NewEffect } from "../src/effects/ledger.ts";
import { holdMails, lookFirst } from "../src/effects/restored.ts";
import { Runner } from "../src/effects/runner.ts";
import { createLog } from "../src/log.ts";

let fresh: FreshDatabase;
let database: Database;
const now = Date.UTC(2026, 11, 1);
const runners: Runner[] = [];

beforeAll(async () => {
  fresh = await freshDatabase();
  database = openDatabase({ url: fresh.url, onError: () => undefined });
});
beforeEach(async () => {
  await sql`delete from effects`.execute(database.service);
  await sql`update installation set beat_at = null, look_first_until = null`.execute(database.service);
});
afterEach(async () => {
  await Promise.all(runners.splice(0).map((runner) => runner.stop(1_000)));
});
afterAll(async () => {
  await database.close();
  await fresh.drop();
});

async function owe(change: Partial<NewEffect> = {}): Promise<string> {
  const id = randomUUID();
  await addEffects(database.service, [
    { id, kind: "mail.test", key: id, lane: `lane:${id}`, payload: {}, runAt: now, ...change },
  ]);
  return id;
}

async function start(handler: Omit<Handler, "kind">, quietMs = 50): Promise<Runner> {
  const runner = new Runner({
    database,
    clock: { now: () => now },
    log: createLog("silent"),
    newId: randomUUID,
    handlers: [{ kind: "mail.test", ...handler }],
    leaseMs: 5_000,
    quietMs,
  });
  runners.push(runner);
  await runner.start();
  return runner;
}

const row = (id: string) =>
  database.service.selectFrom("effects").selectAll().where("id", "=", id).executeTakeFirstOrThrow();
const lost: Outcome = { result: "unsure", words: "lost at the final dot" };
const done: Outcome = { result: "done", words: "sent" };

describe("doubt that nobody can clear up", () => {
  it("is repeated once and then ends with a person, who may say again", async () => {
    const id = await owe();
    let sent = 0;
    const runner = await start({
      marksSending: true,
      async run(_effect, attempt) {
        expect(await attempt.sending()).toBe(true);
        sent++;
        return lost;
      },
    });
    await runner.settle();
    expect(sent).toBe(2);
    expect(await row(id)).toMatchObject({ state: "dead", outcome: expect.stringContaining("It may have arrived") });
    await retryEffect(database.service, id);
    await runner.settle();
    expect(sent).toBe(3);
    expect((await row(id)).state).toBe("dead");
  });

  it("does not come from deaths before the first byte", async () => {
    const id = await owe();
    const dead = { limit: 1, leaseMs: 60_000, now, perGroup: 6, running: [] };
    let sent = 0;
    for (const owner of [1n, 2n, 3n]) {
      // Each of these processes claimed it and died at once; nobody holds their locks.
      await sql`update effects set state = 'pending', owner = null, lease_until = null`.execute(database.service);
      expect(await claimEffects(database.service, { ...dead, owner })).toHaveLength(1);
    }
    const runner = await start(
      {
        marksSending: true,
        async run(_effect, attempt) {
          await attempt.sending();
          sent++;
          return done;
        },
      },
      60_000,
    );
    await runner.settle();
    // No quiet period was waited for either: it was known that nothing had been sent.
    expect(sent).toBe(1);
    expect(await row(id)).toMatchObject({ state: "done", was_unsure: false, doubts: 0 });
  });

  it("goes to a person after a day of looking in vain", async () => {
    const id = await owe();
    await sql`update effects set state = 'unsure', was_unsure = true, doubts = 1, failures = 5,
      failing_since = clock_timestamp() - interval '25 hours'`.execute(database.service);
    let sent = 0;
    const runner = await start({
      find: () => Promise.reject(new Error("the listing cannot be read")),
      run: () => Promise.resolve((sent++, done)),
    });
    await runner.settle();
    expect(await row(id)).toMatchObject({ state: "dead" });
    expect(sent).toBe(0);
  });
});

describe("after a restore", () => {
  const stories = (): [string[], Omit<Handler, "kind">] => {
    const story: string[] = [];
    return [
      story,
      {
        find: async () => (story.push("look"), { found: true, words: "it stands" }),
        run: async () => (story.push("write"), done),
      },
    ];
  };

  it("everything is looked for before it is written", async () => {
    await owe();
    await lookFirst(database.service, { ageMs: 3_600_000, words: "said by hand" });
    const [story, handler] = stories();
    await (await start(handler)).settle();
    expect(story).toEqual(["look"]);
  });

  it.each([
    ["yesterday's ledger", "23 hours", ["look"]],
    ["a ledger that rested for an upgrade", "5 minutes", ["write"]],
  ])("%s is recognised by its age", async (_name, age, expected) => {
    await owe();
    await sql`update installation set beat_at = clock_timestamp() - ${age}::interval`.execute(database.service);
    const [story, handler] = stories();
    await (await start(handler)).settle();
    expect(story).toEqual(expected);
  });

  it("mails can be held until a person says again", async () => {
    const due = await owe();
    const later = await owe({ runAt: now + 60_000 });
    expect(await holdMails(database.service, now)).toBe(1);
    expect((await row(due)).state).toBe("dead");
    expect((await row(later)).state).toBe("pending");
  });
});
