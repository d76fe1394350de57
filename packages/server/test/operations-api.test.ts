/** What the people who run the service see and do. */
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { days, hours, interviewApi, minutes, operationsApi, type GuideContent } from "@interviewvector/domain";
import { addEffects } from "../src/effects/ledger.ts";
import { act } from "../src/interview/act.ts";
import { library, seedGuides } from "../src/guide/library.ts";
import { subjectOfPerson } from "../src/http/subject.ts";
import { apiHouse, type ApiHouse } from "./api-house.ts";
import { guide, MONDAY } from "./booking-world.ts";

let house: ApiHouse;
beforeAll(async () => {
  house = await apiHouse();
});
afterAll(() => house.close());

const expert = {
  name: "Esra Demir",
  email: "Esra@experts.example",
  zone: "Europe/Istanbul",
  state: "active" as const,
  skills: [{ skill: "Go", level: 4 }],
  categories: ["Backend"],
  roles: ["senior" as const],
  languages: ["en", "tr"],
  employers: ["Hepsiburada"],
  meetingUrl: "https://meet.example/esra",
};

describe("experts", () => {
  it("are made with an account and a mail, once per address", async () => {
    const made = await house.ask("Olga", operationsApi.createExpert, { body: expert });
    expect(made).toMatchObject({
      ...expert,
      email: "esra@experts.example",
      canSignIn: true,
      weeklyHours: 0,
      booked: 0,
    });
    const mails = await house.database.service
      .selectFrom("effects")
      .select("payload")
      .where("kind", "=", "mail.account")
      .execute();
    expect(mails.map((mail) => mail.payload["email"])).toEqual(["esra@experts.example"]);
    expect(await house.refusedTo("Olga", operationsApi.createExpert, { body: expert })).toMatchObject({
      code: "known_expert",
    });
  });

  it("come in from the first shadowing on, until they are gone; who is moved back to screening is let in no more", async () => {
    const who = await house.person("Noor");
    const { id } = await house.ask("Olga", operationsApi.createExpert, {
      body: { ...expert, name: "Noor", email: who.email },
    });
    const experts = house.database.service.updateTable("experts").where("id", "=", id);
    const expertOf = async (state: "screening" | "shadow" | "paused" | "gone") => {
      await experts.set({ state, user_id: who.id }).execute();
      const subject = await subjectOfPerson(house.database, { person: who, sessionId: "any" }, undefined);
      return subject.expertId;
    };
    expect([await expertOf("shadow"), await expertOf("paused")]).toEqual([id, id]);
    expect([await expertOf("screening"), await expertOf("gone")]).toEqual([null, null]);
    await house.database.service.deleteFrom("experts").where("id", "=", id).execute();
  });

  it("get the mail also where their account is older and nobody has come in with it; whoever has needs none", async () => {
    const mailed = async (name: string) => {
      const { email } = await house.person(name);
      await house.ask("Olga", operationsApi.createExpert, { body: { ...expert, name, email } });
      const { rows } = await sql<{ count: number }>`
        select count(*)::int as count from effects where kind = 'mail.account' and payload ->> 'email' = ${email}`.execute(
        house.database.service,
      );
      return rows[0]?.count;
    };
    expect(await mailed("Nora")).toBe(1);
    const { id } = await house.person("Vera");
    await house.database.authPool.query(`update "user" set "emailVerified" = true where id = $1`, [id]);
    expect(await mailed("Vera")).toBe(0);
    await house.database.service.deleteFrom("experts").where("name", "in", ["Nora", "Vera"]).execute();
  });

  it("are changed, found and counted by state", async () => {
    const ken = await house.ask("Olga", operationsApi.createExpert, {
      body: {
        ...expert,
        name: "Ken Tanaka",
        email: "ken@experts.example",
        skills: [{ skill: "Rust", level: 3 }],
        state: "applied",
      },
    });
    await house.database.service
      .insertInto("expert_hours")
      .values({ expert_id: ken.id, weekday: 1, from_minute: 540, to_minute: 585 })
      .execute();
    const params = { expertId: ken.id };
    const version = await versionOf(ken.id);
    const changed = await house.ask("Olga", operationsApi.updateExpert, {
      params,
      body: {
        ...expert,
        name: "Ken Tanaka",
        email: "ken@experts.example",
        skills: [{ skill: "Rust", level: 4 }],
        state: "applied",
      },
    });
    expect(changed).toMatchObject({ state: "applied", skills: [{ skill: "Rust", level: 4 }], weeklyHours: 0.8 });
    expect(await versionOf(ken.id)).toBeGreaterThan(version);
    const found = await house.ask("Olga", operationsApi.listExperts, { query: { search: "rust" } });
    expect(found.experts.map((one) => one.name)).toEqual(["Ken Tanaka"]);
    const { counts, experts } = await house.ask("Olga", operationsApi.listExperts, { query: { state: "active" } });
    expect(counts).toEqual({ active: 1, applied: 1 });
    expect(experts.map((one) => one.name)).toEqual(["Esra Demir"]);
    const moved = { params, body: { ...expert, email: "ken@experts.example", state: "gone" as const } };
    expect(await house.refusedTo("Olga", operationsApi.updateExpert, moved)).toMatchObject({ code: "use_the_board" });
    const taken = { params, body: { ...expert, email: "esra@experts.example" } };
    expect(await house.refusedTo("Olga", operationsApi.updateExpert, taken)).toMatchObject({ code: "known_expert" });
  });
});

