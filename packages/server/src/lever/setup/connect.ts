/** Storing a new or renewed connection and everything that then runs by itself. */
import { recordAudit } from "../../account/audit.ts";
import type { Tx } from "../../db/database.ts";
import type { ConnectionRow } from "../connection/open.ts";
import { sealSecrets } from "../connection/secrets.ts";
import { addAllRecurring } from "../recurring.ts";
import { whyNoStatus } from "../write/status.ts";
import { bringUpToDate } from "../writing/change.ts";
import { connectionOf } from "./account.ts";
import type { Credentials } from "./credential.ts";
import type { By, SetupDeps } from "./deps.ts";
import { retireWebhooks, seesTheSameWebhooks, takeWebhooksAway } from "./former-webhooks.ts";

/**
 * Returns the connection's id. `reconnect`: the one that gets these credentials; absent: the one that the company has to this
 * account already, standing or ended, else a new one.
 */
export async function storeConnection(
  deps: SetupDeps,
  by: By,
  credentials: Credentials,
  reconnect: string | null,
): Promise<string> {
  const row = await connectionOf(deps, by, credentials, reconnect);
  const isNewKey = row !== null && !seesTheSameWebhooks(deps, row, credentials);
  const left = isNewKey ? await takeWebhooksAway(deps, row) : [];
  const id = await deps.door.database.service.transaction().execute(async (tx) => {
    if (row === null) return insert(deps, tx, by, credentials);
    if (isNewKey) await retireWebhooks(tx, row.id, left, new Date(deps.door.clock.now()));
    await update(deps, tx, { by, row, credentials });
    return row.id;
  });
  deps.keys.forgetAll();
  deps.wake();
  return id;
}

function facts(deps: SetupDeps, id: string, credentials: Credentials) {
  const { kind, secrets, scopes, asked, accountId } = credentials;
  const now = new Date(deps.door.clock.now());
  return {
    kind,
    state: "connected" as const,
    secrets: sealSecrets(deps.crypt, id, secrets),
    scopes: [...scopes],
    asked_scopes: [...asked],
    token_expires_at: secrets.kind === "oauth" ? new Date(secrets.expiresAt) : null,
    token_refreshed_at: now,
    broken_reason: null,
    broken_at: null,
    disconnected_at: null,
    access_revoked: null,
    last_poll_error: null,
    ...(accountId === null ? {} : { account_id: accountId }),
  };
}

async function insert(deps: SetupDeps, tx: Tx, by: By, credentials: Credentials): Promise<string> {
  const { newId, clock } = deps.door;
  const id = newId();
  const now = clock.now();
  await tx
    .insertInto("connections")
    .values({
      account_id: null,
      account_name: null,
      stage_id: null,
      acting_user: null,
      feedback_template: null,
      ...facts(deps, id, credentials),
      id,
      company_id: by.companyId,
      ats: "lever",
      environment: credentials.environment,
      created_by: by.actor.kind === "member" ? by.actor.id : null,
      // Business time: entries are compared with it.
      created_at: new Date(now),
      connected_at: new Date(now),
    })
    .execute();
  await begin(deps, tx, { by, id, action: "connection.made" });
  return id;
}

async function update(
  deps: SetupDeps,
  tx: Tx,
  { by, row, credentials }: { by: By; row: ConnectionRow; credentials: Credentials },
): Promise<void> {
  const { id } = row;
  // After an end it is a beginning: who was moved meanwhile is not invited by surprise. After a break it is not.
  const anew = row.state === "disconnected" ? { connected_at: new Date(deps.door.clock.now()) } : {};
  await tx
    .updateTable("connections")
    .set({ ...facts(deps, id, credentials), ...anew })
    .where("id", "=", id)
    .execute();
  if (row.state === "disconnected") await deps.postings.resume(tx, id);
  // Without the right nothing was marked: what changed meanwhile stands on nobody.
  const marks = row.status_tags || row.opportunity_link;
  if (marks && whyNoStatus(row) !== null && whyNoStatus(credentials) === null) await bringUpToDate(deps, tx, row);
  await begin(deps, tx, { by, id, action: "connection.renewed" });
}

async function begin(
  { door }: SetupDeps,
  tx: Tx,
  { by, id, action }: { by: By; id: string; action: string },
): Promise<void> {
  const at = door.clock.now();
  await addAllRecurring(door, tx, { id, companyId: by.companyId }, at);
  await recordAudit(tx, { at, companyId: by.companyId, actor: by.actor, action, subject: `connection:${id}` });
}
