/** The company's own things: profile, logo, members, keys, and the first page. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { accountApi, days, hours, interviewApi, minutes } from "@interviewvector/domain";
import { act } from "../src/interview/act.ts";
import { dayBounds } from "../src/account/day.ts";
import { logoTypeOf } from "../src/account/logo.ts";
import { apiHouse, publicUrl, type ApiHouse } from "./api-house.ts";
import { MONDAY } from "./booking-world.ts";

let house: ApiHouse;
beforeAll(async () => {
  house = await apiHouse();
});
afterAll(() => house.close());

const png = Buffer.concat([Buffer.from("89504e470d0a1a0a", "hex"), Buffer.alloc(100)]);

describe("who is signed in", () => {
  it("is told which doors are open", async () => {
    const me = await house.ask("Ada", accountApi.me);
    expect(me).toMatchObject({
      user: { name: "Ada" },
      serviceRole: null,
      expertId: null,
      supportEmail: "help@iv.example",
    });
    expect(me.memberships).toEqual([
      expect.objectContaining({ companyId: house.acme.companyId, companyName: "Acme", role: "admin", logoUrl: null }),
    ]);
    expect((await house.ask("Olga", accountApi.me)).serviceRole).toBe("operator");
  });
});

describe("the company", () => {
  it("changes its profile, but to no zone that doesn't exist", async () => {
    const body = { name: "Acme Corp", zone: "Asia/Kolkata", privacyUrl: "https://acme.example/privacy" };
    expect(await house.ask("Ada", accountApi.updateCompany, { body })).toMatchObject(body);
    const wrong = await house.raw("Ada", accountApi.updateCompany, { body: { ...body, zone: "Mars/Olympus" } });
    expect(wrong).toMatchObject({ status: 422, body: { fields: { zone: "This is not a time zone." } } });
    const script = await house.raw("Ada", accountApi.updateCompany, {
      body: { ...body, privacyUrl: "javascript:alert(1)" },
    });
    expect(script.status).toBe(422);
    await house.ask("Ada", accountApi.updateCompany, {
      body: { name: "Acme", zone: "Europe/Berlin", privacyUrl: null },
    });
  });

  it("keeps what another window saved: a form that was filled before that is refused", async () => {
    const before = await house.ask("Ada", accountApi.getCompany);
    const body = { name: "Acme", zone: "Europe/Paris", privacyUrl: null };
    const saved = await house.ask("Ada", accountApi.updateCompany, { body: { ...body, basedOn: before.mark } });
    const late = { body: { ...body, name: "Acme Two", basedOn: before.mark } };
    expect(await house.raw("Ada", accountApi.updateCompany, late)).toMatchObject({
      status: 409,
      body: { code: "stale" },
    });
    expect((await house.ask("Ada", accountApi.getCompany)).name).toBe("Acme");
    await house.ask("Ada", accountApi.updateCompany, { body: { ...body, zone: before.zone, basedOn: saved.mark } });
  });

  it("shows its logo to everybody, under an address that changes with it", async () => {
    const first = await house.ask("Ada", accountApi.putLogo, { body: { base64: png.toString("base64") } });
    expect(first.logoUrl).toMatch(new RegExp(`^${publicUrl}/logos/${house.acme.companyId}/\\d+$`));
    const path = first.logoUrl?.slice(publicUrl.length) ?? "";
    const served = await house.request(null, path);
    expect(served.headers.get("content-type")).toBe("image/png");
    expect(served.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
    expect(served.headers.get("x-content-type-options")).toBe("nosniff");
    expect(Buffer.from(await served.arrayBuffer()).equals(png)).toBe(true);
    const preview = await house.ask("Rui", accountApi.mailPreview);
    expect(preview.html).toContain(first.logoUrl);
    expect(preview.subject).toContain("Acme");
    const removed = await house.ask("Ada", accountApi.putLogo, { body: { base64: null } });
    expect(removed.logoUrl).toBeNull();
    expect((await house.request(null, path)).status).toBe(404);
  });

  it("takes what the bytes prove to be PNG, JPEG or WebP, up to 512 kB, and nothing else", async () => {
    expect(logoTypeOf(Buffer.from("ffd8ffe000104a46", "hex"))).toBe("image/jpeg");
    expect(logoTypeOf(Buffer.from("RIFF\x10\x00\x00\x00WEBPVP8 ", "latin1"))).toBe("image/webp");
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>');
    const large = Buffer.concat([png, Buffer.alloc(524_288)]);
    for (const wrong of [svg, Buffer.from("GIF89a"), Buffer.alloc(0), large]) {
      const answer = await house.raw("Ada", accountApi.putLogo, { body: { base64: wrong.toString("base64") } });
      expect(answer.status).toBe(422);
    }
  });
});

describe("text that PostgreSQL can't keep", () => {
  it("is left out wherever it comes in, and is never an error of ours", async () => {
    const profile = { zone: "Europe/Berlin", privacyUrl: null };
    const body = { ...profile, name: "Ac\u0000me \ud800 Corp" };
    expect((await house.ask("Ada", accountApi.updateCompany, { body })).name).toBe("Acme \ufffd Corp");
    // What only looks like an escape stays as it was typed.
    const typed = { ...profile, name: String.raw`A\u0000c` };
    expect((await house.ask("Ada", accountApi.updateCompany, { body: typed })).name).toBe(typed.name);
    await house.ask("Ada", accountApi.updateCompany, { body: { ...profile, name: "Acme" } });
    const { interviews } = await house.ask("Ada", interviewApi.listInterviews, { query: { search: "no\u0000body" } });
    expect(interviews).toEqual([]);
    const nobody = await house.raw("Ada", accountApi.removeMember, { params: { userId: "a%00b" } });
    expect(nobody.status).toBe(404);
    const door = await house.request(null, "/api/auth/reset-password", {
      method: "POST",
      headers: { "x-interviewvector-client": "192.0.2.7" },
      body: JSON.stringify({ newPassword: "long enough", token: "a\u0000b" }),
    });
    expect(door.status).toBe(422);
  });
});

describe("members", () => {
  it("invites a new person: account, membership, and a mail with a link", async () => {
    const body = { email: "New.Person@people.example", name: "Nia New", role: "recruiter" as const };
    const member = await house.ask("Ada", accountApi.inviteMember, { body });
    expect(member).toMatchObject({ name: "Nia New", email: "new.person@people.example", role: "recruiter" });
    const mails = await mailsTo("new.person@people.example");
    expect(mails).toEqual([expect.objectContaining({ mail: "set_password", companyId: house.acme.companyId })]);
    expect(await house.refusedTo("Ada", accountApi.inviteMember, { body })).toMatchObject({
      status: 409,
      code: "already_member",
    });
  });

  it("are marked until they have come in, and get a new link that ends the older one, not too often", async () => {
    const email = "new.person@people.example";
    const nia = async () => {
      const { members } = await house.ask("Ada", accountApi.listMembers);
      return members.find((one) => one.email === email);
    };
    const params = { userId: (await nia())?.userId ?? "" };
    const endsAt = (await nia())?.invitation?.endsAt ?? "";
    const inThreeDays = Date.now() + days(3);
    expect(Math.abs(Date.parse(endsAt) - inThreeDays)).toBeLessThan(minutes(2));
    const tooSoon = await house.refusedTo("Ada", accountApi.inviteMemberAgain, { params });
    expect(tooSoon).toMatchObject({ status: 409, code: "invited_just_now" });
    expect(await mailsTo(email)).toHaveLength(1);

    house.clock.advance(minutes(16));
    const again = await house.ask("Ada", accountApi.inviteMemberAgain, { params });
    expect(Date.parse(again.invitation?.endsAt ?? "")).toBeGreaterThan(Date.parse(endsAt));
    const [older, newer] = (await mailsTo(email)).map(({ url }) => new URL(String(url)).searchParams.get("token"));
    expect((await setPassword(older)).status).toBe(400);
    expect((await nia())?.invitation).not.toBeNull();
    expect((await setPassword(newer)).status).toBe(200);
    expect((await nia())?.invitation).toBeNull();

    house.clock.advance(minutes(16));
    const refusal = await house.refusedTo("Ada", accountApi.inviteMemberAgain, { params });
    expect(refusal).toMatchObject({ code: "already_accepted" });
    expect(await mailsTo(email)).toHaveLength(2);
    expect(await house.auditedActions()).toContain("member.invited_again");
    expect((await house.raw("Rui", accountApi.inviteMemberAgain, { params })).status).toBe(403);
  });

  it("invited by two companies get each mail in the name of whoever sends it; an hour's limit keeps the older link", async () => {
    house.clock.set(hours(Math.ceil(house.clock.now() / hours(1))));
    const body = { email: "both@people.example", name: "Bo Both", role: "recruiter" as const };
    const { userId } = await house.ask("Gil", accountApi.inviteMember, { body });
    await house.ask("Ada", accountApi.inviteMember, { body });
    const params = { userId };
    house.clock.advance(minutes(15));
    await house.ask("Gil", accountApi.inviteMemberAgain, { params });
    await house.ask("Ada", accountApi.inviteMemberAgain, { params });
    house.clock.advance(minutes(15));
    await house.ask("Gil", accountApi.inviteMemberAgain, { params });
    const { acme, globex } = house;
    const senders = (await mailsTo(body.email)).map(({ companyId }) => companyId);
    expect(senders).toEqual([globex, acme, globex, acme, globex].map(({ companyId }) => companyId));
    // The sixth of the hour: nothing leaves, so nothing may end.
    expect(await house.refusedTo("Ada", accountApi.inviteMemberAgain, { params })).toMatchObject({
      code: "invited_just_now",
    });
    const link = new URL(String((await mailsTo(body.email)).at(-1)?.["url"]));
    expect((await setPassword(link.searchParams.get("token"))).status).toBe(200);
  });

  it("never changes an account that exists", async () => {
    const gil = await house.person("Gil");
    await house.database.authPool.query(`update "user" set "emailVerified" = true where id = $1`, [gil.id]);
    const body = { email: gil.email.toUpperCase(), name: "Somebody Else", role: "recruiter" as const };
    const member = await house.ask("Ada", accountApi.inviteMember, { body });
    expect(member).toMatchObject({ userId: gil.id, name: "Gil" });
    expect(await mailsTo(gil.email)).toEqual([]);
    await house.ask("Ada", accountApi.removeMember, { params: { userId: gil.id } });
    expect((await house.ask("Gil", accountApi.me)).memberships.map((one) => one.companyName)).toEqual(["Globex"]);
  });

  it("gives an agency its positions, and takes them with the role", async () => {
    const agnes = await house.person("Agnes");
    const given = { role: "agency" as const, positionIds: [house.acme.positionId] };
    const params = { userId: agnes.id };
    const agency = await house.ask("Ada", accountApi.updateMember, { params, body: given });
    expect(agency.positionIds).toEqual([house.acme.positionId]);
    const recruiter = await house.ask("Ada", accountApi.updateMember, {
      params,
      body: { ...given, role: "recruiter" },
    });
    expect(recruiter).toMatchObject({ role: "recruiter", positionIds: [] });
  });

  it("keeps one admin", async () => {
    const ada = await house.person("Ada");
    const rui = await house.person("Rui");
    const params = { userId: ada.id };
    const down = { params, body: { role: "recruiter" as const, positionIds: [] } };
    expect(await house.refusedTo("Ada", accountApi.updateMember, down)).toMatchObject({ code: "last_admin" });
    expect(await house.refusedTo("Ada", accountApi.removeMember, { params })).toMatchObject({ code: "last_admin" });
    const up = { params: { userId: rui.id }, body: { role: "admin" as const, positionIds: [] } };
    await house.ask("Ada", accountApi.updateMember, up);
    // Both at once: one of them stays.
    const both = await Promise.all([
      house.raw("Ada", accountApi.updateMember, { ...up, body: { role: "recruiter" } }),
      house.raw("Rui", accountApi.updateMember, down),
    ]);
    expect(both.filter((answer) => answer.status === 200)).toHaveLength(1);
    await house.database.service
      .updateTable("memberships")
      .set({ role: "admin" })
      .where("user_id", "=", ada.id)
      .execute();
    expect(await house.auditedActions()).toEqual(
      expect.arrayContaining(["member.invited", "member.changed", "member.removed"]),
    );
  });
});

describe("API keys", () => {
  it("show their secret once, work, and end when revoked", async () => {
    const made = await house.ask("Ada", accountApi.createApiKey, {
      body: { name: "Warehouse", scopes: ["read", "read"] },
    });
    expect(made.secret).toMatch(/^iv_[A-Za-z0-9_-]{43}$/);
    expect(made.scopes).toEqual(["read"]);
    const { keys } = await house.ask("Ada", accountApi.listApiKeys);
    expect(JSON.stringify(keys)).not.toContain(made.secret);
    expect(keys[0]).toMatchObject({ id: made.id, prefix: made.secret.slice(0, 9), lastUsedAt: null });
    expect((await house.ask(`Bearer ${made.secret}`, accountApi.getCompany)).name).toBe("Acme");
    const params = { keyId: made.id };
    await house.ask("Ada", accountApi.revokeApiKey, { params });
    expect(await house.refusedTo(`Bearer ${made.secret}`, accountApi.getCompany)).toMatchObject({ status: 401 });
    expect(await house.refusedTo("Ada", accountApi.revokeApiKey, { params })).toMatchObject({ status: 404 });
    expect(await house.auditedActions()).toEqual(expect.arrayContaining(["api_key.created", "api_key.revoked"]));
  });
});

describe("home", () => {
  it("names what needs a person, today's interviews, and how fast things went", async () => {
    await house.addExpert();
    const system = { kind: "system" } as const;
    const blocked = await house.invite("Bo Blocked");
    await act(house.door, blocked.interviewId, system, { type: "addressBounced", address: "bo@x.example" });
    const late = await house.invite("Lea Late");
    house.clock.advance(hours(2));
    const startAt = MONDAY + hours(24);
    await house.book(late.interviewId, startAt);
    const today = await house.invite("Tom Today");
    await house.book(today.interviewId, startAt + hours(5));
    await house.database.service
      .updateTable("connections")
      .set({ state: "broken", broken_reason: "the token was revoked", broken_at: new Date(MONDAY) })
      .where("id", "=", house.acme.connectionId)
      .execute();

    house.clock.set(startAt + hours(1));
    const { booking_id } = await house.database.service
      .selectFrom("interviews")
      .select("booking_id")
      .where("id", "=", late.interviewId)
      .executeTakeFirstOrThrow();
    await act(house.door, late.interviewId, system, {
      type: "ended",
      bookingId: booking_id ?? "",
      endAt: startAt + hours(1),
    });
    house.clock.advance(hours(2) + minutes(5));

    const home = await house.ask("Rui", accountApi.home);
    expect(home.attention.map((one) => one.kind).sort()).toEqual(["blocked", "connection", "report_overdue"]);
    expect(home.attention.find((one) => one.kind === "blocked")?.words).toBe(
      "Bo Blocked, Backend Engineer: e-mail address refused",
    );
    expect(home.today.map((one) => [one.candidate, one.expert])).toEqual([
      ["Lea Late", "Priya"],
      ["Tom Today", "Priya"],
    ]);
    expect(home.figures).toMatchObject({ invited: 3, medianHoursToSchedule: 1, reportsInTime: { count: 0, of: 1 } });
    expect(home.setUp).toEqual({ connected: true, positions: 1, interviews: 3 });
    expect(Object.fromEntries(home.funnel.map((one) => [one.state, one.count]))).toEqual({
      blocked: 1,
      awaiting_report: 1,
      scheduled: 1,
    });
  });

  it("names a connection that stands but has let us look for nothing for half an hour", async () => {
    const looked = (minutesAgo: number) =>
      house.database.service
        .updateTable("connections")
        .set({
          state: "connected",
          last_poll_error: "Lever answers 403: forbidden.",
          last_poll_at: new Date(house.clock.now() - minutes(minutesAgo)),
        })
        .where("id", "=", house.acme.connectionId)
        .execute();
    const wanting = async () =>
      (await house.ask("Rui", accountApi.home)).attention.filter(({ kind }) => kind === "connection");
    await looked(29);
    expect(await wanting()).toEqual([]);
    await looked(31);
    expect(await wanting()).toMatchObject([
      {
        words: expect.stringMatching(/does not let us look for changes.+may wait: Lever answers 403: forbidden\.$/),
        connectionId: house.acme.connectionId,
      },
    ]);
  });

  it("counts a day as the company lives it, also when the clocks change", () => {
    const spring = dayBounds(Date.parse("2026-03-29T12:00:00Z"), "Europe/Berlin");
    expect(spring.toAt - spring.fromAt).toBe(days(1) - hours(1));
    expect(new Date(spring.fromAt).toISOString()).toBe("2026-03-28T23:00:00.000Z");
  });
});

function setPassword(token: string | null | undefined) {
  return house.request(null, "/api/auth/reset-password", {
    method: "POST",
    headers: { "x-interviewvector-client": "192.0.2.8" },
    body: JSON.stringify({ newPassword: "long enough", token }),
  });
}

async function mailsTo(email: string) {
  const rows = await house.database.service
    .selectFrom("effects")
    .select("payload")
    .where("kind", "=", "mail.account")
    .execute();
  return rows.map((row) => row.payload).filter((payload) => payload["email"] === email);
}