describe("guides", () => {
  it("of the library hold what a good guide needs", () => {
    expect(library.length).toBeGreaterThanOrEqual(4);
    for (const { content } of library) {
      const questions = content.sections.flatMap((section) => section.questions);
      expect(questions.length).toBeGreaterThanOrEqual(5);
      expect(questions.every((question) => question.expected.length > 0)).toBe(true);
      expect(content.sections.reduce((sum, section) => sum + section.minutes, 0)).toBe(60);
      expect(content.competencies.length).toBeGreaterThanOrEqual(4);
      const ids = [...questions.map((one) => one.id), ...content.competencies.map((one) => `c:${one.id}`)];
      expect(new Set(ids).size).toBe(ids.length);
    }
  });

  it("are never touched again by the library once they are there", async () => {
    await seedGuides(house.database.service);
    const [first] = library;
    const guideId = first?.id ?? "";
    const name = "Renamed by operators";
    const body = { name, category: "Backend", content: guide, basedOn: 1 };
    const saved = await house.ask("Olga", operationsApi.saveGuide, { params: { guideId }, body });
    expect(saved).toMatchObject({ name, version: 2, minutes: 10 });
    expect(await seedGuides(house.database.service)).toBe(0);
    expect((await house.ask("Olga", operationsApi.getGuide, { params: { guideId } })).name).toBe(name);
  });

  it("are saved as new versions, and a stale save is refused", async () => {
    const made = await house.ask("Olga", operationsApi.createGuide, {
      body: { name: "Rust", category: "Backend", content: guide },
    });
    const params = { guideId: made.id };
    const longer: GuideContent = { ...guide, sections: guide.sections.map((section) => ({ ...section, minutes: 25 })) };
    const body = { name: "Rust", category: "Backend", content: longer, basedOn: 1 };
    const both = await Promise.all([
      house.raw("Olga", operationsApi.saveGuide, { params, body }),
      house.raw("Olga", operationsApi.saveGuide, { params, body }),
    ]);
    expect(both.map((answer) => answer.status).sort()).toEqual([200, 409]);
    const newest = await house.ask("Olga", operationsApi.getGuide, { params });
    expect(newest).toMatchObject({
      version: 2,
      minutes: 25,
      versions: [{ version: 2, createdBy: "Olga" }, { version: 1 }],
    });
    const first = await house.ask("Olga", operationsApi.getGuide, { params, query: { version: "1" } });
    expect(first).toMatchObject({ version: 1, minutes: 10 });
    expect(await house.refusedTo("Olga", operationsApi.getGuide, { params, query: { version: "9" } })).toMatchObject({
      status: 404,
    });
  });

  it("refuse two questions that would share their notes", async () => {
    const [section] = guide.sections;
    const content = { ...guide, sections: section ? [section, section] : [] };
    const twice = await house.raw("Olga", operationsApi.createGuide, {
      body: { name: "Twice", category: "Backend", content },
    });
    expect(twice).toMatchObject({
      status: 422,
      body: { detail: "content: The question warm-up stands in the guide twice." },
    });
  });
});

