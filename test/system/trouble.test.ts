/**
 * When something around us fails: settings, mail servers, Lever, our access to it. Nothing is lost or doubled, work waits and goes
 * on by itself, and the timeline says in plain words how it stands.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { accountApi, integrationApi, operationsApi, replacementApi } from "@interviewvector/domain";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { effectTitle } from "../../packages/server/src/interview/effect-words.ts";
import { effectTitle as leverTitle } from "../../packages/server/src/lever/title.ts";
import { CandidateBrowser } from "../../dev/candidate.ts";
import { invitationOf, setUpAcme, stage } from "../../dev/life.ts";
import { Person } from "../../dev/person.ts";
import { freePort } from "../../dev/port.ts";
import { connectLever } from "../../dev/set-up.ts";
import type { System } from "../../dev/system.ts";
import { developmentApp } from "@interviewvector/lever-emulator";
import { wireTo, type Wire } from "../support/cuttable.ts";
import { invitationsTo, mailsTo, notesOf } from "../support/lever-view.ts";
import { detailOf, newCandidate, pollNow } from "../support/step.ts";
import { startWorld } from "../support/world.ts";

let system: System;
let ada: Person;
let connectionId: string;
let toMail: Wire;
let toLever: Wire;
let kinds: string[] = [];

beforeAll(async () => {
  const [smtp, emulator] = [await freePort(), await freePort()];
  toMail = await wireTo(`smtp://127.0.0.1:${smtp}`);
  toLever = await wireTo(`http://127.0.0.1:${emulator}`);
  const lever = toLever.url.replace(/\/$/, "");
  system = await startWorld({
    ports: { smtp, emulator },
    environment: { SMTP_URL: toMail.url, LEVER_API_URL: `${lever}/v1`, LEVER_AUTH_URL: lever },
    wrap: (parts) => {
      kinds = parts.handlers.map(({ kind }) => kind);
      return parts;
    },
  });
  ({ ada, connectionId } = await setUpAcme(system));
});
afterAll(async () => {
  await system.stop();
  await toMail.stop();
  await toLever.stop();
});
afterEach(async () => {
  system.emulator.clearFaults();
  system.mailbox.setFaults([]);
  await toMail.mend();
  await toLever.mend();
});

const acme = () => system.emulator.account("acme");
const patience = { timeout: 10_000, interval: 50 };

function moved(name: string) {
  const candidate = newCandidate(system, name);
  acme().moveToStage(candidate.opportunityId, stage, { by: "ravi" });
  return candidate;
}

async function invited(name: string) {
  const candidate = moved(name);
  await system.settle();
  return { ...candidate, browser: await invitationOf(system, candidate.opportunityId) };
}

/** What the timeline says of effects whose title fits. */
async function told(opportunityId: string, title: RegExp) {
  const { timeline } = await detailOf(ada, opportunityId).catch(() => ({ timeline: [] }));
  return timeline.flatMap(({ effects }) => effects).filter((effect) => title.test(effect.title));
}

const standing = async (opportunityId: string, title: RegExp) =>
  (await told(opportunityId, title)).map(({ state, words }) => `${state}: ${words}`).join("; ");

describe("what is owed", () => {
  it("has words for the people who look after it, whatever its kind", () => {
    // Mails that are many of one kind have words for each, which the types ask for.
    const single = kinds.filter((kind) => !/^mail\.(candidate|expert|operator|auditor)$/.test(kind));
    expect(single.length).toBeGreaterThan(20);
    const titles = single.map((kind) => effectTitle({ kind, payload: {} }, leverTitle));
    expect(titles.filter((title) => single.includes(title))).toEqual([]);
  });
});

