/**
 * A connection whose credentials Lever refuses. It is marked once, with reason and time; its work parks by itself, because
 * the ledger claims nothing of connections that aren't connected; and the company and the operators are told.
 */
import type { Clock } from "../../clock.ts";
import type { Database } from "../../db/database.ts";
import { addEffects } from "../../effects/ledger.ts";
import type { Log } from "../../log.ts";

export interface BreakingOptions {
  database: Database;
  clock: Clock;
  newId: () => string;
  log: Log;
}

export interface Refused {
  id: string;
  /** The sealed secrets that were refused: a connection that was mended meanwhile is not broken by a late answer. */
  secrets: Buffer;
}

/** Returns false when it was broken already, or was given new credentials since. */
export async function markBroken(options: BreakingOptions, refused: Refused, reason: string): Promise<boolean> {
  const { database, clock, newId, log } = options;
  const now = clock.now();
  const broken = await database.service.transaction().execute(async (tx) => {
    const row = await tx
      .updateTable("connections")
      .set({ state: "broken", broken_reason: reason, broken_at: new Date(now) })
      .where("id", "=", refused.id)
      .where("state", "=", "connected")
      .where("secrets", "=", refused.secrets)
      .returning(["id", "company_id"])
      .executeTakeFirst();
    if (!row) return false;
    const key = `mail.company:connection_broken:${row.id}:${now}`;
    await addEffects(tx, [
      {
        id: newId(),
        kind: "mail.company",
        key,
        lane: key,
        payload: { mail: "connection_broken", connectionId: row.id, reason },
        runAt: now,
        companyId: row.company_id,
      },
    ]);
    return true;
  });
  if (broken) log.warn({ connection: refused.id, reason }, "connection broken: work is parked");
  return broken;
}
