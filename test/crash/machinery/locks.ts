/**
 * How long a migration holds a lock that keeps others from a table, with that table as large as in a house that is years old.
 * The migrations are applied one by one, while somebody else looks at the locks every few milliseconds.
 */
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { randomUUID } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { Client } from "pg";
import { migrate } from "../../../packages/server/src/db/migrate.ts";
import type { PostgresForDrills } from "./postgres.ts";

export interface Held {
  migration: string;
  /** The longest lock on one table, ms; what waits behind a lock that is asked for waits at most as long as `migrate` lets it. */
  ms: number;
  /** The migration says that older code works beside it, and so that nobody notices. */
  promised: boolean;
}

/** The house as it was with these has the tables that grow. */
const FIRST = /^000\d_/;
const LOOK_MS = 5;
/** Reading or writing is kept from a table by these. */
const STRONG = ["AccessExclusiveLock", "ExclusiveLock", "ShareRowExclusiveLock", "ShareLock"];

const fills = [
  `insert into effects (id, kind, key, lane, run_after, state)
   select gen_random_uuid(), 'drill.old', n::text, n::text, now(), 'done' from generate_series(1, $1::int) n`,
  `insert into effect_attempts (effect_id, attempt, ended_at, outcome) select id, 1, now(), 'done' from effects where kind = 'drill.old'`,
  `insert into deliveries (id, company_id, connection_id, source, event, token, triggered_at, received_at, data, state)
   select gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), 'webhook', 'candidateStageChange', n::text, now(), now(), '{}', 'handled'
   from generate_series(1, $1::int) n`,
];

/** `root`: the folder of the version whose migrations are tried. */
export async function longestLocks({ url }: PostgresForDrills, root: string, rows: number): Promise<Held[]> {
  const name = `locks_${randomUUID().replaceAll("-", "")}`;
  const asOwner = new Client({ connectionString: url });
  await asOwner.connect();
  await asOwner.query(`create database ${name}`);
  const own = new URL(url);
  own.pathname = `/${name}`;
  try {
    const folder = join(root, "packages/server/migrations");
    const names = (await readdir(folder)).filter((file) => file.endsWith(".sql")).toSorted();
    await migrate(own.href, new Set(names.filter((file) => FIRST.test(file))), folder);
    await fill(own.href, rows);
    const held: Held[] = [];
    for (const file of names.filter((one) => !FIRST.test(one))) {
      const ms = await watched(own.href, () => migrate(own.href, new Set([file]), folder));
      const promised = /^-- Older code: works\.$/m.test(await readFile(join(folder, file), "utf8"));
      held.push({ migration: file, ms, promised });
    }
    return held;
  } finally {
    await asOwner.query(`drop database ${name} with (force)`);
    await asOwner.end();
  }
}

async function fill(url: string, rows: number): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  // Whom a row points to does not matter here.
  await client.query("set session_replication_role = replica");
  for (const statement of fills) await client.query(statement, statement.includes("$1") ? [rows] : []);
  await client.query("vacuum analyze");
  await client.end();
}

/** The longest time for which one strong lock was seen on a table that was there before. */
async function watched(url: string, work: () => Promise<unknown>): Promise<number> {
  const client = new Client({ connectionString: url });
  await client.connect();
  const { rows: tables } = await client.query<{ oid: number }>("select oid from pg_class where relkind = 'r'");
  const since = new Map<string, number>();
  let longest = 0;
  const over = new AbortController();
  const watching = (async () => {
    while (!over.signal.aborted) {
      const { rows } = await client.query<{ lock: string }>(
        `select relation || ' ' || mode || ' ' || pid as lock from pg_locks
         where granted and pid <> pg_backend_pid() and mode = any ($1) and relation = any ($2)`,
        [STRONG, tables.map(({ oid }) => oid)],
      );
      const now = performance.now();
      for (const { lock } of rows) {
        const first = since.get(lock) ?? now;
        since.set(lock, first);
        longest = Math.max(longest, now - first);
      }
      await wait(LOOK_MS);
    }
  })();
  try {
    await work();
  } finally {
    over.abort();
    await watching;
    await client.end();
  }
  return Math.round(longest);
}
