/**
 * The webhooks of credentials that are about to be replaced. Lever shows and deletes webhooks only with the key or app that
 * made them, so they must go while the old credentials still open the door; what stays behind is named to a person.
 * Source: https://hire.lever.co/developer/documentation#webhooks
 */
import type { LeverClient } from "@interviewvector/lever";
import { LeverError } from "@interviewvector/lever";
import type { Tx } from "../../db/database.ts";
import { NotConnectedError, type ConnectionRow } from "../connection/open.ts";
import { openSecrets } from "../connection/secrets.ts";
import type { Credentials } from "./credential.ts";
import type { SetupDeps } from "./deps.ts";

/** The same app or the same key sees and deletes what it made before. */
export function seesTheSameWebhooks(
  { crypt }: Pick<SetupDeps, "crypt">,
  row: ConnectionRow,
  next: Credentials,
): boolean {
  const before = openSecrets(crypt, row);
  if (before.kind !== next.secrets.kind) return false;
  return before.kind !== "api_key" || next.secrets.kind !== "api_key" || before.apiKey === next.secrets.apiKey;
}

/** Ids (of our rows) that could not be taken out of Lever. */
export async function takeWebhooksAway(deps: SetupDeps, row: ConnectionRow): Promise<string[]> {
  const made = await deps.door.database.service
    .selectFrom("webhooks")
    .select(["id", "ats_webhook_id"])
    .where("connection_id", "=", row.id)
    .where("made_by", "=", "api")
    .where("ats_webhook_id", "is not", null)
    .where("removed_at", "is", null)
    .execute();
  if (made.length === 0) return [];
  const lever = oldClient(deps, row);
  const left: string[] = [];
  for (const { id, ats_webhook_id } of made) {
    const gone = lever !== null && ats_webhook_id !== null && (await isDeleted(lever, ats_webhook_id));
    if (!gone) left.push(id);
  }
  return left;
}

function oldClient(deps: SetupDeps, row: ConnectionRow): LeverClient | null {
  try {
    return deps.connections.clientFor(row, { interactive: true });
  } catch (error) {
    if (error instanceof NotConnectedError) return null; // ended: its credentials are forgotten
    throw error;
  }
}

async function isDeleted(lever: LeverClient, webhookId: string): Promise<boolean> {
  try {
    await lever.webhooks.delete(webhookId);
    return true;
  } catch (error) {
    if (!(error instanceof LeverError)) throw error;
    return error.code === "not_found";
  }
}

/** Their addresses lead nowhere from now on; what a person made by hand stays, with its token. */
export async function retireWebhooks(tx: Tx, connectionId: string, left: readonly string[], at: Date): Promise<void> {
  if (left.length > 0) await tx.updateTable("webhooks").set({ left_in_ats: true }).where("id", "in", left).execute();
  await tx
    .updateTable("webhooks")
    .set({ removed_at: at, secret: null })
    .where("connection_id", "=", connectionId)
    .where("made_by", "=", "api")
    .where("removed_at", "is", null)
    .execute();
}
