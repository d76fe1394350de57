/**
 * Forward-only migrations: plain SQL files, each in its own transaction, applied once and in order of their names.
 * Refuses a file that changed after it was applied, and a database that a newer version has migrated, unless each of the newer
 * migrations says in a line of its own `-- Older code: works.`: it only added what older code does not miss. Then processes of
 * both versions run side by side during a deploy, and the older version may come back.
 */
import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";

const ours = join(import.meta.dirname, "../../migrations");
const LOCK = 4_711_2026;
/** A strong lock that waits makes everybody behind it wait as well: it gives up soon, and asks again a little later. */
const LOCK_TIMEOUT_MS = 800;
const LOCK_TRIES = 30;
const OLDER_CODE_WORKS = /^-- Older code: works\.$/m;

export class MigrationError extends Error {
  override name = "MigrationError";
}

export interface AppliedMigration {
  name: string;
  /** SHA-256 of the file, hex. */
  hash: string;
}

interface Migration extends AppliedMigration {
  sql: string;
  /** A process of the version before goes on, and may be started, after this migration. */
  olderCodeWorks: boolean;
}

export async function readMigrations(folder = ours): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith(".sql")).sort();
  return Promise.all(
    names.map(async (name) => {
      const sql = await readFile(join(folder, name), "utf8");
      const hash = createHash("sha256").update(sql).digest("hex");
      return { name, sql, hash, olderCodeWorks: OLDER_CODE_WORKS.test(sql) };
    }),
  );
}

/**
 * Brings the database at `url` to this version's schema, or only through the migrations named (a restore). Returns the
 * names applied now; safe to call from several processes at once. `folder`: where another version keeps its migrations.
 */
export async function migrate(url: string, only?: ReadonlySet<string>, folder?: string): Promise<string[]> {
  const migrations = await readMigrations(folder);
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query("select pg_advisory_lock($1)", [LOCK]);
    await client.query(
      "create table if not exists migrations (name text primary key, hash text not null, applied_at timestamptz not null default now())",
    );
    // Not asked for again where it is there: even a change that changes nothing waits for everybody who reads the table.
    if (!(await saysOfOlderCode(client)))
      await client.query("alter table migrations add column older_code_works boolean not null default false");
    const rows = await readApplied(client);
    refuseForeign(migrations, rows);
    const applied = new Set(rows.map(({ name }) => name));
    const due = migrations.filter(({ name }) => !applied.has(name) && (only?.has(name) ?? true));
    for (const migration of due) await apply(client, migration);
    return due.map((migration) => migration.name);
  } finally {
    await client.end();
  }
}

/** Whether this version's migrations were all applied. Throws MigrationError for a database of a newer version. */
export async function isMigrated(url: string): Promise<boolean> {
  const migrations = await readMigrations();
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows: tables } = await client.query("select 1 from pg_tables where tablename = 'migrations'");
    if (tables.length === 0) return false;
    const rows = await readApplied(client);
    refuseForeign(migrations, rows);
    const applied = new Set(rows.map(({ name }) => name));
    return migrations.every(({ name }) => applied.has(name));
  } finally {
    await client.end();
  }
}

type Applied = AppliedMigration & { older_code_works: boolean };

async function saysOfOlderCode(client: pg.Client): Promise<boolean> {
  const { rowCount } = await client.query(
    "select 1 from pg_attribute where attrelid = 'migrations'::regclass and attname = 'older_code_works'",
  );
  return rowCount !== 0;
}

async function readApplied(client: pg.Client): Promise<Applied[]> {
  const mark = (await saysOfOlderCode(client)) ? "older_code_works" : "false as older_code_works";
  const { rows } = await client.query<Applied>(`select name, hash, ${mark} from migrations`);
  return rows;
}

function refuseForeign(migrations: Migration[], applied: Applied[]): void {
  const known = new Map(migrations.map((migration) => [migration.name, migration.hash]));
  for (const { name, hash, older_code_works: olderCodeWorks } of applied) {
    if (!known.has(name) && !olderCodeWorks)
      throw new MigrationError(`The database was migrated by a newer version (${name}). Start that version.`);
    if (known.has(name) && known.get(name) !== hash)
      throw new MigrationError(`Migration ${name} was changed after it was applied to this database.`);
  }
}

async function apply(client: pg.Client, migration: Migration): Promise<void> {
  for (let tries = 1; ; tries++) {
    const cause = await tryOnce(client, migration);
    if (cause === null) return;
    if ((cause as { code?: string }).code === LOCK_NOT_AVAILABLE && tries < LOCK_TRIES) {
      await wait(500 + 1_000 * Math.random());
      continue;
    }
    throw new MigrationError(
      `Migration ${migration.name} failed: ${cause instanceof Error ? cause.message : String(cause)}`,
      { cause },
    );
  }
}

const LOCK_NOT_AVAILABLE = "55P03";

/** What went wrong, or null. */
async function tryOnce(client: pg.Client, { name, hash, sql, olderCodeWorks }: Migration): Promise<unknown> {
  await client.query("begin");
  try {
    await client.query(`set local lock_timeout = ${LOCK_TIMEOUT_MS}`);
    await client.query(sql);
    await client.query("insert into migrations (name, hash, older_code_works) values ($1, $2, $3)", [
      name,
      hash,
      olderCodeWorks,
    ]);
    await client.query("commit");
    return null;
  } catch (cause) {
    await client.query("rollback");
    return cause;
  }
}
