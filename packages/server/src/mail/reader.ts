/** Who is to be told: operators of the service, admins of a company; looked up again at the moment of writing. */
import type { Db } from "../db/database.ts";
import { firstNameOf } from "../interview/facts.ts";

export interface Recipient {
  userId: string;
  as: "operator" | "admin";
}

export interface Reader {
  email: string;
  firstName: string;
  zone: string;
}

export async function readOperators(db: Db): Promise<Recipient[]> {
  const rows = await db.selectFrom("service_members").select("user_id").where("role", "=", "operator").execute();
  return rows.map((row) => ({ userId: row.user_id, as: "operator" }));
}

export async function readAdmins(db: Db, companyId: string): Promise<Recipient[]> {
  const rows = await db
    .selectFrom("memberships")
    .select("user_id")
    .where("company_id", "=", companyId)
    .where("role", "=", "admin")
    .where("removed_at", "is", null)
    .execute();
  return rows.map((row) => ({ userId: row.user_id, as: "admin" }));
}

/** Null once the person is no operator, or no admin of that company, any more. An operator's zone isn't kept: UTC. */
export async function readReader(db: Db, { userId, as }: Recipient, companyId: string | null): Promise<Reader | null> {
  const user = await db.selectFrom("auth.user").select(["name", "email"]).where("id", "=", userId).executeTakeFirst();
  const zone = as === "operator" ? await operatorZone(db, userId) : await adminZone(db, userId, companyId);
  return user && zone !== null ? { email: user.email, firstName: firstNameOf(user.name), zone } : null;
}

async function operatorZone(db: Db, userId: string): Promise<string | null> {
  const operator = await db
    .selectFrom("service_members")
    .select("user_id")
    .where("user_id", "=", userId)
    .where("role", "=", "operator")
    .executeTakeFirst();
  return operator ? "UTC" : null;
}

async function adminZone(db: Db, userId: string, companyId: string | null): Promise<string | null> {
  if (companyId === null) return null;
  const admin = await db
    .selectFrom("memberships as m")
    .innerJoin("companies as c", "c.id", "m.company_id")
    .select("c.zone")
    .where("m.company_id", "=", companyId)
    .where("m.user_id", "=", userId)
    .where("m.role", "=", "admin")
    .where("m.removed_at", "is", null)
    .executeTakeFirst();
  return admin?.zone ?? null;
}
