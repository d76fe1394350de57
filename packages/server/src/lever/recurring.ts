/**
 * What comes back for as long as a connection stands: reading postings, polling, watching. Each run first writes the next
 * one, so that no failure of a run ends the chain; a lane per kind and connection keeps it single.
 */
import { sql } from "kysely";
import type { Database, Db, Tx } from "../db/database.ts";
import type { Effect } from "../effects/effect.ts";

export type RecurringKind = "lever.postings" | "lever.poll" | "lever.watch";

export interface RecurringOptions {
  database: Database;
  newId: () => string;
}

export interface Recurrence {
  kind: RecurringKind;
  connectionId: string;
  companyId: string;
  /** ms; business time. */
  runAt: number;
}

/** Adds it unless one is open already, this very run (`exceptId`) apart. Returns whether it was added. */
export async function addRecurring(
  options: RecurringOptions,
  tx: Tx,
  recurrence: Recurrence,
  exceptId: string | null = null,
): Promise<boolean> {
  const { kind, connectionId, companyId, runAt } = recurrence;
  const lane = `${kind}:${connectionId}`;
  await sql`select pg_advisory_xact_lock(hashtextextended(${lane}, 0))`.execute(tx);
  const result = await sql`
    insert into effects (id, kind, key, lane, payload, run_after, company_id, connection_id)
    select ${options.newId()}::uuid, ${kind}, ${`${lane}:${runAt}`}, ${lane}, ${JSON.stringify({ connectionId })}::jsonb,
           ${new Date(runAt)}, ${companyId}::uuid, ${parkedWith(kind) ? connectionId : null}::uuid
    where not exists (
      select 1 from effects where lane = ${lane} and state in ('pending', 'running', 'unsure') and id is distinct from ${exceptId}::uuid)
    on conflict (key) do nothing`.execute(tx);
  return Number(result.numAffectedRows ?? 0) > 0;
}

/** Watching must go on while the connection is broken: that is when it is needed. */
function parkedWith(kind: RecurringKind): boolean {
  return kind !== "lever.watch";
}

/** The run after this one. Nothing once the connection has ended. */
export async function addNext(
  options: RecurringOptions,
  effect: Effect,
  next: { kind: RecurringKind; runAt: number },
): Promise<string | null> {
  const connectionId = String(effect.payload["connectionId"]);
  return options.database.service.transaction().execute(async (tx) => {
    const row = await tx
      .selectFrom("connections")
      .select(["company_id", "state"])
      .where("id", "=", connectionId)
      .executeTakeFirst();
    if (!row || row.state === "disconnected") return null;
    await addRecurring(options, tx, { ...next, connectionId, companyId: row.company_id }, effect.id);
    return connectionId;
  });
}

export async function addAllRecurring(
  options: RecurringOptions,
  tx: Tx,
  connection: { id: string; companyId: string },
  now: number,
): Promise<void> {
  const { id: connectionId, companyId } = connection;
  await addRecurring(options, tx, { kind: "lever.postings", connectionId, companyId, runAt: now });
  await addRecurring(options, tx, { kind: "lever.poll", connectionId, companyId, runAt: now });
  await addRecurring(options, tx, { kind: "lever.watch", connectionId, companyId, runAt: now });
}

/** At the start of a process: a chain that was cut, by a person on the operator's screen say, begins again. */
export async function mendChains(options: RecurringOptions, db: Db, now: number): Promise<void> {
  const rows = await db
    .selectFrom("connections")
    .select(["id", "company_id"])
    .where("state", "<>", "disconnected")
    .execute();
  for (const row of rows) {
    await db
      .transaction()
      .execute((tx) => addAllRecurring(options, tx, { id: row.id, companyId: row.company_id }, now));
  }
}
