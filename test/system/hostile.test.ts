/**
 * Whatever people write into Lever: mark-up, formulas, line breaks, control characters, directions, ten thousand characters.
 * Planted in every field that comes from there, and followed through every page, mail, calendar entry, document, file and note:
 * shown as typed, never interpreted, and nothing breaks.
 */
import { expertApi, integrationApi, interviewApi, positionApi } from "@interviewvector/domain";
import { readFile } from "node:fs/promises";
import type { Browser, Page } from "playwright-core";
import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CandidateBrowser } from "../../dev/candidate.ts";
import { experts, password } from "../../dev/cast.ts";
import { expertOf, interviewOf, stage, writeReport } from "../../dev/life.ts";
import type { Message } from "../../dev/mailbox/message.ts";
import { Person } from "../../dev/person.ts";
import { activate, connectLever } from "../../dev/set-up.ts";
import type { System } from "../../dev/system.ts";
import { launchBrowser } from "../support/browser.ts";
import { calendarsTo } from "../support/calendar.ts";
import { goTo } from "../support/step.ts";
import { csvCells, pdfWords } from "../support/document.ts";
import { startWorld } from "../support/world.ts";

/** Each kind of harm, with the field's name in it so that it can be told where it stands. */
const kinds = {
  markup: (field: string) =>
    `${field}"'><img src=https://evil.example/${field} onerror=window.__pwn=1><script>window.__pwn=1</script>&lt;b&gt;{{7*7}}\${7*7}{link}`,
  formula: (field: string) => `=HYPERLINK("https://evil.example/${field}","${field}")`,
  breaks: (field: string) =>
    `${field}\r\nBcc: victim@evil.example\r\nX-Evil: ${field}\r\n\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nATTACH:https://evil.example/a`,
  control: (field: string) => `${field}\u0000\u0001\u0008\u001b[31m\u0085X-EVIL:1\u2028ATTENDEE:x\u2029 \ud800 end`,
  direction: (field: string) => `${field} \u202egnp.exe\u202c مرحبا بالعالم \u2066שלום\u2069 👩‍💻🇹🇷 é`,
  mention: (field: string) => `@lena @ravi ${field} https://evil.example/login www.evil.example eve@evil.example`,
  long: (field: string) => `${field} ${"x".repeat(300)} ${"面接 ".repeat(200)}${"long ".repeat(1800)}`,
} as const;
type Kind = keyof typeof kinds;
const kindNames = Object.keys(kinds) as Kind[];

/** For what there is one of: every kind at once. */
const all = (field: string) =>
  `${field} ${kindNames
    .filter((kind) => kind !== "long")
    .map((kind) => kinds[kind](field))
    .join(" ")}`;

const title = all("posting");
const lives = new Map<Kind, { opportunityId: string; interviewId: string; browser: CandidateBrowser }>();

let system: System;
let browser: Browser;
let ada: Person;

beforeAll(async () => {
  [system, browser] = await Promise.all([
    startWorld({
      environment: { LEVER_RATE_PER_S: "1000", LEVER_BURST: "1000" },
      emulator: { behaviours: { ratePerSecond: 10_000, rateBurst: 10_000 } },
    }),
    launchBrowser(),
  ]);
  plantAccount();
  ada = await Person.signIn(system.urls.platform, "ada@acme.example");
  await connectLever(system, ada);
  await activate(ada, title.toWellFormed().replaceAll("\u0000", ""), { role: kinds.markup("role").slice(0, 100) });
  await system.settle();
  await openWide();
  for (const kind of kindNames) await plantCandidate(kind);
  await system.settle();
  for (const kind of kindNames) await live(kind);
  await endDifferently();
}, 180_000);
afterAll(async () => {
  await browser.close();
  await system.stop();
});

const acme = () => system.emulator.account("acme");
const state = () => system.emulator.state.accounts["acme"]!;
const addressOf = (kind: Kind) => `${kind}@mail.example`;

/** Time for all. */
async function openWide(): Promise<void> {
  const weekly = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, fromMinute: 8 * 60, toMinute: 20 * 60 }));
  const caps = { maxPerDay: 20, maxPerWeek: 80, noticeMinutes: 60 };
  for (const { email } of experts) {
    const expert = await Person.signIn(system.urls.platform, email);
    await expert.call(expertApi.putAvailability, {
      body: { zone: "Etc/UTC", weekly, overrides: [], timeOff: [], ...caps },
    });
  }
}

