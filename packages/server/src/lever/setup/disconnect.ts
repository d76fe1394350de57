/**
 * Ending a connection: our webhooks leave Lever, the access is given back, the credentials are forgotten, nothing more is read
 * or written, and whoever has not booked waits; the history stays. What is owed to Lever waits too, as what comes to be owed
 * later: connected again, it stands there as if nothing had been. Where Lever does not confirm that it took the access back, a Super Admin does it in Lever.
 */
import { recordAudit } from "../../account/audit.ts";
import { LeverError, revokeToken } from "@interviewvector/lever";
import { sql } from "kysely";
import type { ConnectionRow } from "../connection/open.ts";
import { openSecrets, sealSecrets } from "../connection/secrets.ts";
import { authUrlOf } from "../connection/tokens.ts";
import type { By, SetupDeps } from "./deps.ts";
import { retireWebhooks, takeWebhooksAway } from "./former-webhooks.ts";

export async function disconnectFrom(deps: SetupDeps, by: By, row: ConnectionRow): Promise<void> {
  if (row.state === "disconnected") return;
  const left = await takeWebhooksAway(deps, row);
  const revoked = await giveAccessBack(deps, row);
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
        access_revoked: revoked,
      })
      .where("id", "=", row.id)
      .execute();
    await retireWebhooks(tx, row.id, left, new Date(at));
    await tx
      .updateTable("webhooks")
      .set({ removed_at: new Date(at), secret: null })
      .where("connection_id", "=", row.id)
      .where("removed_at", "is", null)
      .execute();
    await sql`
      update effects set state = 'skipped', outcome = 'the connection was ended', ended_at = clock_timestamp(), lease_until = null, owner = null
      where state in ('pending', 'unsure') and kind like 'lever.%' and (connection_id = ${row.id} or lane = ${`lever.watch:${row.id}`})`.execute(
      tx,
    );
    await deps.postings.stop(tx, row.id);
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

/** Null: a key, which only its owner can delete, or Lever did not say. Ending must not fail because Lever does not answer. */
async function giveAccessBack(deps: SetupDeps, row: ConnectionRow): Promise<boolean | null> {
  // Read anew: refresh tokens change with each use, and taking the webhooks away may have used one.
  const { secrets: kept } = await deps.door.database.service
    .selectFrom("connections")
    .select("secrets")
    .where("id", "=", row.id)
    .executeTakeFirstOrThrow();
  const secrets = openSecrets(deps.crypt, { id: row.id, secrets: kept });
  const environment = deps.config.lever[row.environment];
  if (secrets.kind !== "oauth" || secrets.refreshToken === null || environment.app === null) return null;
  const addresses = { authUrl: authUrlOf(environment), audience: environment.audience };
  try {
    return await revokeToken({ ...environment.app, environment: addresses, fetch: deps.fetch }, secrets.refreshToken);
  } catch (error) {
    if (!(error instanceof LeverError)) throw error;
    deps.log.warn({ err: error, connection: row.id }, "the access could not be given back");
    return null;
  }
}
