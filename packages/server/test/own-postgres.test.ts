import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { chown, mkdtemp, readFile, realpath, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { Client } from "pg";
import { afterEach, beforeEach, expect, inject, test, vi } from "vitest";
import { freshDatabase } from "../../../test/support/database.ts";
import { startOwnPostgres, type OwnPostgres } from "../src/db/own-postgres.ts";
import { Holder } from "../src/db/own-postgres/holder.ts";
import { canReach, userForPostgres, type PostgresUser } from "../src/db/own-postgres/user.ts";

const said: string[] = [];
const log = (sentence: string): unknown => said.push(sentence);
let dataDir = "";
let running: OwnPostgres[] = [];

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "own-postgres-test-"));
});

afterEach(async () => {
  await Promise.all(running.map((server) => server.stop()));
  running = [];
  said.length = 0;
  if (existsSync(join(dataDir, "postgres"))) {
    const data = await realpath(join(dataDir, "postgres"));
    // Where the server's user cannot reach the data folder, the data lies in a place of its own.
    if (dirname(data) !== (await realpath(dataDir))) await rm(dirname(data), { recursive: true });
  }
  await rm(dataDir, { recursive: true });
});

async function start(): Promise<OwnPostgres> {
  const server = await startOwnPostgres({ dataDir, log });
  running.push(server);
  return server;
}

async function ask(url: string, question: string): Promise<Record<string, unknown>> {
  const client = new Client({ connectionString: url });
  client.on("error", () => {}); // the query rejects as well
  await client.connect();
  try {
    const { rows } = await client.query<Record<string, unknown>>(question);
    return rows[0] ?? {};
  } finally {
    await client.end().catch(() => {}); // cut: nothing to end
  }
}

async function serverPid(): Promise<number> {
  return Number((await readFile(join(dataDir, "postgres/postmaster.pid"), "utf8")).split("\n")[0]);
}

async function isRunning(pid: number): Promise<boolean> {
  return (await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "")) !== "";
}

/** Runs `code` in a process of its own, with `start(options)` at hand, and returns what it printed and its end. */
async function inOtherProcess(code: string, user?: PostgresUser): Promise<{ printed: string; signal: string | null }> {
  const module = join(import.meta.dirname, "../src/db/own-postgres.ts");
  const source = `import { startOwnPostgres } from ${JSON.stringify(module)}; const log = () => {}; ${code}`;
  const identity = user ? { uid: user.uid, gid: user.gid } : {};
  const child = spawn(process.execPath, ["--input-type=module-typescript", "-e", source], {
    cwd: "/",
    ...identity,
    stdio: ["ignore", "pipe", "inherit"],
  });
  let printed = "";
  child.stdout.on("data", (chunk) => (printed += String(chunk)));
  const [, signal] = (await once(child, "close")) as [number, string | null];
  return { printed, signal };
}

test("a first start makes a database that keeps its data, its address and its checksums", async () => {
  const first = await start();
  await ask(first.url, "create table kept as select 'Zürich' as place");
  await first.stop();
  const second = await start();
  expect(second.url).toBe(first.url);
  expect(second.adopted).toBe(false);
  expect(await ask(second.url, "select place, upper(place) as shouted from kept")).toEqual({
    place: "Zürich",
    shouted: "ZÜRICH",
  });
  expect(await ask(second.url, "show data_checksums")).toEqual({ data_checksums: "on" });
  expect(await ask(second.url, "show server_encoding")).toEqual({ server_encoding: "UTF8" });
  expect(await ask(second.url, "show fsync")).toEqual({ fsync: "on" });
});

test("nobody gets in without the password, and only we can read it", async () => {
  const server = await start();
  const withoutPassword = new URL(server.url);
  withoutPassword.password = "guessed";
  await expect(ask(withoutPassword.href, "select 1")).rejects.toThrow(/password authentication failed/);
  expect((await stat(join(dataDir, "postgres.password"))).mode & 0o777).toBe(0o600);
  expect(await ask(server.url, "show listen_addresses")).toEqual({ listen_addresses: "127.0.0.1" });
});

test("stop leaves no process behind", async () => {
  const server = await start();
  const pid = await serverPid();
  await server.stop();
  running = [];
  expect(await isRunning(pid)).toBe(false);
});