/** What Lever holds beside candidates: users, postings, stages, templates, reasons. */
function plantAccount(): void {
  const { users, postings, stages, archiveReasons, feedbackTemplates } = state();
  for (const user of Object.values(users)) {
    user.name = all(`user ${user.username}`);
    user.jobTitle = all("job");
    if (user.username === "hana") user.username = "hana\r\n@lena <b>";
  }
  for (const posting of Object.values(postings)) {
    if (posting.text === "Senior Backend Engineer") posting.text = title;
    Object.assign(posting.categories, { team: all("team"), department: all("department"), location: all("location") });
    posting.tags.push(all("tag"));
  }
  for (const one of Object.values(stages)) if (one.text === "Recruiter screen") one.text = all("stage");
  for (const reason of Object.values(archiveReasons)) reason.text = all(`reason ${reason.type}`);
  for (const template of Object.values(feedbackTemplates)) {
    template.text = template.text.startsWith("InterviewVector")
      ? `InterviewVector ${all("template")}`
      : all("other form");
    template.instructions = all("instructions");
    for (const field of template.fields) {
      field.text = `${field.text} ${all("label")}`;
      field.description = all("description");
      for (const score of field.scores ?? []) score.text = `${score.text} ${all("row")}`;
    }
  }
}

async function plantCandidate(kind: Kind): Promise<void> {
  const write = kinds[kind];
  const { id } = acme().createOpportunity({
    name: write("name"),
    email: addressOf(kind),
    headline: write("headline"),
    location: write("place"),
    links: [write("link"), `javascript:window.__pwn=1//${kind}`],
    tags: [write("candidatetag")],
    posting: title,
    owner: kind === "breaks" ? "hana\r\n@lena <b>" : "lena",
    resume: { name: `${write("file").slice(0, 300)}.pdf`, bytes: Buffer.from("%PDF-1.4 not really") },
  });
  const contact = state().contacts[state().opportunities[id]!.contact]!;
  contact.emails = [
    write("mail"),
    `"${kind}" <victim@evil.example>`,
    `a,victim@${kind}.evil.example`,
    `x\r\nBcc: victim@${kind}.evil.example`,
    `v\u202eictim@${kind}.evil.example`,
    addressOf(kind),
  ];
  contact.phones = [
    { type: write("type"), value: write("phone") },
    { type: "mobile", value: "+49 30 1234" },
  ];
  acme().addNote(id, write("note"), { by: "ravi" });
  acme().moveToStage(id, stage, { by: "ravi" });
  await system.settle();
  const mail = await system.mailbox.waitFor(
    ({ envelope, subject }) => envelope.to.includes(addressOf(kind)) && subject.startsWith("Choose a time"),
  );
  lives.set(kind, { opportunityId: id, interviewId: "", browser: CandidateBrowser.ofMail(mail) });
}

/** Each has a time of their own. */
async function live(kind: Kind): Promise<void> {
  const one = lives.get(kind)!;
  one.interviewId = await interviewOf(ada, one.opportunityId);
  const times = await one.browser.offeredTimes();
  const [start] = times;
  if (start === undefined) throw new Error(`${kind}: no time`);
  await one.browser.book(start);
  expect(one.browser.status, `${kind} books`).toBe(200);
  await system.settle();
}

/** Every way an interview may end leaves its notes and mails. */
async function endDifferently(): Promise<void> {
  await lives.get("formula")!.browser.cancel(all("why"));
  acme().archive(lives.get("direction")!.opportunityId, all("reason non-hired"), { by: "ravi" });
  acme().moveToStage(lives.get("control")!.opportunityId, all("stage"), { by: "ravi" });
  await system.settle();
  system.advance(180);
  await system.settle();
  for (const kind of ["markup", "breaks", "long"] as const) {
    const { interviewId } = lives.get(kind)!;
    const { endAt } = await ada.call(interviewApi.getInterview, { params: { interviewId } });
    goTo(system, Date.parse(endAt ?? "") + 5_000);
    await system.settle();
    await writeReport(await expertOf(system, ada, interviewId), interviewId);
    await system.settle();
  }
}

/** What a person reads, whatever blanks and shapeless characters stand between: the same for what was typed and what is shown. */
function read(words: string): string {
  return words.replaceAll(/[\p{Cc}\p{Cf}\p{Cs}\p{Z}\ufffd]+/gu, "");
}

/** The beginning of what was typed into a field: what is long may be cut after that. */
function typed(kind: Kind, field: string): string {
  return read(kinds[kind](field)).slice(0, 30);
}

