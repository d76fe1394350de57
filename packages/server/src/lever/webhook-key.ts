/** From the key in a webhook's address to its connection and signature token, remembered for a few seconds. */
import type { Crypt } from "../crypt.ts";
import type { Database } from "../db/database.ts";

export interface WebhookKey {
  webhookId: string;
  companyId: string;
  connectionId: string;
  /** Null until it was created by API or pasted by a person. */
  signatureToken: string | null;
  tested: boolean;
  seen: boolean;
}

export interface WebhookKeys {
  /** Null: no such address. */
  find(key: string): Promise<WebhookKey | null>;
  /** Read anew, unless that was done within the last moment. */
  findAgain(key: string): Promise<WebhookKey | null>;
  /** Something about webhooks changed in this process. */
  forgetAll(): void;
}

const KEEP_MS = 3_000;
const AGAIN_MS = 250;
const MOST = 5_000;

export function webhookSecretRow(webhookId: string): string {
  return `webhooks:${webhookId}:secret`;
}

export function createWebhookKeys({ database, crypt }: { database: Database; crypt: Crypt }): WebhookKeys {
  const known = new Map<string, { at: number; read: Promise<WebhookKey | null> }>();

  const readNow = (key: string): Promise<WebhookKey | null> => {
    const read = readKey(database, crypt, key);
    // Unknown keys are not remembered: they cost one look-up and no memory.
    read.then((found) => found ?? known.delete(key)).catch(() => known.delete(key));
    if (known.size >= MOST) known.clear();
    known.set(key, { at: performance.now(), read });
    return read;
  };
  const within = (key: string, ms: number) => {
    const entry = known.get(key);
    return entry && performance.now() - entry.at < ms ? entry.read : null;
  };

  return {
    find: (key) => within(key, KEEP_MS) ?? readNow(key),
    findAgain: (key) => within(key, AGAIN_MS) ?? readNow(key),
    forgetAll: () => known.clear(),
  };
}

async function readKey(database: Database, crypt: Crypt, key: string): Promise<WebhookKey | null> {
  const row = await database.service
    .selectFrom("webhooks as w")
    .innerJoin("connections as c", "c.id", "w.connection_id")
    .select(["w.id", "w.company_id", "w.connection_id", "w.secret", "w.tested_at", "w.seen_at"])
    .where("w.key", "=", key)
    .where("w.removed_at", "is", null)
    .where("c.state", "<>", "disconnected")
    .executeTakeFirst();
  if (!row) return null;
  return {
    webhookId: row.id,
    companyId: row.company_id,
    connectionId: row.connection_id,
    signatureToken: row.secret === null ? null : crypt.open(row.secret, webhookSecretRow(row.id)),
    tested: row.tested_at !== null,
    seen: row.seen_at !== null,
  };
}