describe("wrong settings", () => {
  it("stop the start, and each is named at once, with no value that could be secret", async () => {
    const wrong = {
      PORT: "99999",
      PUBLIC_URL: "interviews.example",
      SUPPORT_EMAIL: "nobody",
      DATABASE_URL: "mysql://root:hunter2@localhost/iv",
      SECRET_KEY: "c2hvcnQtc2VjcmV0",
      SMTP_URL: "mail.example:25",
      SMS_URL: "https://acme:hunter2@texts.example/send",
      LEVER_CLIENT_ID: "client-without-secret",
      LEVER_CLIENT_SECRTE: "misspelt-secret",
      LEVER_RATE_PER_S: "fast",
      SMTP_PASSWORD: "hunter2",
      EFFECT_LEASE_S: "0",
      POLL_INTERVAL: "300",
      ROLE: "boss",
      LOG_LEVEL: "loud",
      LEVER_SANDBOX_CLIENT_SECRET_FILE: "/nowhere/at-all",
    };
    const main = join(import.meta.dirname, "../../packages/server/src/main.ts");
    const child = spawn(process.execPath, [main], { env: wrong, stdio: ["ignore", "pipe", "pipe"] });
    let said = "";
    child.stderr.on("data", (chunk) => (said += String(chunk)));
    const [code] = (await once(child, "exit")) as [number];
    expect(code).toBe(1);
    expect(Object.keys(wrong).filter((name) => !new RegExp(`\\b${name}\\b`).test(said))).toEqual([]);
    expect(said).toContain("LEVER_CLIENT_SECRET");
    for (const secret of ["hunter2", "c2hvcnQtc2VjcmV0", "misspelt-secret"]) expect(said).not.toContain(secret);
  });
});