async function sql<Row extends object>(query: string): Promise<Row[]> {
  const client = new Client({ connectionString: system.databaseUrl });
  await client.connect();
  try {
    return (await client.query<Row>(query)).rows;
  } finally {
    await client.end();
  }
}

const notesOf = (kind: Kind) =>
  acme()
    .notesOf(lives.get(kind)!.opportunityId)
    .filter(({ madeBy }) => madeBy === "api");

it("breaks nothing: every effect and delivery came to its end", async () => {
  expect(
    await sql(
      "select kind, state, last_error from effects where state not in ('done', 'skipped') and not (state = 'pending' and last_error is null)",
    ),
  ).toEqual([]);
  expect(await sql("select event, reason from deliveries where state = 'waiting'")).toEqual([]);
  const states = await sql<{ state: string }>("select state from interviews order by state");
  expect(states.map(({ state: one }) => one).join(" ")).toBe(
    "awaiting_report cancelled cancelled cancelled completed completed completed",
  );
});

describe("notes", () => {
  it.each(kindNames)("mention the owner and nobody else, add no line and hide no link (%s)", (kind) => {
    const plain = notesOf(kind).flatMap(({ comments }) => comments.map(({ value }) => value));
    expect(plain.length).toBeGreaterThanOrEqual(2);
    for (const note of plain) {
      const mentions = [...note.matchAll(/@([\w.-]+)/g)].map(([, name]) => name);
      expect(mentions.filter((name) => name !== "lena" && !/^interviewvector\.example$/.test(name ?? ""))).toEqual([]);
      expect(mentions.filter((name) => name === "lena").length).toBeLessThanOrEqual(kind === "breaks" ? 0 : 1);
      expect(note).not.toMatch(/[^\P{Cc}\n]|[\u2028\u2029\u202a-\u202e\u2066-\u2069]/u);
      expect(note.split("\n").length).toBeLessThanOrEqual(9);
      for (const [link] of note.matchAll(/https?:\/\/[^\s]+/g))
        expect(link.startsWith(system.urls.platform)).toBe(true);
    }
    const invited = plain.find((note) => note.includes("was invited to"))!;
    expect(read(invited)).toContain(typed(kind, "name"));
  });
});

/** Header fields of the raw mail, unfolded; throws where the head is not as RFC 5322 has it. */
function headOf(raw: string): [string, string][] {
  const [head = ""] = raw.split("\r\n\r\n", 1);
  for (const line of head.split("\r\n")) {
    // eslint-disable-next-line no-control-regex
    if (!/^[\x20-\x7e\t]*$/.test(line)) throw new Error(`not plain ASCII: ${JSON.stringify(line)}`);
    if (line.length > 998) throw new Error("a line longer than 998 characters");
  }
  return head
    .replaceAll(/\r\n(?=[ \t])/g, "")
    .split("\r\n")
    .map((line) => {
      const at = line.indexOf(":");
      if (at < 1) throw new Error(`no header field: ${line}`);
      return [line.slice(0, at).toLowerCase(), line.slice(at + 1).trim()];
    });
}

const headers = [
  "from",
  "reply-to",
  "to",
  "subject",
  "message-id",
  "date",
  "mime-version",
  "content-type",
  "auto-submitted",
  "x-auto-response-suppress",
];