describe("the ledger", () => {
  it("is counted, filtered and searched; a row shows its attempts in words", async () => {
    const { interviewId } = await house.invite("Ledger Candidate");
    const note = await house.database.service
      .selectFrom("effects")
      .select("id")
      .where("interview_id", "=", interviewId)
      .where("kind", "=", "ats.note")
      .executeTakeFirstOrThrow();
    await fail(note.id);
    const dead = await house.ask("Olga", operationsApi.listEffects, { query: { state: "dead", search: "acme" } });
    expect(dead).toMatchObject({
      total: 1,
      effects: [{ id: note.id, title: "Note in Lever: invited", lastError: "Lever says no (forbidden, 403)" }],
    });
    expect(dead.counts).toContainEqual({ state: "pending", kind: "mail.candidate", count: 1 });
    expect(dead.oldestDueAt).toBe(new Date(MONDAY).toISOString());
    const later = await house.ask("Olga", operationsApi.listEffects, { query: { due: "later" } });
    expect(later.effects.every((one) => one.kind === "interview.timer")).toBe(true);
    const detail = await house.ask("Olga", operationsApi.getEffect, { params: { effectId: note.id } });
    expect(detail.attempts).toMatchObject([{ attempt: 1, outcome: "dead", words: "Given up: Lever says no" }]);
  });

  it("says of a wait after a failure how far it is from now, in a world whose clock runs ahead as well", async () => {
    const { interviewId } = await house.invite("Clock Candidate");
    const waits = house.database.service
      .updateTable("effects")
      .set({ failures: 1, not_before: sql<Date>`clock_timestamp() + interval '40 seconds'` })
      .where("interview_id", "=", interviewId)
      .where("kind", "=", "ats.note");
    await waits.execute();
    house.clock.advance(days(10));
    const { effects, clockAheadMs } = await house.ask("Olga", operationsApi.listEffects, {
      query: { kind: "ats.note", state: "pending" },
    });
    const own = effects.find((one) => one.interviewId === interviewId);
    const now = house.clock.now();
    expect(Math.round((Date.parse(own?.nextTryAt ?? "") - now) / 10_000)).toBe(4);
    // When it came into the ledger is the database's time: just now, read by the clock that said it.
    expect(Math.round((now - clockAheadMs - Date.parse(own?.createdAt ?? "")) / 10_000)).toBe(0);
    house.clock.set(now - days(10));
  });

  it("tries again what failed, one or all filtered, and gives up with a reason", async () => {
    const { interviewId } = await house.invite("Retry Candidate");
    const rows = await house.database.service
      .selectFrom("effects")
      .select(["id", "kind"])
      .where("interview_id", "=", interviewId)
      .where("kind", "<>", "interview.timer")
      .execute();
    for (const { id } of rows) await fail(id);
    const mail = rows.find((row) => row.kind === "mail.candidate")?.id ?? "";
    const note = rows.find((row) => row.kind === "ats.note")?.id ?? "";
    const one = await house.ask("Olga", operationsApi.retryEffect, { params: { effectId: mail } });
    expect(one.state).toBe("unsure");
    expect(await house.refusedTo("Olga", operationsApi.retryEffect, { params: { effectId: mail } })).toMatchObject({
      code: "not_failed",
    });
    const given = { params: { effectId: note }, body: { reason: "written by hand" } };
    const discarded = await house.ask("Olga", operationsApi.discardEffect, given);
    expect(discarded.state).toBe("skipped");
    expect(await house.refusedTo("Olga", operationsApi.discardEffect, given)).toMatchObject({ code: "not_open" });
    await fail(mail);
    expect(await house.ask("Olga", operationsApi.retryEffects, { body: { kind: "mail.expert" } })).toEqual({
      retried: 0,
    });
    expect(await house.ask("Olga", operationsApi.retryEffects, { body: { kind: "mail.candidate" } })).toEqual({
      retried: 1,
    });
    expect(await house.auditedActions()).toEqual(
      expect.arrayContaining(["effect.retried", "effect.discarded", "effects.retried"]),
    );
  });

  it("never shows a link that opens an account", async () => {
    const id = house.door.newId();
    const payload = { mail: "magic_link", email: "olga@x.example", url: "https://iv.example/secret-link" };
    await addEffects(house.database.service, [{ id, kind: "mail.account", key: id, lane: id, payload, runAt: MONDAY }]);
    const detail = await house.ask("Olga", operationsApi.getEffect, { params: { effectId: id } });
    expect(JSON.stringify(detail)).not.toContain("secret-link");
  });
});

