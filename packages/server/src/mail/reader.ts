/** Who is to be told: operators and auditors of the service, admins of a company; looked up again at the moment of writing. */
import type { Db } from "../db/database.ts";
import { firstNameOf } from "../interview/first-name.ts";

export interface Recipient {
  userId: string;
  as: "operator" | "auditor" | "admin";
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

/** Auditors, save one who held the interview: nobody audits their own. Where none is left, the operators. */
export async function readReviewers(db: Db, interviewId: string | null): Promise<Recipient[]> {
  const auditors = await db
    .selectFrom("service_members as s")
    .select("s.user_id")
    .where("s.role", "=", "auditor")
    .where((where) =>
      where.not(
        where.exists(
          where
            .selectFrom("interviews as i")
            .innerJoin("experts as e", "e.id", "i.expert_id")
            .select("e.id")
            .where("i.id", "=", interviewId)
            .whereRef("e.user_id", "=", "s.user_id"),
        ),
      ),
    )
    .execute();
  if (auditors.length === 0) return readOperators(db);
  return auditors.map((row) => ({ userId: row.user_id, as: "auditor" }));
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

/** Null once the person no longer is what they are written to as. The zone of those who run the service isn't kept: UTC. */
export async function readReader(db: Db, { userId, as }: Recipient, companyId: string | null): Promise<Reader | null> {
  const user = await db.selectFrom("auth.user").select(["name", "email"]).where("id", "=", userId).executeTakeFirst();
  const zone = as === "admin" ? await adminZone(db, userId, companyId) : await serviceZone(db, userId, as);
  return user && zone !== null ? { email: user.email, firstName: firstNameOf(user.name), zone } : null;
}

async function serviceZone(db: Db, userId: string, role: "operator" | "auditor"): Promise<string | null> {
  const member = await db
    .selectFrom("service_members")
    .select("user_id")
    .where("user_id", "=", userId)
    .where("role", "=", role)
    .executeTakeFirst();
  return member ? "UTC" : null;
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
