/**
 * Who asks. A person by session cookie, or a company's program by API key. Decided once per request, before any handler.
 * Which company is meant: the key's, or for persons the header X-Company-Id within their memberships (default: their first).
 */
import { createHash } from "node:crypto";
import { expertStates, mayEnter, type Actor, type MemberRole } from "@interviewvector/domain";
import type { Clock } from "../clock.ts";
import type { Database } from "../db/database.ts";
import { HttpProblem } from "./problem.ts";

export interface Person {
  id: string;
  name: string;
  email: string;
}

export interface Membership {
  companyId: string;
  companyName: string;
  slug: string;
  zone: string;
  role: MemberRole;
  logoVersion: number | null;
}

export interface SignedIn {
  person: Person;
  sessionId: string;
}

/** The company in whose name something is done. `positionIds` null: all positions; agencies only see theirs. */
export interface CompanySubject {
  companyId: string;
  role: MemberRole | "key";
  positionIds: string[] | null;
  actor: Actor;
}

export interface Subject {
  person: Person | null;
  /** Of the browser that asks; null for keys and for nobody. */
  sessionId: string | null;
  memberships: Membership[];
  company: CompanySubject | null;
  keyScopes: string[] | null;
  expertId: string | null;
  serviceRole: "operator" | "auditor" | null;
}

export const nobody: Subject = {
  person: null,
  sessionId: null,
  memberships: [],
  company: null,
  keyScopes: null,
  expertId: null,
  serviceRole: null,
};

export function hashKey(secret: string): Buffer {
  return createHash("sha256").update(secret).digest();
}

export async function subjectOfKey(database: Database, clock: Clock, secret: string): Promise<Subject> {
  const key = await database.service
    .selectFrom("api_keys")
    .select(["id", "company_id", "name", "scopes", "last_used_at"])
    .where("hash", "=", hashKey(secret))
    .where("revoked_at", "is", null)
    .executeTakeFirst();
  if (!key) throw new HttpProblem(401, "unauthenticated", "This API key is unknown or revoked.");
  const now = clock.now();
  if (!key.last_used_at || now - key.last_used_at.getTime() > 60_000) {
    await database.service
      .updateTable("api_keys")
      .set({ last_used_at: new Date(now) })
      .where("id", "=", key.id)
      .execute();
  }
  return {
    ...nobody,
    keyScopes: key.scopes,
    company: {
      companyId: key.company_id,
      role: "key",
      positionIds: null,
      actor: { kind: "member", id: `key:${key.id}`, name: `API key ${key.name}` },
    },
  };
}

export async function subjectOfPerson(
  database: Database,
  { person, sessionId }: SignedIn,
  wantedCompanyId: string | undefined,
): Promise<Subject> {
  const db = database.service;
  const [rows, expert, service] = await Promise.all([
    db
      .selectFrom("memberships as m")
      .innerJoin("companies as c", "c.id", "m.company_id")
      .select(["m.company_id", "m.role", "c.name", "c.slug", "c.zone", "c.logo_version", "c.logo_type"])
      .where("m.user_id", "=", person.id)
      .where("m.removed_at", "is", null)
      .orderBy("c.name")
      .execute(),
    db
      .selectFrom("experts")
      .select("id")
      .where("user_id", "=", person.id)
      .where("state", "in", expertStates.filter(mayEnter))
      .executeTakeFirst(),
    db.selectFrom("service_members").select("role").where("user_id", "=", person.id).executeTakeFirst(),
  ]);
  const memberships = rows.map((row) => ({
    companyId: row.company_id,
    companyName: row.name,
    slug: row.slug,
    zone: row.zone,
    role: row.role,
    logoVersion: row.logo_type === null ? null : row.logo_version,
  }));
  const chosen =
    wantedCompanyId === undefined
      ? memberships[0]
      : memberships.find((membership) => membership.companyId === wantedCompanyId);
  const actor: Actor = { kind: "member", id: person.id, name: person.name };
  return {
    person,
    sessionId,
    memberships,
    company: chosen
      ? {
          companyId: chosen.companyId,
          role: chosen.role,
          positionIds: await positionsOf(database, person.id, chosen),
          actor,
        }
      : null,
    keyScopes: null,
    expertId: expert?.id ?? null,
    serviceRole: service?.role ?? null,
  };
}

async function positionsOf(database: Database, userId: string, membership: Membership): Promise<string[] | null> {
  if (membership.role !== "agency") return null;
  const rows = await database.service
    .selectFrom("agency_positions")
    .select("position_id")
    .where("company_id", "=", membership.companyId)
    .where("user_id", "=", userId)
    .execute();
  return rows.map((row) => row.position_id);
}
