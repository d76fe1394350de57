/** Puts the cast into an empty platform. Running it again changes nothing that is there. */
import { randomUUID } from "node:crypto";
import type { Database, Db } from "../packages/server/src/db/database.ts";
import type { SignIn } from "../packages/server/src/account/sign-in.ts";
import { companies, experts, password, service, type CompanySeed, type ExpertSeed } from "./cast.ts";

export interface Seeded {
  companyIds: Record<string, string>;
}

export async function seed(database: Database, signIn: SignIn, extraExperts = 0): Promise<Seeded> {
  const db = database.service;
  const companyIds: Record<string, string> = {};
  for (const company of companies) companyIds[company.slug] = await seedCompany(db, signIn, company);
  for (const person of service) {
    const { userId } = await signIn.ensureAccount({ ...person, password });
    await db
      .insertInto("service_members")
      .values({ user_id: userId, role: person.role })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
  for (const expert of experts) {
    const { userId } = await signIn.ensureAccount({ ...expert, password });
    await seedExpert(db, expert, userId);
  }
  for (let index = 0; index < extraExperts; index++) await seedExpert(db, madeUp(index), null);
  return { companyIds };
}

async function seedCompany(db: Db, signIn: SignIn, company: CompanySeed): Promise<string> {
  const known = await db.selectFrom("companies").select("id").where("slug", "=", company.slug).executeTakeFirst();
  const id = known?.id ?? randomUUID();
  if (!known)
    await db
      .insertInto("companies")
      .values({
        id,
        name: company.name,
        slug: company.slug,
        zone: company.zone,
        privacy_url: null,
        logo: null,
        logo_type: null,
      })
      .execute();
  for (const person of company.members) {
    const { userId } = await signIn.ensureAccount({ ...person, password });
    await db
      .insertInto("memberships")
      .values({ company_id: id, user_id: userId, role: person.role })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
  return id;
}

async function seedExpert(db: Db, expert: ExpertSeed, userId: string | null): Promise<void> {
  const id = randomUUID();
  const inserted = await db
    .insertInto("experts")
    .values({
      id,
      user_id: userId,
      name: expert.name,
      first_name: expert.name.split(" ")[0] ?? expert.name,
      email: expert.email,
      zone: expert.zone,
      state: "active",
      skills: JSON.stringify(expert.skills),
      categories: ["Backend", "Frontend", "System design", "Data"],
      roles: ["junior", "mid", "senior", "staff"],
      languages: expert.languages,
      employers: expert.employers,
      meeting_url: `https://meet.example/${expert.email.split("@")[0]}`,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  if (Number(inserted.numInsertedOrUpdatedRows) === 0) return;
  const hours = [1, 2, 3, 4, 5].map((weekday) => ({
    expert_id: id,
    weekday,
    from_minute: expert.hours.from * 60,
    to_minute: expert.hours.to * 60,
  }));
  await db.insertInto("expert_hours").values(hours).execute();
}

const zones = [
  "America/New_York",
  "America/Los_Angeles",
  "America/Sao_Paulo",
  "Europe/London",
  "Europe/Berlin",
  "Africa/Casablanca",
  "Asia/Kolkata",
  "Asia/Singapore",
  "Asia/Tokyo",
  "Australia/Sydney",
];

function madeUp(index: number): ExpertSeed {
  const number = String(index + 1).padStart(3, "0");
  return {
    name: `Expert ${number}`,
    email: `expert${number}@experts.example`,
    zone: zones[index % zones.length] ?? "Europe/Berlin",
    employers: [],
    languages: ["en"],
    skills: experts[0]?.skills ?? [],
    hours: { from: 8 + (index % 4), to: 16 + (index % 4) },
  };
}
