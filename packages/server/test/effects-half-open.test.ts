/** A line to PostgreSQL that breaks on our side alone: PostgreSQL still takes the old session for alive. */
import { randomUUID } from "node:crypto";
import { connect, createServer, type AddressInfo, type Socket } from "node:net";
import { afterAll, beforeAll, expect, it } from "vitest";
import { freshDatabase, type FreshDatabase } from "../../../test/support/database.ts";
import { openDatabase, type Database } from "../src/db/database.ts";
import { addEffects } from "../src/effects/ledger.ts";
import { Runner } from "../src/effects/runner.ts";
import { createLog } from "../src/log.ts";

const now = Date.UTC(2026, 11, 1);
let fresh: FreshDatabase;
let database: Database;
let wire: Awaited<ReturnType<typeof halfWire>>;

beforeAll(async () => {
  fresh = await freshDatabase();
  wire = await halfWire(fresh.url);
  database = openDatabase({ url: fresh.url, directUrl: wire.url, onError: () => undefined });
});
afterAll(async () => {
  await database.close();
  wire.stop();
  await fresh.drop();
});

/** `breakNear` ends our side of every connection; the far side hears nothing of it. */
async function halfWire(target: string) {
  const { hostname, port } = new URL(target);
  const [near, far] = [new Set<Socket>(), new Set<Socket>()];
  const server = createServer((one) => {
    const other = connect(Number(port), hostname);
    near.add(one);
    far.add(other);
    for (const socket of [one, other]) socket.on("error", () => undefined);
    one.on("data", (bytes) => other.write(bytes));
    other.on("data", (bytes) => one.write(bytes));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = new URL(target);
  url.hostname = "127.0.0.1";
  url.port = String((server.address() as AddressInfo).port);
  return {
    url: url.href,
    breakNear() {
      for (const socket of near) socket.destroy();
      near.clear();
    },
    stop() {
      for (const socket of [...near, ...far]) socket.destroy();
      server.close();
    },
  };
}

it("work goes on within seconds, and nothing waits for a session that only PostgreSQL takes for alive", async () => {
  const runner = new Runner({
    database,
    clock: { now: () => now },
    log: createLog("silent"),
    newId: randomUUID,
    handlers: [{ kind: "test.write", run: () => Promise.resolve({ result: "done", words: "done" }) }],
    leaseMs: 5_000,
    quietMs: 100,
  });
  await runner.start();
  wire.breakNear();
  const id = randomUUID();
  await addEffects(database.service, [{ id, kind: "test.write", key: id, lane: id, payload: {}, runAt: now }]);
  await runner.settle(8_000);
  await runner.stop(1_000);
  const { state } = await database.service
    .selectFrom("effects")
    .select("state")
    .where("id", "=", id)
    .executeTakeFirstOrThrow();
  expect(state).toBe("done");
});