test("a server killed with SIGKILL comes back at the same address with what was committed", async () => {
  const server = await start();
  await ask(server.url, "create table kept as select 1 as one");
  process.kill(await serverPid(), "SIGKILL");
  await vi.waitFor(async () => expect(await ask(server.url, "select one from kept")).toEqual({ one: 1 }), {
    timeout: 20_000,
    interval: 100,
  });
  await vi.waitFor(() => expect(said).toContain("PostgreSQL is back"), { timeout: 20_000 });
});

test("a server left running by a process that was killed is adopted, data and all", async () => {
  const killed = await inOtherProcess(
    `await startOwnPostgres({ dataDir: ${JSON.stringify(dataDir)}, log }); process.kill(process.pid, "SIGKILL");`,
  );
  expect(killed.signal).toBe("SIGKILL");
  const pid = await serverPid();
  const server = await start();
  expect(server.adopted).toBe(true);
  expect(await serverPid()).toBe(pid);
  await server.stop();
  running = [];
  expect(await isRunning(pid)).toBe(false);
});

test("a pid file whose number now belongs to another program, even to another server, does not stop the start", async () => {
  const url = (await start()).url;
  await running.pop()?.stop();
  const other = new Client({ connectionString: inject("postgresUrl") });
  await other.connect();
  const { rows } = await other.query<{ pid: number }>(
    "select split_part(pg_read_file('postmaster.pid'), chr(10), 1)::int as pid",
  );
  for (const pid of [process.pid, rows[0]?.pid ?? 0]) {
    await writeFile(join(dataDir, "postgres/postmaster.pid"), `${pid}\n/nowhere\n`);
    const again = await start();
    expect(again).toMatchObject({ adopted: false, url });
    expect(await ask(again.url, "select 1 as one")).toEqual({ one: 1 });
    await running.pop()?.stop();
  }
  await other.query("select 1"); // the other server was left alone
  await other.end();
});

test("a second holder keeps the server alive until it, too, lets go", async () => {
  const first = await start();
  const second = await start();
  expect([first.adopted, second.adopted]).toEqual([false, true]);
  await first.stop();
  expect(await ask(second.url, "select 1 as one")).toEqual({ one: 1 });
  const pid = await serverPid();
  await second.stop();
  running = [];
  expect(await isRunning(pid)).toBe(false);
});

test("of those that let go in the same moment exactly one is the last, whose duty it is to stop the server", async () => {
  const database = await freshDatabase();
  try {
    for (let round = 0; round < 40; round++) {
      const holders = await Promise.all([1, 2, 3].map(() => Holder.take(database.url)));
      const last = await Promise.all(holders.map((holder) => holder.release()));
      expect(last.filter((isLast) => isLast)).toHaveLength(1);
    }
  } finally {
    await database.drop();
  }
});

test("a throwaway server and its folder vanish when the process that wanted it is killed", async () => {
  const { printed, signal } = await inOtherProcess(
    `const { url } = await startOwnPostgres({ throwaway: true, log });
     const { Client } = (await import("node:module")).createRequire(${JSON.stringify(import.meta.filename)})("pg");
     const client = new Client({ connectionString: url }); await client.connect();
     const { rows } = await client.query("select current_setting('data_directory') as folder, current_setting('fsync') as fsync");
     console.log(JSON.stringify(rows[0])); process.kill(process.pid, "SIGKILL");`,
  );
  expect(signal).toBe("SIGKILL");
  const { folder, fsync } = JSON.parse(printed) as { folder: string; fsync: string };
  expect(fsync).toBe("off");
  await vi.waitFor(() => expect(existsSync(dirname(folder))).toBe(false), { timeout: 15_000, interval: 50 });
});

test("the server never runs as root, and an ordinary user can run it too", async () => {
  const server = await start();
  const { uid } = await stat(`/proc/${await serverPid()}`);
  expect(uid).not.toBe(0);
  await server.stop();
  running = [];
  const user = await userForPostgres(undefined);
  if (user === undefined || !(await canReach(user, process.execPath)) || !(await canReach(user, import.meta.filename)))
    return;
  const theirs = await mkdtemp("/tmp/own-postgres-test-");
  await chown(theirs, user.uid, user.gid);
  const { printed } = await inOtherProcess(
    `const server = await startOwnPostgres({ dataDir: ${JSON.stringify(theirs)}, log }); console.log(process.getuid(), server.adopted); await server.stop();`,
    user,
  );
  expect(printed.trim()).toBe(`${user.uid} false`);
  await rm(theirs, { recursive: true });
});
