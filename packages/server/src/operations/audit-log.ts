/** The audit log as operators read it. Ids are told by the names that they have today; what is gone keeps its id. Reads only. */
import { operationsApi, type Actor } from "@interviewvector/domain";
import { sql } from "kysely";
import { containing } from "../db/containing.ts";
import type { Db } from "../db/database.ts";
import { forOperator, type Binding } from "../http/bind.ts";
import type { OperationsDeps } from "./deps.ts";

export function auditLogBinding({ door }: OperationsDeps): Binding {
  const db = door.database.service;
  return forOperator(operationsApi.listAuditLog, async ({ query }) => {
    const words = query.search?.trim() ?? "";
    const filtered = db
      .selectFrom("audit_log as a")
      .leftJoin("companies as c", "c.id", "a.company_id")
      .$if(query.action !== undefined, (all) => all.where("a.action", "=", query.action ?? ""))
      .$if(query.companyId !== undefined, (all) => all.where("a.company_id", "=", query.companyId ?? ""))
      .$if(words !== "", (all) =>
        all.where(sql<boolean>`(a.actor->>'name' ilike ${containing(words)} or a.subject ilike ${containing(words)})`),
      );
    const rows = await filtered
      .select(["a.id", "a.at", "a.actor", "a.action", "a.subject", "a.details", "c.name as company"])
      .orderBy("a.at", "desc")
      .orderBy("a.id", "desc")
      .limit(query.limit)
      .offset(query.offset)
      .execute();
    const { count } = await filtered.select(sql<number>`count(*)::int`.as("count")).executeTakeFirstOrThrow();
    const names = await namesOf(
      db,
      rows.map(({ subject }) => subject),
    );
    return {
      entries: rows.map((row) => ({
        id: row.id,
        at: row.at.toISOString(),
        actor: actorOf(row.actor as unknown as Actor),
        action: row.action,
        company: row.company,
        subject: { ...partsOf(row.subject), name: names.get(row.subject) ?? null },
        details: Object.entries(row.details).map(([name, value]) => ({ name, value: told(value) })),
      })),
      total: count,
      actions: await db
        .selectFrom("audit_log")
        .select(["action", sql<number>`count(*)::int`.as("count")])
        .groupBy("action")
        .orderBy("action")
        .execute(),
      companies: await db.selectFrom("companies").select(["id", "name"]).orderBy("name").execute(),
    };
  });
}

function actorOf(actor: Actor) {
  return { kind: actor.kind, ...("name" in actor && actor.name ? { name: actor.name } : {}) };
}

function partsOf(subject: string): { noun: string; id: string | null } {
  const [noun = subject, id = null] = subject.split(/:(.*)/);
  return { noun, id };
}

function told(value: unknown): string {
  if (Array.isArray(value)) return value.map(told).join(", ");
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** By the whole subject: what it is called today. */
async function namesOf(db: Db, subjects: readonly string[]): Promise<Map<string, string>> {
  const ids = (noun: string): string[] => [
    ...new Set(subjects.flatMap((subject) => (subject.startsWith(`${noun}:`) ? [subject.slice(noun.length + 1)] : []))),
  ];
  const { rows } = await sql<{ subject: string; name: string }>`
    select 'interview:' || i.id as subject, coalesce(nullif(k.name, ''), 'a candidate') || ', ' || p.title as name
      from interviews i join candidates k on k.id = i.candidate_id join positions p on p.id = i.position_id
     where i.id::text = any (${ids("interview")})
    union all select 'position:' || id, title from positions where id::text = any (${ids("position")})
    union all select 'expert:' || id, name from experts where id::text = any (${ids("expert")})
    union all select 'guide:' || id, name from guides where id::text = any (${ids("guide")})
    union all select 'member:' || id, name from auth."user" where id = any (${ids("member")})
    union all select 'company:' || id, name from companies where id::text = any (${ids("company")})
    union all select 'api_key:' || id, name from api_keys where id::text = any (${ids("api_key")})
    union all select 'connection:' || id, coalesce(account_name, ats) from connections
     where id::text = any (${ids("connection")})`.execute(db);
  return new Map(rows.map(({ subject, name }) => [subject, name]));
}
