/** API keys of a company. The secret is shown once and kept as a hash only; a revoked key stays listed in the audit log. */
import { randomBytes } from "node:crypto";
import { accountApi, type Actor } from "@interviewvector/domain";
import type { Tx } from "../db/database.ts";
import { forCompany, idParam, type Binding } from "../http/bind.ts";
import { notFound } from "../http/problem.ts";
import { hashKey } from "../http/subject.ts";
import { recordAudit } from "./audit.ts";
import type { AccountDeps } from "./deps.ts";

interface NewKey {
  id: string;
  companyId: string;
  name: string;
  scopes: readonly string[];
  /** Stands beside the key; empty for another key. */
  createdBy: string;
  actor: Actor;
  /** ms; business time. */
  at: number;
  /** What else the audit log says of it. */
  details?: Record<string, unknown>;
}

/** The key with its entry in the audit log, in one transaction; the secret is not read again from anywhere. */
export async function createKey(tx: Tx, key: NewKey): Promise<{ row: KeyRow; secret: string }> {
  // `iv_` and 32 random bytes: found by secret scanners, guessed by nobody.
  const secret = `iv_${randomBytes(32).toString("base64url")}`;
  const scopes = [...new Set(key.scopes)];
  const row = await tx
    .insertInto("api_keys")
    .values({
      id: key.id,
      company_id: key.companyId,
      name: key.name,
      prefix: secret.slice(0, 9),
      hash: hashKey(secret),
      scopes,
      created_by: key.createdBy,
      created_at: new Date(key.at),
    })
    .returning(["id", "name", "prefix", "scopes", "created_at", "last_used_at"])
    .executeTakeFirstOrThrow();
  await recordAudit(tx, {
    at: key.at,
    companyId: key.companyId,
    actor: key.actor,
    action: "api_key.created",
    subject: `api_key:${key.id}`,
    details: { name: key.name, scopes, ...key.details },
  });
  return { row, secret };
}

export function apiKeyBindings({ database, clock, newId }: AccountDeps): Binding[] {
  return [
    forCompany(accountApi.listApiKeys, async ({ by }) => {
      const rows = await database.forCompany(by.companyId, (tx) =>
        tx
          .selectFrom("api_keys")
          .select(["id", "name", "prefix", "scopes", "created_at", "last_used_at"])
          .where("revoked_at", "is", null)
          .orderBy("created_at", "desc")
          .execute(),
      );
      return { keys: rows.map(toKey) };
    }),
    forCompany(accountApi.createApiKey, async ({ by, body }) => {
      const { row, secret } = await database.service.transaction().execute((tx) =>
        createKey(tx, {
          id: newId(),
          companyId: by.companyId,
          name: body.name,
          scopes: body.scopes,
          createdBy: by.actor.kind === "member" ? by.actor.name : "",
          actor: by.actor,
          at: clock.now(),
        }),
      );
      return { ...toKey(row), secret };
    }),
    forCompany(accountApi.revokeApiKey, async ({ by, params }) => {
      const id = idParam(params, "keyId");
      await database.service.transaction().execute(async (tx) => {
        const revoked = await tx
          .updateTable("api_keys")
          .set({ revoked_at: new Date(clock.now()) })
          .where("id", "=", id)
          .where("company_id", "=", by.companyId)
          .where("revoked_at", "is", null)
          .executeTakeFirst();
        if (Number(revoked.numUpdatedRows) === 0) throw notFound("This key");
        const entry = { at: clock.now(), companyId: by.companyId, actor: by.actor };
        await recordAudit(tx, { ...entry, action: "api_key.revoked", subject: `api_key:${id}` });
      });
      return { ok: true as const };
    }),
  ];
}

interface KeyRow {
  id: string;
  name: string;
  prefix: string;
  scopes: string[];
  created_at: Date;
  last_used_at: Date | null;
}

function toKey(row: KeyRow) {
  return {
    id: row.id,
    name: row.name,
    prefix: row.prefix,
    scopes: row.scopes as ("read" | "write")[],
    createdAt: row.created_at.toISOString(),
    lastUsedAt: row.last_used_at?.toISOString() ?? null,
  };
}