describe("the day", () => {
  it("puts risks first, and records who did not come", async () => {
    await house.addExpert({ name: "Priya Rao" });
    const startAt = MONDAY + hours(24);
    const calm = await house.invite("Calm Candidate");
    await house.book(calm.interviewId, startAt + hours(2));
    const missing = await house.invite("Missing Candidate");
    await house.book(missing.interviewId, startAt);
    const row = await house.database.service
      .selectFrom("interviews")
      .select("booking_id")
      .where("id", "=", missing.interviewId)
      .executeTakeFirstOrThrow();
    house.clock.set(startAt);
    const started = { type: "started", bookingId: row.booking_id ?? "", startAt } as const;
    await act(house.door, missing.interviewId, { kind: "system" }, started);
    const leaving = house.database.service.updateTable("interviews").set({ leaving_at: new Date(startAt) });
    await leaving.where("id", "=", calm.interviewId).execute();
    const today = await house.ask("Olga", operationsApi.operationsToday);
    expect(today.interviews.map((one) => [one.candidate, one.expert, one.risk])).toEqual([
      ["Calm Candidate", "Priya Rao", "The candidate left the stage"],
      ["Missing Candidate", "Priya Rao", null],
    ]);
    house.clock.advance(minutes(16));
    const params = { interviewId: missing.interviewId };
    await house.ask("Olga", operationsApi.operatorMarkNoShow, { params, body: { party: "candidate" } });
    const again = { params, body: { party: "candidate" as const } };
    expect(await house.refusedTo("Olga", operationsApi.operatorMarkNoShow, again)).toMatchObject({ status: 409 });
  });

  it("shows what came in and what was refused at the door", async () => {
    const { companyId, connectionId } = house.acme;
    const at = new Date(house.clock.now());
    const base = {
      company_id: companyId,
      connection_id: connectionId,
      webhook_id: null,
      opportunity_id: "opp",
      triggered_at: at,
      received_at: at,
    };
    const data = JSON.stringify({ secret: "never shown" });
    const more = { source: "webhook" as const, event: "candidateStageChange", data, interview_id: null };
    await house.database.service
      .insertInto("deliveries")
      .values([
        { id: house.door.newId(), token: "a", ...base, ...more, state: "ignored", reason: "another stage" },
        { id: house.door.newId(), token: "b", ...base, ...more, state: "handled", reason: null },
      ])
      .execute();
    const day = at.toISOString().slice(0, 10);
    await house.database.service
      .insertInto("refused_deliveries")
      .values({ day, reason: "signature", count: 3 })
      .execute();
    const all = await house.ask("Olga", operationsApi.listDeliveries);
    expect(all.total).toBe(2);
    expect(all.refused).toEqual([{ reason: "signature", count: 3 }]);
    expect(JSON.stringify(all)).not.toContain("never shown");
    const ignored = await house.ask("Olga", operationsApi.listDeliveries, { query: { state: "ignored" } });
    expect(ignored.deliveries).toMatchObject([{ reason: "another stage", company: "Acme", state: "ignored" }]);
  });
});

