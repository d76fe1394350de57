/** Mails to operators, admins and account holders: one each, only while still true, links wiped once they are sent. */
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { simpleParser, type ParsedMail } from "mailparser";
import { SMTPServer } from "smtp-server";
import { accountApi, days, hours, interviewApi, minutes, operationsApi } from "@interviewvector/domain";
import { addEffects } from "../src/effects/ledger.ts";
import { Runner } from "../src/effects/runner.ts";
import { act } from "../src/interview/act.ts";
import { applyRoutes } from "../src/expert/apply-routes.ts";
import { createFileStore } from "../src/files/store.ts";
import { createLog } from "../src/log.ts";
import { accountMailHandlers } from "../src/mail/account-effects.ts";
import { signInMails } from "../src/mail/account-owed.ts";
import { personMailHandlers } from "../src/mail/person-effects.ts";
import { applicantMailHandlers } from "../src/mail/application-effects.ts";
import { createMailer, type Mailer } from "../src/mail/transport.ts";
import { whenWords } from "../src/time/wording.ts";
import { apiHouse, publicUrl, type ApiHouse } from "./api-house.ts";

let house: ApiHouse;
let smtp: SMTPServer;
let mailer: Mailer;
let runner: Runner;
const received: Buffer[] = [];
let mails: ParsedMail[] = [];

beforeAll(async () => {
  house = await apiHouse();
  const port = await freePort();
  smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onData(stream, _session, done) {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        received.push(Buffer.concat(chunks));
        done();
      });
    },
  });
  await new Promise<void>((resolve) => smtp.listen(port, "127.0.0.1", resolve));
  const from = "InterviewVector <iv@iv.example>";
  mailer = createMailer({ smtpUrl: `smtp://127.0.0.1:${port}`, from, log: createLog("silent") });
  await restart();
});
afterAll(async () => {
  await runner.stop();
  mailer.close();
  await new Promise<void>((resolve) => smtp.close(() => resolve()));
  await house.close();
});
beforeEach(async () => {
  await settled();
  received.length = 0;
  mails = [];
});

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}

async function settled(): Promise<void> {
  await runner.settle();
  mails = await Promise.all(received.map((bytes) => simpleParser(bytes)));
}

const receivers = () =>
  mails.map((mail) => (Array.isArray(mail.to) ? mail.to : [mail.to]).map((to) => to?.text).join()).sort();

describe("operators", () => {
  it("are each told once that preferred times wait, however often the call runs", async () => {
    const { id } = await house.person("Oskar");
    await house.database.service.insertInto("service_members").values({ user_id: id, role: "operator" }).execute();
    const auditor = await house.person("Aud");
    await house.database.service
      .insertInto("service_members")
      .values({ user_id: auditor.id, role: "auditor" })
      .execute();
    const { interviewId } = await house.invite("Kim Lee");
    const fromAt = house.clock.now() + hours(30);
    const proposed = { type: "timesProposed", ranges: [{ fromAt, toAt: fromAt + hours(3) }], comment: "" } as const;
    await act(house.door, interviewId, { kind: "candidate" }, { ...proposed, ranges: [...proposed.ranges] });
    await settled();
    expect(receivers()).toEqual(["olga@people.example", "oskar@people.example"]);
    expect(mails[0]?.subject).toBe("Preferred times to match: Acme, SDE-2");
    expect(mails[0]?.text).toContain(`${publicUrl}/ops/proposals`);
    const again = house.database.service.updateTable("effects").set({ state: "pending", ended_at: null });
    await again.where("kind", "=", "mail.operator").execute();
    runner.wake();
    await settled();
    expect(mails).toHaveLength(2);
  });

  it("are not told what is no longer true", async () => {
    const { interviewId } = await house.invite("Lou Short");
    const fromAt = house.clock.now() + hours(30);
    await runner.stop();
    const ranges = [{ fromAt, toAt: fromAt + hours(3) }];
    await act(house.door, interviewId, { kind: "candidate" }, { type: "timesProposed", ranges, comment: "" });
    await act(house.door, interviewId, { kind: "candidate" }, { type: "declined", reason: "" });
    await restart();
    await settled();
    expect(mails).toEqual([]);
    const rows = await house.database.service
      .selectFrom("effects")
      .select(["state"])
      .where("kind", "=", "mail.person")
      .where("interview_id", "=", interviewId)
      .execute();
    expect(rows.map((row) => row.state)).toEqual(["skipped", "skipped"]);
  });

  it("are not told on the company's timeline by address", async () => {
    const { interviews } = await house.ask("Rui", interviewApi.listInterviews, { query: { search: "Kim" } });
    const detail = await house.ask("Rui", interviewApi.getInterview, {
      params: { interviewId: interviews[0]?.id ?? "" },
    });
    const call = detail.timeline.flatMap((entry) => entry.effects).filter((effect) => effect.title.startsWith("Call"));
    expect(call).toMatchObject([{ title: "Call to the operators: match preferred times", words: "2 people are told" }]);
    expect(JSON.stringify(detail)).not.toContain("@people.example");
  });
});

