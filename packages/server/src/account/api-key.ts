/** API keys of a company. The secret is shown once and kept as a hash only; a revoked key stays listed in the audit log. */
import { randomBytes } from "node:crypto";
import { accountApi } from "@interviewvector/domain";
import { forCompany, idParam, type Binding } from "../http/bind.ts";
import { notFound } from "../http/problem.ts";
import { hashKey } from "../http/subject.ts";
import { recordAudit } from "./audit.ts";
import type { AccountDeps } from "./deps.ts";

/** `iv_` and 32 random bytes: found by secret scanners, guessed by nobody. */
export function newKeySecret(): string {
  return `iv_${randomBytes(32).toString("base64url")}`;
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
      const secret = newKeySecret();
      const scopes = [...new Set(body.scopes)];
      const row = await database.service.transaction().execute(async (tx) => {
        const made = await tx
          .insertInto("api_keys")
          .values({
            id: newId(),
            company_id: by.companyId,
            name: body.name,
            prefix: secret.slice(0, 9),
            hash: hashKey(secret),
            scopes,
            created_by: by.actor.kind === "member" ? by.actor.name : "",
            created_at: new Date(clock.now()),
          })
          .returning(["id", "name", "prefix", "scopes", "created_at", "last_used_at"])
          .executeTakeFirstOrThrow();
        await recordAudit(tx, {
          at: clock.now(),
          companyId: by.companyId,
          actor: by.actor,
          action: "api_key.created",
          subject: `api_key:${made.id}`,
          details: { name: body.name, scopes },
        });
        return made;
      });
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
