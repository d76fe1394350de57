/**
 * Ending a connection: our webhooks leave Lever, the credentials are forgotten, nothing more is read or written; the history
 * stays. Lever documents no way to revoke an app's access by API: that is done in Lever's settings.
 */
import { recordAudit } from "../../account/audit.ts";
import { LeverError } from "@interviewvector/lever";
import { sql } from "kysely";
import { NotConnectedError, type ConnectionRow } from "../connection/open.ts";
import { sealSecrets } from "../connection/secrets.ts";
import type { By, SetupDeps } from "./deps.ts";
import { deleteQuietly } from "./webhooks.ts";

export async function disconnectFrom(deps: SetupDeps, by: By, row: ConnectionRow): Promise<void> {
  if (row.state === "disconnected") return;
  await removeWebhooks(deps, row.id);
  const { database, clock } = deps.door;
  const at = clock.now();
  await database.service.transaction().execute(async (tx) => {
    await tx
      .updateTable("connections")
      .set({
        state: "disconnected",
        secrets: sealSecrets(deps.crypt, row.id, { kind: "none" }),
        disconnected_at: new Date(at),
        token_expires_at: null,
        broken_reason: null,
        broken_at: null,
      })
      .where("id", "=", row.id)
      .execute();
    await tx
      .updateTable("webhooks")
      .set({ removed_at: new Date(at), secret: null })
      .where("connection_id", "=", row.id)
      .where("removed_at", "is", null)
      .execute();
    await sql`
      update effects set state = 'skipped', outcome = 'the connection was ended', ended_at = clock_timestamp(), lease_until = null, owner = null
      where state in ('pending', 'unsure') and (connection_id = ${row.id} or lane = ${`lever.watch:${row.id}`})`.execute(
      tx,
    );
    await tx
      .updateTable("deliveries")
      .set({ state: "ignored", reason: "The connection was ended.", handled_at: new Date(at) })
      .where("connection_id", "=", row.id)
      .where("state", "=", "waiting")
      .execute();
    await recordAudit(tx, {
      at,
      companyId: by.companyId,
      actor: by.actor,
      action: "connection.ended",
      subject: `connection:${row.id}`,
    });
  });
  deps.keys.forgetAll();
}

/** As far as Lever lets us: ending must not fail because Lever does not answer. */
async function removeWebhooks(deps: SetupDeps, connectionId: string): Promise<void> {
  const rows = await deps.door.database.service
    .selectFrom("webhooks")
    .select("ats_webhook_id")
    .where("connection_id", "=", connectionId)
    .where("removed_at", "is", null)
    .execute();
  try {
    const { lever } = await deps.connections.open(connectionId, { interactive: true });
    for (const { ats_webhook_id } of rows) if (ats_webhook_id !== null) await deleteQuietly(lever, ats_webhook_id);
  } catch (error) {
    if (!(error instanceof NotConnectedError || error instanceof LeverError)) throw error;
  }
}
