/** Storing a new or renewed connection and everything that then runs by itself. It asks nothing of Lever. */
import { recordAudit } from "../../account/audit.ts";
import type { Tx } from "../../db/database.ts";
import { HttpProblem, notFound } from "../../http/problem.ts";
import { sealSecrets, type Secrets } from "../connection/secrets.ts";
import { addAllRecurring } from "../recurring.ts";
import type { By, SetupDeps } from "./deps.ts";

export interface Credentials {
  kind: "oauth" | "api_key";
  environment: "production" | "sandbox";
  secrets: Secrets;
  /** Granted; empty for keys, which don't tell. */
  scopes: readonly string[];
  accountId: string | null;
}

/** Returns the connection's id. `reconnect`: the one that gets these credentials; absent: the standing one, else a new one. */
export async function storeConnection(
  deps: SetupDeps,
  by: By,
  credentials: Credentials,
  reconnect: string | null,
): Promise<string> {
  const { door } = deps;
  const id = await door.database.service.transaction().execute(async (tx) => {
    const row = await standing(tx, by, credentials, reconnect);
    if (row === null) return insert(deps, tx, by, credentials);
    if (row.account_id !== null && credentials.accountId !== null && row.account_id !== credentials.accountId) {
      throw new HttpProblem(
        409,
        "other_account",
        "This is another Lever account than the connected one. Disconnect that one first.",
      );
    }
    await update(deps, tx, { by, id: row.id, credentials });
    return row.id;
  });
  deps.wake();
  return id;
}

async function standing(tx: Tx, by: By, { environment }: Credentials, reconnect: string | null) {
  let query = tx
    .selectFrom("connections")
    .select(["id", "account_id"])
    .where("company_id", "=", by.companyId)
    .where("environment", "=", environment);
  query = reconnect === null ? query.where("state", "<>", "disconnected") : query.where("id", "=", reconnect);
  const row = await query.orderBy("created_at", "desc").forUpdate().executeTakeFirst();
  if (!row && reconnect !== null) throw notFound("This connection");
  return row ?? null;
}

function facts(deps: SetupDeps, id: string, credentials: Credentials) {
  const { kind, secrets, scopes, accountId } = credentials;
  const now = new Date(deps.door.clock.now());
  return {
    kind,
    state: "connected" as const,
    secrets: sealSecrets(deps.crypt, id, secrets),
    scopes: [...scopes],
    token_expires_at: secrets.kind === "oauth" ? new Date(secrets.expiresAt) : null,
    token_refreshed_at: now,
    broken_reason: null,
    broken_at: null,
    disconnected_at: null,
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
    })
    .execute();
  await begin(deps, tx, { by, id, action: "connection.made" });
  return id;
}

async function update(
  deps: SetupDeps,
  tx: Tx,
  { by, id, credentials }: { by: By; id: string; credentials: Credentials },
): Promise<void> {
  await tx
    .updateTable("connections")
    .set(facts(deps, id, credentials))
    .where("id", "=", id)
    .execute();
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
