/**
 * Puts a backup into an empty database, in one transaction: all of it or nothing. Constraints were true where the data comes
 * from, so they are not asked again while the tables fill; what is new in this version's schema is migrated afterwards.
 */
import { once } from "node:events";
import { createReadStream } from "node:fs";
import { finished } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { migrate } from "../../db/migrate.ts";
import { BackupError, END_OF_ROWS, knownMigrations, LAST_LINE, parseHead, type Head } from "./format.ts";

/** Returns the backup's head. A database that holds anything, a cut or foreign file: a BackupError, and nothing is changed. */
export async function readBackup(databaseUrl: string, path: string): Promise<Head> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await refuseUsed(client);
    const head = await headOf(path);
    await migrate(databaseUrl, await knownMigrations(head));
    await client.query("begin");
    try {
      await client.query("set local session_replication_role = replica");
      await emptyAll(client);
      await fill(client, path);
      await client.query("commit");
    } catch (error) {
      await client.query("rollback");
      throw error;
    }
    await migrate(databaseUrl);
    return head;
  } finally {
    await client.end();
  }
}

/** Migrated is not used: somebody may have run `migrate`, or a restore that failed. */
async function refuseUsed(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ made: boolean }>("select to_regclass('public.companies') is not null as made");
  if (rows[0]?.made !== true) return;
  const { rows: companies } = await client.query("select 1 from companies limit 1");
  if (companies.length > 0)
    throw new BackupError(
      "There are companies in this database already. Restore into a new one: another DATA_DIR, or another DATABASE_URL.",
    );
}

/** By the byte 0x0A alone: text may hold other characters that count as ends of lines elsewhere. */
async function* linesOf(path: string): AsyncGenerator<Buffer> {
  const packed = createReadStream(path);
  const plain = packed.pipe(createGunzip());
  packed.on("error", (cause) => plain.destroy(cause));
  plain.on("error", () => undefined); // the loop throws it; whoever left the loop early does not want it
  let rest: Buffer = Buffer.alloc(0);
  try {
    for await (const chunk of plain as AsyncIterable<Buffer>) {
      let held = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
      for (let end = held.indexOf(0x0a); end >= 0; end = held.indexOf(0x0a)) {
        yield held.subarray(0, end + 1);
        held = held.subarray(end + 1);
      }
      rest = held;
    }
  } catch (cause) {
    throw new BackupError(`The file cannot be read: ${cause instanceof Error ? cause.message : String(cause)}.`, {
      cause,
    });
  } finally {
    packed.destroy();
  }
  yield rest;
}

async function headOf(path: string): Promise<Head> {
  const lines: string[] = [];
  for await (const line of linesOf(path)) {
    if (!line.toString().startsWith("--")) break;
    lines.push(line.toString().trimEnd());
  }
  return parseHead(lines);
}

/** What migrations themselves put in comes with the backup as well. */
async function emptyAll(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ names: string }>(`
    select string_agg(format('%I.%I', schemaname, tablename), ', ') as names from pg_tables
    where schemaname in ('public', 'auth') and tablename <> 'migrations'`);
  await client.query(`truncate ${rows[0]?.names ?? ""}`);
}

async function fill(client: pg.Client, path: string): Promise<void> {
  let last = "";
  let table: OpenTable | null = null;
  try {
    for await (const bytes of linesOf(path)) {
      const line = bytes.length < 4_000 ? bytes.toString().trimEnd() : "";
      if (table !== null && line === END_OF_ROWS) {
        await table.end();
        table = null;
      } else if (table !== null) await table.write(bytes);
      else if (/^copy .* from stdin;$/.test(line)) table = openTable(client, line.slice(0, -1));
      else if (/^select setval\(.*\);$/.test(line)) await client.query(line);
      if (line !== "") last = line;
    }
  } finally {
    await table?.breakOff();
  }
  if (last !== LAST_LINE) throw new BackupError("The backup breaks off before its end; nothing was restored.");
}

interface OpenTable {
  write(bytes: Buffer): Promise<void>;
  end(): Promise<void>;
  /** PostgreSQL is told that no more comes, or it would wait for it before it rolls back. */
  breakOff(): Promise<void>;
}

function openTable(client: pg.Client, statement: string): OpenTable {
  const rows = client.query(copyFrom(statement));
  let refused: Error | null = null; // by PostgreSQL, which has then ended the copy by itself
  rows.on("error", (cause) => (refused = cause));
  return {
    async write(bytes) {
      if (refused !== null) throw refused;
      if (!rows.write(bytes)) await once(rows, "drain");
    },
    async end() {
      if (refused !== null) throw refused;
      rows.end();
      await finished(rows);
    },
    async breakOff() {
      if (refused === null) await finished(rows.destroy()).catch(() => undefined);
    },
  };
}
