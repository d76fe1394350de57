/**
 * A logical backup under load, and its restore into an empty database: every table as one consistent snapshot shows it. It is
 * what `pg_dump` and `psql` do; PostgreSQL's own programs are not part of what the platform brings.
 */
import { Client } from "pg";
import { cloneDatabase, type FreshDatabase } from "../../support/clone.ts";
import type { PostgresForDrills } from "./postgres.ts";

export interface Backup {
  takenAt: Date;
  tables: { name: string; columns: string[]; rows: string }[];
}

const TABLES = `
  select format('%I.%I', n.nspname, c.relname) as name,
         array_agg(quote_ident(a.attname) order by a.attnum) as columns
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
  where c.relkind = 'r' and n.nspname in ('public', 'auth')
  group by 1 order by 1`;

export async function takeBackup(url: string): Promise<Backup> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query("begin isolation level repeatable read read only");
    const { rows: tables } = await client.query<{ name: string; columns: string[] }>(TABLES);
    const backup: Backup = { takenAt: new Date(), tables: [] };
    for (const { name, columns } of tables) {
      const { rows } = await client.query<{ rows: string }>(
        `select coalesce(json_agg(t), '[]')::text as rows from (select ${columns.join(", ")} from ${name}) t`,
      );
      backup.tables.push({ name, columns, rows: rows[0]?.rows ?? "[]" });
    }
    return backup;
  } finally {
    await client.end();
  }
}

export async function restoreBackup(postgres: PostgresForDrills, { tables }: Backup): Promise<FreshDatabase> {
  const fresh = await cloneDatabase(postgres);
  const client = new Client({ connectionString: fresh.url });
  await client.connect();
  try {
    // As pg_restore does: foreign keys held when the backup was taken.
    await client.query("set session_replication_role = replica");
    for (const { name, columns, rows } of tables) {
      await client.query(`delete from ${name}`);
      await client.query(
        `insert into ${name} (${columns.join(", ")}) overriding system value
         select ${columns.join(", ")} from json_populate_recordset(null::${name}, $1::json)`,
        [rows],
      );
    }
    await client.query(`
      do $$ declare s record; begin
        for s in select pg_get_serial_sequence(format('%I.%I', n.nspname, c.relname), a.attname) as sequence,
                        format('%I.%I', n.nspname, c.relname) as tab, quote_ident(a.attname) as col
                 from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid
                 where a.attidentity <> '' and c.relkind = 'r' loop
          execute format('select setval(%L, coalesce((select max(%s) from %s), 0) + 1, false)', s.sequence, s.col, s.tab);
        end loop;
      end $$`);
    return fresh;
  } finally {
    await client.end();
  }
}
