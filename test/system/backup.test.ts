/** A backup taken while the platform runs, put back elsewhere: the same rows, byte for byte; a cut or foreign file leaves nothing. */
import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import pg from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { invitationOf, setUpAcme, stage } from "../../dev/life.ts";
import type { System } from "../../dev/system.ts";
import { readBackup } from "../../packages/server/src/admin/backup/read.ts";
import { writeBackup } from "../../packages/server/src/admin/backup/write.ts";
import { freshDatabase, type FreshDatabase } from "../support/database.ts";
import { newCandidate } from "../support/step.ts";
import { startWorld } from "../support/world.ts";

/** Whatever ends a line, a field or a block somewhere. */
const awkward = "O\\.Brien\t\u2028\\N \u{1f600}\r\n\\.";

let system: System;
let folder: string;
let file: string;
const databases: FreshDatabase[] = [];

beforeAll(async () => {
  system = await startWorld();
  folder = await mkdtemp(join(tmpdir(), "interviewvector-backup-"));
  file = join(folder, "evening.backup");
  await setUpAcme(system);
  const { opportunityId } = newCandidate(system, "Kept Over Night", { headline: awkward });
  system.emulator.account("acme").moveToStage(opportunityId, stage, { by: "ravi" });
  await system.settle();
  const browser = await invitationOf(system, opportunityId);
  const [time = 0] = await browser.offeredTimes();
  await browser.book(time);
  await system.settle();
  await query(system.databaseUrl, "update companies set name = $1 where slug = 'globex'", [awkward]);
  await writeBackup(system.databaseUrl, file);
});
afterAll(async () => {
  await system.stop();
  for (const database of databases) await database.drop();
  await rm(folder, { recursive: true });
});

async function emptyDatabase(): Promise<string> {
  const database = await freshDatabase({ empty: true });
  databases.push(database);
  return database.url;
}

async function query<Row extends pg.QueryResultRow>(url: string, text: string, values: unknown[] = []): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(text, values)).rows;
  } finally {
    await client.end();
  }
}

/** Every table with the number of its rows and a digest of them. */
async function digestOf(url: string): Promise<Record<string, string>> {
  const tables = await query<{ name: string }>(
    url,
    "select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname in ('public', 'auth') order by 1",
  );
  const digests: Record<string, string> = {};
  for (const { name } of tables) {
    // Heartbeats go on while we look; when a migration was applied differs by nature.
    if (name === "public.installation" || name === "public.migrations") continue;
    const [row] = await query<{ digest: string }>(
      url,
      `select count(*) || ' ' || coalesce(md5(string_agg(t::text, '|' order by t::text)), '') as digest from ${name} t`,
    );
    digests[name] = row?.digest ?? "";
  }
  return digests;
}

it("holds every row of every table, and only its owner may read it", async () => {
  const url = await emptyDatabase();
  const head = await readBackup(url, file);
  expect(head.takenAt.getTime()).toBeLessThanOrEqual(Date.now() + 1_000);
  const [there, here] = [await digestOf(url), await digestOf(system.databaseUrl)];
  expect(there).toEqual(here);
  expect(there["public.interviews"]).toMatch(/^1 /);
  expect(await query(url, "select name from companies where slug = 'globex'")).toEqual([{ name: awkward }]);
  // Sequences go on where they were: new work sorts after old work.
  const [next] = await query<{ place: string }>(
    url,
    "select nextval(pg_get_serial_sequence('effects', 'seq')) as place",
  );
  const [last] = await query<{ seq: string }>(url, "select max(seq) as seq from effects");
  expect(Number(next?.place)).toBeGreaterThan(Number(last?.seq));
  expect((await stat(file)).mode & 0o777).toBe(0o600);
});

it("is refused by a database that is in use", async () => {
  const before = await digestOf(system.databaseUrl);
  await expect(readBackup(system.databaseUrl, file)).rejects.toThrow("There are companies in this database already");
  expect(await digestOf(system.databaseUrl)).toEqual(before);
});

it.each([
  ["cut in the middle", (whole: Buffer) => whole.subarray(0, Math.floor(whole.length / 2)), "cannot be read"],
  ["without its end", (whole: Buffer) => repacked(whole, (text) => text.slice(0, -200)), /breaks off|COPY/],
  ["of a newer version", (whole: Buffer) => repacked(whole, newer), "newer version (9999_future.sql)"],
  ["that is something else", () => gzipSync("select 1;\n"), "no backup of InterviewVector"],
  ["that is not packed", () => Buffer.from("hello"), "cannot be read"],
])("a file %s leaves nothing behind", async (_, change, words) => {
  const spoilt = join(folder, "spoilt.backup");
  await writeFile(spoilt, change(await readFile(file)));
  const url = await emptyDatabase();
  await expect(readBackup(url, spoilt)).rejects.toThrow(words);
  const [row] = await query<{ made: boolean }>(url, "select to_regclass('public.companies') is not null as made");
  if (row?.made) expect(await query(url, "select 1 from companies")).toEqual([]);
});

function repacked(whole: Buffer, change: (text: string) => string): Buffer {
  return gzipSync(change(gunzipSync(whole).toString()));
}

function newer(text: string): string {
  return text.replace("-- Restore with", `-- Migration 9999_future.sql ${"0".repeat(64)}\n-- Restore with`);
}
