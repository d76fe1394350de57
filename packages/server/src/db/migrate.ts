/**
 * Forward-only migrations: plain SQL files, each in its own transaction, applied once and in order of their names.
 * Refuses to touch a database that a newer version has migrated, and a file that changed after it was applied.
 */
import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import pg from "pg";

const folder = join(import.meta.dirname, "../../migrations");
const LOCK = 4_711_2026;

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
}

export async function readMigrations(): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith(".sql")).sort();
  return Promise.all(
    names.map(async (name) => {
      const sql = await readFile(join(folder, name), "utf8");
      return { name, sql, hash: createHash("sha256").update(sql).digest("hex") };
    }),
  );
}

/**
 * Brings the database at `url` to this version's schema, or only through the migrations named (a restore). Returns the
 * names applied now; safe to call from several processes at once.
 */
export async function migrate(url: string, only?: ReadonlySet<string>): Promise<string[]> {
  const migrations = await readMigrations();
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query("select pg_advisory_lock($1)", [LOCK]);
    await client.query(
      "create table if not exists migrations (name text primary key, hash text not null, applied_at timestamptz not null default now())",
    );
    const { rows } = await client.query<{ name: string; hash: string }>("select name, hash from migrations");
    const applied = new Map(rows.map((row) => [row.name, row.hash]));
    refuseForeign(migrations, applied);
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
    const { rows } = await client.query<{ name: string; hash: string }>("select name, hash from migrations");
    const applied = new Map(rows.map((row) => [row.name, row.hash]));
    refuseForeign(migrations, applied);
    return migrations.every(({ name }) => applied.has(name));
  } finally {
    await client.end();
  }
}

function refuseForeign(migrations: Migration[], applied: Map<string, string>): void {
  const known = new Map(migrations.map((migration) => [migration.name, migration.hash]));
  for (const [name, hash] of applied) {
    if (!known.has(name))
      throw new MigrationError(`The database was migrated by a newer version (${name}). Start that version.`);
    if (known.get(name) !== hash)
      throw new MigrationError(`Migration ${name} was changed after it was applied to this database.`);
  }
}

async function apply(client: pg.Client, migration: Migration): Promise<void> {
  await client.query("begin");
  try {
    await client.query("set local lock_timeout = '5s'");
    await client.query(migration.sql);
    await client.query("insert into migrations (name, hash) values ($1, $2)", [migration.name, migration.hash]);
    await client.query("commit");
  } catch (cause) {
    await client.query("rollback");
    throw new MigrationError(
      `Migration ${migration.name} failed: ${cause instanceof Error ? cause.message : String(cause)}`,
      { cause },
    );
  }
}
