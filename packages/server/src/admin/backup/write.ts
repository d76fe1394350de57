/**
 * Writes a backup while the platform runs: everything is read in one transaction, so it is one moment. Our own PostgreSQL
 * brings no `pg_dump`, hence this; for a database of yours use its own tools. Files that people uploaded are not in it.
 */
import { createWriteStream } from "node:fs";
import { open, rename, rm } from "node:fs/promises";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import pg from "pg";
import { to as copyTo } from "pg-copy-streams";
import { BackupError, END_OF_ROWS, headLines, LAST_LINE, quoted } from "./format.ts";

export interface Written {
  takenAt: Date;
  tables: number;
}

/** Writes beside `path` first and renames when all is on the disk: a backup is whole or not there. Only its owner may read it. */
export async function writeBackup(databaseUrl: string, path: string): Promise<Written> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const part = `${path}.part`;
  try {
    const told = { takenAt: new Date(0), tables: 0 };
    const target = createWriteStream(part, { mode: 0o600 });
    await pipeline(Readable.from(everything(client, told)), createGzip(), target);
    await toDisk(part);
    await rename(part, path);
    return told;
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  } finally {
    await client.end();
  }
}

async function* everything(client: pg.Client, told: Written): AsyncGenerator<string | Buffer> {
  await refuseHalfSight(client);
  await client.query("begin isolation level repeatable read, read only");
  const { rows: migrations } = await client.query<{ name: string; hash: string }>(
    "select name, hash from migrations order by name",
  );
  const { rows: clock } = await client.query<{ at: Date }>("select clock_timestamp() as at");
  told.takenAt = clock[0]?.at ?? told.takenAt;
  yield `${headLines({ takenAt: told.takenAt, migrations }).join("\n")}\n`;
  for (const { name, columns } of await tables(client)) {
    told.tables += 1;
    yield `\ncopy ${name} (${columns}) from stdin;\n`;
    yield* client.query(copyTo(`copy ${name} (${columns}) to stdout`)) as AsyncIterable<Buffer>;
    yield `${END_OF_ROWS}\n`;
  }
  for (const line of await sequences(client)) yield `\n${line}`;
  await client.query("commit");
  yield `\n\n${LAST_LINE}\n`;
}

/** Row level security would quietly leave rows out. */
async function refuseHalfSight(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ sees: boolean }>(
    "select rolsuper or rolbypassrls as sees from pg_roles where rolname = current_user",
  );
  if (rows[0]?.sees !== true)
    throw new BackupError(
      "This database user sees no rows past row level security. Use your PostgreSQL's own backup, or a user with BYPASSRLS.",
    );
}

interface Table {
  name: string;
  columns: string;
}

async function tables(client: pg.Client): Promise<Table[]> {
  const { rows } = await client.query<{ schema: string; name: string; columns: string[] }>(`
    select n.nspname as schema, c.relname as name, array_agg(a.attname::text order by a.attnum) as columns
    from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid
    where c.relkind = 'r' and n.nspname in ('public', 'auth') and c.relname <> 'migrations'
      and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
    group by 1, 2 order by 1, 2`);
  return rows.map(({ schema, name, columns }) => ({
    name: `${quoted(schema)}.${quoted(name)}`,
    columns: columns.map(quoted).join(", "),
  }));
}

async function sequences(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ line: string }>(`
    select format('select setval(%L, %s, true);', format('%I.%I', schemaname, sequencename), last_value) as line
    from pg_sequences where schemaname in ('public', 'auth') and last_value is not null order by 1`);
  return rows.map(({ line }) => line);
}

async function toDisk(path: string): Promise<void> {
  const file = await open(path);
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}