describe("companies and the audit log", () => {
  it("tell operators what each company uses, those in trouble first", async () => {
    const { globex } = house;
    // Who was removed is a member no more.
    await house.database.service
      .updateTable("memberships")
      .set({ removed_at: new Date(house.clock.now()) })
      .where("user_id", "=", await house.member("Rae", globex, "recruiter"))
      .execute();
    await house.database.service
      .updateTable("connections")
      .set({ state: "broken" })
      .where("id", "=", globex.connectionId)
      .execute();
    const { companies } = await house.ask("Olga", operationsApi.listCompanies);
    expect(companies.map(({ name }) => name).slice(0, 2)).toEqual(["Globex", "Acme"]);
    expect(companies[0]).toMatchObject({
      deadEffects: 0,
      members: 1,
      positions: { active: 1, all: 1 },
      connections: [{ ats: "lever", environment: "sandbox", state: "broken" }],
    });
    const found = await house.ask("Olga", operationsApi.listCompanies, { query: { search: "acm" } });
    expect(found.companies.map(({ name }) => name)).toEqual(["Acme"]);
    expect((await house.ask("Olga", operationsApi.listCompanies, { query: { search: "%" } })).companies).toEqual([]);
  });

  it("say who did what to what, by today's names, and can be narrowed", async () => {
    const { interviewId } = await house.invite("Zoe Lee");
    await house.ask("Rui", interviewApi.revealContact, { params: { interviewId } });
    const all = await house.ask("Olga", operationsApi.listAuditLog);
    expect(all.entries[0]).toMatchObject({
      actor: { kind: "member", name: "Rui" },
      action: "contact.revealed",
      company: "Acme",
      subject: { noun: "interview", id: interviewId, name: "Zoe Lee, Backend Engineer" },
    });
    expect(all.actions).toContainEqual({ action: "contact.revealed", count: 1 });
    const narrowed = await house.ask("Olga", operationsApi.listAuditLog, {
      query: { action: "contact.revealed", companyId: house.acme.companyId, search: interviewId },
    });
    expect([narrowed.total, narrowed.entries.length]).toEqual([1, 1]);
    const others = await house.ask("Olga", operationsApi.listAuditLog, {
      query: { companyId: house.globex.companyId },
    });
    expect(others).toMatchObject({ total: 0, entries: [] });
  });

  it("are for operators only", async () => {
    for (const endpoint of [operationsApi.listCompanies, operationsApi.listAuditLog])
      for (const who of ["Ada", "Rui", "Gil"])
        expect(await house.refusedTo(who, endpoint)).toMatchObject({ status: 403 });
  });
});

async function versionOf(expertId: string): Promise<number> {
  const row = await house.database.service
    .selectFrom("expert_changes")
    .select("version")
    .where("expert_id", "=", expertId)
    .executeTakeFirstOrThrow();
  return Number(row.version);
}

/** As an attempt that was answered with a final no leaves it. */
async function fail(effectId: string): Promise<void> {
  const error = JSON.stringify({ words: "Lever says no", code: "forbidden", status: 403 });
  await house.database.service
    .updateTable("effects")
    .set({ state: "dead", attempt: 1, failures: 1, last_error: error, ended_at: new Date(MONDAY) })
    .where("id", "=", effectId)
    .execute();
  await house.database.service
    .insertInto("effect_attempts")
    .values({
      effect_id: effectId,
      attempt: 1,
      outcome: "dead",
      detail: JSON.stringify({ words: "Lever says no" }),
      by_owner: null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