describe("the mail server", () => {
  it("out of reach: mails wait with words on the timeline, and are sent once it is back", async () => {
    await toMail.cut();
    const { opportunityId, email } = moved("Uma Unreached");
    await expect
      .poll(() => standing(opportunityId, /^Invitation mail/), patience)
      .toMatch(/^pending: waiting: The mail server cannot be reached/);
    const [effect] = await told(opportunityId, /^Invitation mail/);
    expect(effect?.nextTryAt).not.toBeNull();
    // Mail has no say in what Lever is told.
    expect(notesOf(system, opportunityId)).toHaveLength(1);
    await toMail.mend();
    await system.settle(60_000);
    expect(await standing(opportunityId, /^Invitation mail/)).toMatch(/^done: sent to u…@/);
    expect(invitationsTo(system, email)).toBe(1);
  });

  it("busy for a while: the mail waits with words, and goes out later", async () => {
    // Lines that stand open already would not meet the greeting.
    await toMail.cut();
    await toMail.mend();
    system.mailbox.setFaults([{ mode: "421", at: "connect" }]);
    const { opportunityId, email } = moved("Bea Busy");
    await expect
      .poll(() => standing(opportunityId, /^Invitation mail/), patience)
      .toMatch(/^pending: waiting: The mail server asks us to come back later \(421\)/);
    system.mailbox.setFaults([]);
    await system.settle(60_000);
    expect(invitationsTo(system, email)).toBe(1);
  });

  it("knows a full mailbox and an unknown one: the first waits, the second blocks the interview, with a note", async () => {
    const refusal = { mode: "550", at: "rcpt", match: "ulf.unknown" } as const;
    system.mailbox.setFaults([{ mode: "452", at: "rcpt", match: "fay.full" }, refusal]);
    const full = moved("Fay Full");
    const unknown = moved("Ulf Unknown");
    await expect
      .poll(() => standing(full.opportunityId, /^Invitation mail/), patience)
      .toMatch(/^pending: waiting: The mailbox is full \(452\)/);
    system.mailbox.setFaults([refusal]);
    await system.settle(60_000);
    expect(invitationsTo(system, full.email)).toBe(1);

    const { state, blockedReasons } = await detailOf(ada, unknown.opportunityId);
    expect({ state, blockedReasons }).toEqual({ state: "blocked", blockedReasons: ["address_bounced"] });
    expect(await standing(unknown.opportunityId, /^Invitation mail/)).toBe(
      "dead: failed: The mail server does not know this address (550).",
    );
    const bounced = notesOf(system, unknown.opportunityId).filter((note) => note.includes("refuses our mail"));
    expect(bounced).toHaveLength(1);
    expect(bounced[0]).toContain("/retrigger/");
    system.mailbox.setFaults([]);
    acme().editContact(unknown.opportunityId, { emails: ["ulf.right@candidates.example"] });
    await system.settle();
    expect(invitationsTo(system, "ulf.right@candidates.example")).toBe(1);
    expect((await detailOf(ada, unknown.opportunityId)).state).toBe("invited");
    // It reached the candidate after all: what went wrong is told, and nobody is asked to look at it any more.
    const { timeline } = await detailOf(ada, unknown.opportunityId);
    const mails = timeline.flatMap(({ effects }) => effects).filter(({ title }) => title.startsWith("Invitation mail"));
    expect(mails.map((mail) => `${mail.state}: ${mail.words} ${String(mail.mayRetry)}`)).toEqual([
      "skipped: failed: The mail server does not know this address (550); made up for since false",
      expect.stringMatching(/^done: sent to u/),
    ]);
    const { attention } = await ada.call(accountApi.home);
    expect(attention.filter(({ kind }) => kind === "effect_dead")).toEqual([]);
  });

  it("says in Lever, once, that a booked candidate's address refuses our mail, and confirms at the corrected one", async () => {
    const { opportunityId, email, browser } = await invited("Bea Booked");
    const [time = 0] = (await browser.offeredTimes()).filter((start) => start > system.clock.now() + 48 * 3_600_000);
    system.mailbox.setFaults([{ mode: "550", at: "rcpt", match: email }]);
    await browser.book(time);
    await system.settle();
    const refused = () => notesOf(system, opportunityId).filter((note) => note.includes("refuses our mail"));
    expect(refused()).toEqual([expect.stringMatching(/^@lena Bea Booked's e-mail address.+stays booked: .+Berlin/s)]);
    // Nothing more is tried at that address.
    system.advance((time - system.clock.now()) / 1000 - 1800);
    await system.settle();
    expect(refused()).toHaveLength(1);
    expect((await detailOf(ada, opportunityId)).state).toBe("scheduled");
    system.mailbox.setFaults([]);
    acme().editContact(opportunityId, { emails: ["bea.right@candidates.example"] });
    await system.settle();
    expect(mailsTo(system, "bea.right@candidates.example")).toEqual([expect.stringMatching(/^Booked: Acme/)]);
    const { attention } = await ada.call(accountApi.home);
    expect(attention.filter(({ kind }) => kind === "effect_dead")).toEqual([]);
  });
});

const live = (opportunityId: string) =>
  acme()
    .interviewsOf(opportunityId)
    .filter(({ canceledAt }) => canceledAt === null);

describe("a mail to an expert that is refused for good", () => {
  const calls = () =>
    system.mailbox
      .messages()
      .filter(({ envelope, subject }) => envelope.to.includes(olgaEmail) && subject.startsWith("Not sent"));
  const olgaEmail = "olga@interviewvector.example";
  const onStandby = async (name: string) => {
    const olga = await Person.signIn(system.urls.platform, olgaEmail);
    const { experts } = await olga.call(operationsApi.listExperts, { query: {} });
    const expertId = experts.find((expert) => expert.name.startsWith(name))?.id ?? "";
    const body = { expertId, onDate: "2030-01-10", fromMinute: 480, toMinute: 960 };
    await olga.call(replacementApi.addStandby, { body });
    await system.settle();
  };

  it("is called to the operators at once, with whom and why; further ones when the hour is over; none that was sent meanwhile", async () => {
    system.mailbox.setFaults([{ mode: "550", at: "rcpt", match: "@experts.example" }]);
    await onStandby("Ken");
    expect(calls().map(({ subject }) => subject)).toEqual(["Not sent: a mail that somebody needs"]);
    expect(calls()[0]?.text).toContain(
      "Ken Tanaka: Mail: on standby. The mail server does not know this address (550).",
    );
    await onStandby("Esra");
    await onStandby("Priya");
    expect(calls()).toHaveLength(1);

    system.mailbox.setFaults([]);
    const olga = await Person.signIn(system.urls.platform, olgaEmail);
    const { effects } = await olga.call(operationsApi.listEffects, { query: { state: "dead", kind: "mail.standby" } });
    const kens = effects.at(-1);
    await olga.call(operationsApi.retryEffect, { params: { effectId: kens?.id ?? "" } });
    system.advance(3600);
    await system.settle();
    expect(calls().map(({ subject }) => subject)[1]).toBe("Not sent: 2 mails that somebody needs");
    expect(calls()[1]?.text).not.toContain("Ken Tanaka");
  });
});

describe("Lever", () => {
  it("out of reach: people book and get their mails, what is owed to Lever waits and is written once", async () => {
    const { opportunityId, email, browser } = await invited("Una Away");
    const [time = 0] = await browser.offeredTimes();
    await toLever.cut();
    const late = moved("Ursula Away");
    await browser.book(time);
    expect(browser.text).toContain("Your interview is booked");
    await expect.poll(() => mailsTo(system, email), patience).toHaveLength(2);
    await expect
      .poll(() => standing(opportunityId, /interview.*Lever|Lever.*interview|panel/i), patience)
      .toMatch(/pending: waiting: Lever cannot be reached/);
    expect(acme().interviewsOf(opportunityId)).toEqual([]);
    await toLever.mend();
    await system.settle(60_000);
    expect(live(opportunityId).map(({ date }) => date)).toEqual([time]);
    expect(acme().panelsOf(opportunityId)).toHaveLength(1);
    expect(notesOf(system, opportunityId)).toHaveLength(2);
    expect(invitationsTo(system, late.email)).toBe(1);
  });

  it.each([
    { what: "answers 503 and does nothing", fault: "error5xxBefore" },
    { what: "answers 503 although it did what was asked", fault: "error5xxAfter" },
    { what: "breaks the line after doing it", fault: "resetAfter" },
    { what: "answers with half of its JSON", fault: "cutJson" },
  ] as const)(
    "$what, to every write for a while: each note, panel and interview stands there once",
    async ({ fault }) => {
      const { opportunityId, email, browser } = await invited(`Faye ${fault}`);
      const [time = 0] = await browser.offeredTimes();
      system.emulator.setFaults([{ match: { method: "POST", path: "/(notes|panels|interviews)$" }, fault }]);
      await browser.book(time);
      await expect.poll(() => struck(opportunityId), patience).toBeGreaterThan(0);
      // Where nothing was done, it stays in doubt for as long as Lever answers so.
      if (fault === "error5xxBefore")
        await expect
          .poll(() => standing(opportunityId, /Lever/), patience)
          .toMatch(/unsure: not certain whether it was done, so we look first: Lever answers 503/);
      system.emulator.clearFaults();
      await system.settle(60_000);
      expect(mailsTo(system, email)).toHaveLength(2);
      expect(acme().panelsOf(opportunityId)).toHaveLength(1);
      expect(live(opportunityId).map(({ date }) => date)).toEqual([time]);
      expect(notesOf(system, opportunityId)).toHaveLength(2);
      // Nothing was made twice and taken back either.
      const made = system.emulator.journal
        .flatMap(({ effects }) => effects)
        .filter((effect) => effect.opportunityId === opportunityId)
        .map(({ type }) => type);
      expect(made.toSorted()).toEqual(["interview.created", "note.created", "note.created", "panel.created"]);
    },
  );

  const struck = (opportunityId: string) =>
    system.emulator.journal.filter(({ path, faults }) => path.includes(opportunityId) && faults.length > 0).length;

  it("answers 503 to everything while a candidate is moved: the move is not forgotten", async () => {
    system.emulator.setFaults([{ match: { path: "^/v1/" }, fault: "error5xxBefore" }]);
    const { opportunityId, email } = moved("Rea Unread");
    await expect
      .poll(
        () => system.emulator.journal.some(({ path, status }) => path.includes(opportunityId) && status === 503),
        patience,
      )
      .toBe(true);
    system.emulator.clearFaults();
    await system.settle(60_000);
    expect(invitationsTo(system, email)).toBe(1);
    expect(notesOf(system, opportunityId)).toHaveLength(1);
  });

  it("away for half an hour: the company's admins and the operators hear of it, once a day", async () => {
    const { opportunityId, browser } = await invited("Hal Hour");
    const [time = 0] = await browser.offeredTimes();
    await toLever.cut();
    await browser.book(time);
    const warnings = () => mailsAbout(/wait|owed|written/i);
    const before = warnings();
    await expect.poll(() => standing(opportunityId, /Lever/), patience).toMatch(/Lever cannot be reached/);
    system.advance(31 * 60);
    await expect.poll(() => warnings().length - before.length, patience).toBe(2);
    expect(warnings().slice(before.length).toSorted()).toEqual(["ada@acme.example", "olga@interviewvector.example"]);
    await toLever.mend();
    await system.settle(60_000);
  });
});

/** To whom mails went whose subject fits; to those who run things, not to candidates. */
function mailsAbout(subject: RegExp): string[] {
  return system.mailbox
    .messages()
    .filter((message) => subject.test(message.subject))
    .flatMap(({ envelope }) => envelope.to)
    .filter((to) => to.endsWith("@acme.example") || to.endsWith("@interviewvector.example"));
}

describe("our access to Lever", () => {
  const refreshes = (since: number) =>
    system.emulator.journal.filter(({ seq, path }) => seq > since && path === "/oauth/token").length;
  const now = () => system.emulator.journal.at(-1)?.seq ?? 0;

  it("that has run out is renewed once, however many ask at the same moment", async () => {
    system.advance(2 * 3600);
    const since = now();
    const all = ["Tia Token", "Tib Token", "Tor Token", "Tam Token", "Tim Token"].map((name) => moved(name));
    await system.settle();
    expect(all.map(({ email }) => invitationsTo(system, email))).toEqual([1, 1, 1, 1, 1]);
    expect(refreshes(since)).toBe(1);
  });

  it("that Lever ends early is renewed once, and what was asked is asked again", async () => {
    const since = now();
    system.emulator.setFaults([{ match: { path: "^/v1/" }, fault: "tokenExpired", times: 1 }]);
    const { email } = moved("Eva Early");
    await system.settle();
    expect(invitationsTo(system, email)).toBe(1);
    expect(refreshes(since)).toBe(1);
  });

  it("that was revoked: told once to admins and operators, work parked with words, and all resumes after reconnecting", async () => {
    const { opportunityId, email, browser } = await invited("Rika Revoked");
    const [time = 0] = (await browser.offeredTimes()).filter((start) => start > system.clock.now() + 72 * 3_600_000);
    const lacking = newCandidate(system, "Lia Lacking", { phone: null });
    acme().moveToStage(lacking.opportunityId, stage, { by: "ravi" });
    await system.settle();
    const [link = ""] = /https?:\/\/\S+\/retrigger\/[\w-]+/.exec(notesOf(system, lacking.opportunityId)[0] ?? "") ?? [];
    const before = mailsAbout(/connection to Lever is broken/).length;
    acme().revokeApp(developmentApp.clientId);
    await browser.book(time);
    await system.settle();
    const page = new CandidateBrowser(link);
    await page.open();
    await page.submit(new URL(link).pathname);
    expect(page.text).toContain("Lever is not connected, so nothing can be read there. An admin connects it again");
    const { connections } = await ada.call(integrationApi.listConnections);
    expect(connections[0]).toMatchObject({ id: connectionId, state: "broken" });
    expect(connections[0]?.brokenReason).toMatch(/revoked/);
    expect(
      mailsAbout(/connection to Lever is broken/)
        .slice(before)
        .toSorted(),
    ).toEqual(["ada@acme.example", "olga@interviewvector.example"]);
    // The candidate notices nothing; what Lever is owed waits.
    expect(mailsTo(system, email)).toHaveLength(2);
    expect(await standing(opportunityId, /Lever/)).toMatch(/pending: waits until Lever is connected again/);
    const meanwhile = moved("Mia Meanwhile");
    system.advance(3600);
    await system.settle();
    expect(mailsAbout(/connection to Lever is broken/)).toHaveLength(before + 2);
    expect(invitationsTo(system, meanwhile.email)).toBe(0);
    system.advance(24 * 3600);
    await system.settle();
    expect(mailsAbout(/connection to Lever is broken/)).toHaveLength(before + 4);

    expect(await connectLever(system, ada)).toBe(connectionId);
    await system.settle(60_000);
    await pollNow(system, ada);
    expect(live(opportunityId).map(({ date }) => date)).toEqual([time]);
    expect(notesOf(system, opportunityId)).toHaveLength(2);
    expect(invitationsTo(system, meanwhile.email)).toBe(1);
    expect(notesOf(system, meanwhile.opportunityId)).toHaveLength(1);
  });
});