describe("a company's admins", () => {
  const owe = async (mail: "connection_broken" | "writes_owed") => {
    const id = house.door.newId();
    const { companyId, connectionId } = house.acme;
    const payload = { mail, connectionId, reason: "the token was revoked" };
    const runAt = house.clock.now();
    await addEffects(house.database.service, [
      { id, kind: "mail.company", key: id, lane: id, payload, runAt, companyId },
    ]);
    runner.wake();
    await settled();
  };

  it("hear of a broken connection, and so do the operators; recruiters don't", async () => {
    await house.database.service
      .updateTable("connections")
      .set({ state: "broken", broken_at: new Date(house.clock.now() - minutes(5)) })
      .where("id", "=", house.acme.connectionId)
      .execute();
    await owe("connection_broken");
    expect(receivers()).toEqual(["ada@people.example", "olga@people.example", "oskar@people.example"]);
    const mail = mails.find((one) => JSON.stringify(one.to).includes("ada@"));
    expect(mail?.text).toContain("the token was revoked");
    expect(mail?.text).toContain("Berlin");
    expect(mail?.text).toContain(`${publicUrl}/app/integrations/${house.acme.connectionId}`);
  });

  it("hear of news that could not be read for good, in words that say what to do", async () => {
    const id = house.door.newId();
    const { companyId, connectionId } = house.acme;
    const runAt = house.clock.now();
    const payload = { opportunityId: "one" };
    await addEffects(house.database.service, [
      { id, kind: "lever.read", key: id, lane: id, payload, runAt, companyId, connectionId },
    ]);
    // Nothing here writes to Lever: what is owed there failed, and has a sentence of its own.
    const writes = house.database.service.updateTable("effects").set({ state: "skipped" });
    await writes.where("kind", "like", "ats.%").execute();
    const row = house.database.service.updateTable("effects").where("id", "=", id);
    await row.set({ state: "dead", last_error: JSON.stringify({ words: "Lever answers 400" }) }).execute();
    await house.database.service
      .updateTable("connections")
      .set({ state: "connected" })
      .where("id", "=", connectionId)
      .execute();
    await owe("writes_owed");
    expect(receivers()).toEqual(["ada@people.example", "olga@people.example", "oskar@people.example"]);
    expect(mails[0]?.subject).toBe("Acme: changes in Lever could not be read");
    expect(mails[0]?.text).toContain("One change in Lever could not be read, and we have stopped trying");
    expect(mails[0]?.text).toContain("Lever answers 400");
    await house.database.service.deleteFrom("effects").where("id", "=", id).execute();
  });

  it("hear nothing once it is mended", async () => {
    const mended = house.database.service.updateTable("connections").set({ state: "connected" });
    await mended.where("id", "=", house.acme.connectionId).execute();
    await owe("connection_broken");
    expect(mails).toEqual([]);
  });
});

describe("an application to become an expert", () => {
  const apply = async (email: string, name: string) => {
    const { door } = house;
    const files = createFileStore({ kind: "folder", folder: join(tmpdir(), "unused") });
    const form = new FormData();
    const typed = { name, email, zone: "Europe/Istanbul", years: "9", skills: "Go 4", languages: "English" };
    for (const [field, value] of Object.entries(typed)) form.set(field, value);
    const routes = applyRoutes({ door, files, supportEmail: "help@iv.example" });
    const answer = await routes.request("/experts/apply", { method: "POST", body: form });
    expect(answer.status).toBe(303);
    runner.wake();
    await settled();
  };
  const to = (email: string) => mails.filter((mail) => JSON.stringify(mail.to).includes(email));
  const applications = async () => (await house.ask("Olga", operationsApi.operationsToday)).applications;
  const nina = () =>
    house.database.service.selectFrom("experts").selectAll().where("name", "=", "Nina Falk").executeTakeFirstOrThrow();

  it("is confirmed by mail with the day of the answer, called to the operators, and stands on today's board", async () => {
    house.clock.set(hours(Math.ceil(house.clock.now() / hours(1))));
    await apply("nina@falk.example", "Nina Falk");
    const promised = whenWords(house.clock.now() + days(7), "Europe/Istanbul");
    const [confirmed, ...others] = to("nina@falk.example");
    expect(others).toEqual([]);
    expect(confirmed?.text).toContain("Hello Nina,");
    expect(confirmed?.text).toContain(`writes to you by ${promised}, whatever comes of it.`);
    const [call] = to("olga@people.example");
    expect(call?.subject).toBe("To answer: Nina Falk applied to become an expert");
    expect(call?.text).toContain(`${publicUrl}/ops/experts/${(await nina()).id}`);
    expect(await applications()).toEqual({ waiting: 1, late: 0 });
  });

  it("sent again from the same address is answered alike, and mails nobody", async () => {
    await apply("nina@falk.example", "Somebody Else");
    expect(mails).toEqual([]);
    expect(await applications()).toEqual({ waiting: 1, late: 0 });
  });

  it("is called to the operators with all others of the hour at once, however many apply", async () => {
    for (const name of ["Omar Haddad", "Pia Berg", "Quentin Roy"])
      await apply(`${name.replace(" ", ".").toLowerCase()}@falk.example`, name);
    expect(to("olga@people.example")).toEqual([]);
    expect(mails).toHaveLength(3);
    await later(hours(1));
    const [call, ...others] = to("olga@people.example");
    expect(others).toEqual([]);
    expect(call?.subject).toBe("To answer: 4 people applied to become experts");
    expect(call?.text).toContain("Omar Haddad");
    expect(call?.text).toMatch(new RegExp(`${publicUrl}/ops/experts\n`));
  });

  it("is called once more a day before its answer is due, unless it was answered; past the day the board says so", async () => {
    await house.database.service
      .updateTable("experts")
      .set({ state: "screening" })
      .where("state", "=", "applied")
      .where("name", "<>", "Nina Falk")
      .execute();
    mails = [];
    received.length = 0;
    await later(days(6));
    expect(to("olga@people.example").map((mail) => mail.subject)).toEqual([
      "To answer: Nina Falk applied to become an expert",
    ]);
    await later(days(1));
    expect(await applications()).toEqual({ waiting: 1, late: 1 });
  });
});