describe("mails", () => {
  it("have one of each header, go to whom they are meant for and to nobody else, and lead to us only", async () => {
    const messages: Message[] = system.mailbox.messages();
    expect(messages.length).toBeGreaterThan(20);
    for (const message of messages) {
      const raw = await (await fetch(`${system.urls.mailbox}/messages/${message.id}/raw`)).text();
      const names = headOf(raw).map(([name]) => name);
      expect(names, message.subject).toEqual([...new Set(names)]);
      expect(names.filter((name) => !headers.includes(name))).toEqual([]);
      expect(message.envelope.to).toEqual(message.to.map(({ address }) => address));
      expect(message.envelope.to).toHaveLength(1);
      expect(message.envelope.to[0]).not.toContain("victim");
      expect(message.replyTo?.address ?? "").not.toContain("victim");
      expect(message.subject).not.toMatch(/[\p{Cc}\u2028\u2029\u202a-\u202e]/u);
      const places = [...(message.text ?? "").matchAll(/https?:\/\/[^\s]+/g)].map(([link]) => link);
      for (const link of places) expect(link).toMatch(/^http:\/\/(localhost|127\.0\.0\.1):|^https:\/\/meet\.example\//);
      const tags = [...(message.html ?? "").matchAll(/<[a-z/!][^>]*>/gi)].map(([tag]) => tag);
      expect(
        tags.filter((tag) => /^<(script|svg|iframe|form|base|link|object)|\son\w+=|javascript:|evil/i.test(tag)),
      ).toEqual([]);
    }
  });

  it.each(kindNames)("say the names as they were typed (%s)", (kind) => {
    const mine = system.mailbox.messages().filter(({ envelope }) => envelope.to.includes(addressOf(kind)));
    expect(mine.length).toBeGreaterThanOrEqual(2);
    const first = read(kinds[kind]("name").trim().split(/\s+/)[0] ?? "").slice(0, 20);
    for (const { text } of mine) expect(read(text ?? "")).toContain(`Hello${first}`);
  });
});

describe("calendar entries", () => {
  it.each(kindNames)("are read strictly, with exactly the properties that ours have (%s)", (kind) => {
    const entries = calendarsTo(system, addressOf(kind));
    expect(entries.length).toBeGreaterThanOrEqual(1);
    for (const { attendees, text } of entries) {
      expect(attendees).toEqual([addressOf(kind)]);
      expect(text).not.toMatch(/^(ATTACH|X-EVIL|BCC|RRULE|BEGIN:VALARM)/im);
      const names = text.split("\r\n").map((line) => /^[A-Z-]+/.exec(line)?.[0] ?? line);
      expect(names.filter((name) => name === "ATTENDEE" || name === "UID" || name === "ORGANIZER")).toHaveLength(3);
    }
  });
});

describe("the report as a document", () => {
  it.each(["markup", "breaks", "long"] as const)("holds the name as it was typed (%s)", async (kind) => {
    const { interviewId } = lives.get(kind)!;
    const answer = await ada.fetch(`/api/v1/interviews/${interviewId}/report.pdf`);
    expect(answer.status).toBe(200);
    expect(answer.headers.get("content-type")).toBe("application/pdf");
    expect(answer.headers.get("content-disposition")).toMatch(
      /^inline; filename="[\w ._-]+"; filename\*=UTF-8''[\w%.!~*'()-]+$/,
    );
    const words = pdfWords(new Uint8Array(await answer.arrayBuffer()));
    expect(read(words)).toContain(typed(kind, "name"));
    expect(read(words)).toContain(read(title).slice(0, 30));
    expect(words).toContain("A solid senior engineer.");
  });

  it("stands in Lever under a plain name, and a résumé comes to people as a download that runs nothing", async () => {
    for (const kind of ["markup", "breaks", "long"] as const) {
      const { opportunityId, interviewId } = lives.get(kind)!;
      expect(
        acme()
          .filesOf(opportunityId)
          .map(({ name }) => name),
      ).toEqual([expect.stringMatching(/^Interview report [0-9a-f-]{36}\.pdf$/)]);
      const resume = await ada.fetch(`/api/v1/interviews/${interviewId}/resume`);
      expect(resume.status).toBe(200);
      expect(resume.headers.get("content-security-policy")).toContain("default-src 'none'");
      expect(resume.headers.get("x-content-type-options")).toBe("nosniff");
      expect(resume.headers.get("content-disposition")).toMatch(/^(inline|attachment); filename="[\w ._-]+"/);
    }
  });

  it("leaves the form in Lever filled in, whatever its labels are", () => {
    for (const kind of ["markup", "breaks", "long"] as const) {
      const [form, ...others] = acme()
        .feedbackOf(lives.get(kind)!.opportunityId)
        .filter(({ completedAt, deletedAt }) => completedAt !== null && deletedAt === null);
      expect(others).toEqual([]);
      expect(form?.fields.find(({ text }) => text.startsWith("Overall rating"))?.value).toBe("3 - Hire");
      expect(form?.fields.find(({ text }) => text.startsWith("Summary"))?.value).toContain("A solid senior engineer.");
    }
  });
});

describe("pages", () => {
  /** A browser whose every request is seen. `elsewhere` are those that did not go to us. */
  async function watched(): Promise<{ page: Page; elsewhere: string[]; complaints: string[] }> {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    const elsewhere: string[] = [];
    const complaints: string[] = [];
    context.on("request", (request) => {
      const url = new URL(request.url());
      if (!["blob:", "data:", "about:"].includes(url.protocol) && url.origin !== system.urls.platform)
        elsewhere.push(url.href);
    });
    context.on("dialog", (dialog) => {
      complaints.push(`a dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    const page = await context.newPage();
    page.on("pageerror", (error) => complaints.push(error.message));
    page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
    return { page, elsewhere, complaints };
  }

  async function signedIn(email: string, next: string) {
    const visitor = await watched();
    const { page } = visitor;
    await page.goto(`${system.urls.platform}/sign-in?next=${encodeURIComponent(next)}`);
    await page.getByLabel("E-mail").first().fill(email);
    await page.getByLabel("Password").first().fill(password);
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await page.waitForURL((url) => url.pathname === next.split("?")[0]);
    return visitor;
  }

  /** What the page says, once it is there; nothing on it has run. */
  async function say(page: Page, path: string): Promise<string> {
    await page.goto(system.urls.platform + path);
    await page.waitForLoadState("networkidle");
    for (const frame of page.frames())
      expect(await frame.evaluate(`"__pwn" in window`), `${path} ${frame.url()}`).toBe(false);
    return read(await page.evaluate<string>("document.body.innerText"));
  }

  it("of the company show what was typed, run nothing of it and ask nobody else", { timeout: 120_000 }, async () => {
    const { connections } = await ada.call(integrationApi.listConnections);
    const { positions } = await ada.call(positionApi.listPositions);
    const position = positions.find(({ state: one }) => one === "active")!;
    const { page, elsewhere, complaints } = await signedIn("ada@acme.example", "/app");
    const list = await say(page, "/app/candidates");
    for (const kind of kindNames) expect(list, kind).toContain(typed(kind, "name"));
    for (const kind of kindNames) {
      const { interviewId } = lives.get(kind)!;
      expect(await say(page, `/app/interviews/${interviewId}`), kind).toContain(typed(kind, "name"));
    }
    for (const kind of ["markup", "breaks", "long"] as const)
      expect(await say(page, `/app/interviews/${lives.get(kind)!.interviewId}/report`)).toContain(typed(kind, "name"));
    expect(await say(page, `/app/interviews/${lives.get("formula")!.interviewId}`)).toContain(
      read(all("why")).slice(0, 60),
    );
    expect(await say(page, "/app/positions")).toContain(read(title).slice(0, 60));
    for (const path of ["/app", "/app/integrations", "/app/settings", `/app/positions/${position.id}`])
      await say(page, path);
    const lever = `/app/integrations/${connections[0]?.id}`;
    for (const part of ["postings", "sync", "texts", "settings"]) await say(page, `${lever}/${part}`);
    expect(await say(page, lever)).toContain(read(all("template")).slice(0, 40));
    expect(await say(page, `${lever}/writing`)).toContain(read(all("label")).slice(0, 40));
    expect({ elsewhere, complaints }).toEqual({ elsewhere: [], complaints: [] });
    await page.context().close();
  });

  it("of experts and operators do the same", { timeout: 120_000 }, async () => {
    const { interviewId } = lives.get("mention")!;
    const { email } = await expertOf(system, ada, interviewId);
    const expert = await signedIn(email, "/expert");
    for (const path of ["/expert", "/expert/availability", `/expert/interviews/${interviewId}`])
      await say(expert.page, path);
    expect(expert).toMatchObject({ elsewhere: [], complaints: [] });
    await expert.page.context().close();
    const olga = await signedIn("olga@interviewvector.example", "/ops");
    for (const path of ["/ops", "/ops/experts", "/ops/proposals", "/ops/effects", "/ops/deliveries"])
      await say(olga.page, path);
    expect(olga).toMatchObject({ elsewhere: [], complaints: [] });
    await olga.page.context().close();
  });

  it("of candidates do the same, with JavaScript on", { timeout: 120_000 }, async () => {
    const { page, elsewhere, complaints } = await watched();
    for (const kind of kindNames) {
      const { link } = lives.get(kind)!.browser;
      await say(page, new URL(link).pathname);
      await say(page, `${new URL(link).pathname}/privacy`);
    }
    expect({ elsewhere, complaints }).toEqual({ elsewhere: [], complaints: [] });
    await page.context().close();
  });

  it("export a list in which no cell is a formula", async () => {
    const { page } = await signedIn("ada@acme.example", "/app/candidates");
    const [file] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "Export CSV" }).click(),
    ]);
    const cells = csvCells(await readFile(await file.path(), "utf8"));
    expect(cells.length).toBeGreaterThan(kindNames.length);
    for (const cell of cells.flat()) expect(cell).not.toMatch(/^[=+\-@\t\r]/);
    expect(read(cells.flat().join(" "))).toContain(typed("formula", "name"));
    expect(new Set(cells.map(({ length }) => length)).size).toBe(1);
    await page.context().close();
  });
});