describe("account holders", () => {
  it("get a sign-in link, and the ledger forgets it", async () => {
    const url = `${publicUrl}/api/auth/magic-link/verify?token=top-secret`;
    await signInMails(house.door).magicLink({ email: "ada@people.example", url });
    runner.wake();
    await settled();
    expect(mails).toHaveLength(1);
    expect(mails[0]?.text).toContain(url);
    const row = await house.database.service
      .selectFrom("effects")
      .select(["payload", "request", "state"])
      .where("kind", "=", "mail.account")
      .orderBy("seq", "desc")
      .executeTakeFirstOrThrow();
    expect(row).toMatchObject({ state: "done", request: null });
    expect(JSON.stringify(row)).not.toContain("top-secret");
  });

  it("are invited in the company's name until they have come in, and asked plainly from then on", async () => {
    const body = { email: "nia@people.example", name: "Nia New", role: "recruiter" as const };
    await house.ask("Ada", accountApi.inviteMember, { body });
    runner.wake();
    await settled();
    expect(mails.map((mail) => mail.subject)).toEqual(["Your access to InterviewVector: Acme"]);
    expect(mails[0]?.text).toMatch(/\/set-password\?token=/);
    const expert = {
      name: "Ken",
      email: "ken@experts.example",
      zone: "Asia/Tokyo",
      state: "active" as const,
      meetingUrl: null,
    };
    const lists = { skills: [], categories: [], roles: [], languages: ["en"], employers: [] };
    await house.ask("Olga", operationsApi.createExpert, { body: { ...expert, ...lists } });
    runner.wake();
    await settled();
    expect(mails[1]?.text).toContain("as an expert");
    const token = new URL(/https:\S+set-password\S+/.exec(mails[0]?.text ?? "")?.[0] ?? "").searchParams.get("token");
    const answer = await house.request(null, "/api/auth/reset-password", {
      method: "POST",
      headers: { "x-interviewvector-client": "192.0.2.7" },
      body: JSON.stringify({ newPassword: "long enough", token }),
    });
    expect(answer.status).toBe(200);
    await house.signIn.inviteToSetPassword("nia@people.example");
    runner.wake();
    await settled();
    expect(mails[2]?.subject).toBe("Set a new password for InterviewVector");
  });

  it("are invited as what they are to be, when they are to run the service", async () => {
    const email = "otto@interviewvector.example";
    const { userId } = await house.signIn.ensureAccount({ email, name: "Otto" });
    await house.database.service.insertInto("service_members").values({ user_id: userId, role: "operator" }).execute();
    await house.signIn.inviteToSetPassword(email);
    runner.wake();
    await settled();
    expect(mails.map((mail) => mail.subject)).toEqual(["Your access to InterviewVector, as an operator"]);
  });
});

async function later(ms: number): Promise<void> {
  house.clock.advance(ms);
  runner.wake();
  await settled();
}

/** What this runner has no handler for (notes, mails of interviews) it gives up; nothing here looks at that. */
async function restart(): Promise<void> {
  const { database, clock, crypt, door } = house;
  const options = { database, clock, crypt, newId: door.newId, mailer, publicUrl, supportEmail: "help@iv.example" };
  const handlers = [...personMailHandlers(options), ...accountMailHandlers(options), ...applicantMailHandlers(options)];
  runner = new Runner({ ...options, log: createLog("silent"), handlers, leaseMs: 60_000, quietMs: 100 });
  await runner.start();
}
