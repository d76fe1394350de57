import { createHash } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createMailbox, type Mailbox } from "../../dev/mailbox/mailbox.ts";
import { INVITATION } from "../support/invitation.ts";
import { converse, replyReader } from "../support/smtp.ts";

const ARRIVAL = Date.parse("2026-11-23T09:00:00Z");
let mailbox: Mailbox;

beforeEach(async () => {
  mailbox = await createMailbox({ host: "127.0.0.1", httpPort: 0, smtpPort: 0, now: () => ARRIVAL });
});

afterEach(() => mailbox.stop());

function deliver(to: string[], options: { smtpUrl?: string; patienceMs?: number } = {}): Promise<string[]> {
  return converse({ smtpUrl: mailbox.smtpUrl, to, raw: INVITATION, ...options });
}

async function messagesOverHttp(query = ""): Promise<Record<string, unknown>[]> {
  return (await (await fetch(`${mailbox.httpUrl}/messages${query}`)).json()) as Record<string, unknown>[];
}

test("a mail is read into what people and calendar programs see of it", async () => {
  expect(await deliver(["zoe@candidates.example"])).toEqual(["220", "250", "250", "250", "354", "250", "221"]);
  const [message] = await messagesOverHttp();
  expect(message).toMatchObject({
    id: "1",
    at: "2026-11-23T09:00:00.000Z",
    envelope: { from: "interviews@interviewvector.example", to: ["zoe@candidates.example"] },
    from: { name: "InterviewVector", address: "interviews@interviewvector.example" },
    to: [{ name: "Zoë", address: "zoe@candidates.example" }],
    replyTo: { name: "Rui", address: "rui@acme.example" },
    subject: "Choose a time for your interview ✓",
    messageId: "<effect-7@interviewvector.example>",
    links: ["https://interviews.example/i/token?a=1&b=2", "https://interviews.example/i/token-text"],
    calendars: [{ method: "REQUEST", content: expect.stringContaining("SEQUENCE:2") }],
    attachments: [
      { contentType: "text/calendar", method: "REQUEST" },
      { filename: "interview.ics", contentType: "application/ics", content: "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n" },
    ],
  });
});

test("messages are listed newest last, can be asked for by recipient, and cleared", async () => {
  await deliver(["zoe@candidates.example"]);
  await deliver(["ken@experts.example", "esra@experts.example"]);
  expect((await messagesOverHttp()).map(({ id }) => id)).toEqual(["1", "2"]);
  expect((await messagesOverHttp("?to=Esra@experts.example")).map(({ id }) => id)).toEqual(["2"]);
  expect((await fetch(`${mailbox.httpUrl}/messages`, { method: "DELETE" })).status).toBe(204);
  expect(await messagesOverHttp()).toEqual([]);
  expect(mailbox.ledger().map(({ id }) => id)).toEqual(["1", "2"]);
});

test("the ledger holds the hash of the bytes as they came", async () => {
  await deliver(["zoe@candidates.example"]);
  const raw = Buffer.from(await (await fetch(`${mailbox.httpUrl}/messages/1/raw`)).arrayBuffer());
  expect(raw.toString("utf8")).toBe(`${INVITATION}\r\n`);
  expect(mailbox.ledger()).toMatchObject([
    { id: "1", sha256: createHash("sha256").update(raw).digest("hex"), answered: true },
  ]);
});

test("waitFor finds a mail that is there, one that comes later, and names those that came instead", async () => {
  const later = mailbox.waitFor(({ envelope }) => envelope.to.includes("zoe@candidates.example"));
  await deliver(["zoe@candidates.example"]);
  expect((await later).id).toBe("1");
  expect((await mailbox.waitFor(({ id }) => id === "1")).subject).toContain("Choose a time");
  await expect(mailbox.waitFor(() => false, { timeoutMs: 20 })).rejects.toThrow(/zoe@candidates.example/);
});

test.each(["421", "450", "451", "452", "550", "552", "554"] as const)(
  "fault %s refuses the recipient, nothing is kept",
  async (mode) => {
    mailbox.setFaults([{ mode }]);
    expect((await deliver(["zoe@candidates.example"])).at(-1)).toBe(mode);
    expect(mailbox.ledger()).toEqual([]);
  },
);

test("after 421 the server closes the connection", async () => {
  mailbox.setFaults([{ mode: "421", at: "connect" }]);
  const socket = connect(Number(new URL(mailbox.smtpUrl).port), "127.0.0.1");
  const replies = replyReader(socket, 5000);
  expect([await replies(), await replies()]).toEqual(["421", "cut"]);
});

test("a fault strikes only who matches, and only so often", async () => {
  mailbox.setFaults([{ mode: "450", match: "zoe@", times: 1 }]);
  expect((await deliver(["ken@experts.example"])).at(-1)).toBe("221");
  expect((await deliver(["zoe@candidates.example"])).at(-1)).toBe("450");
  expect((await deliver(["zoe@candidates.example"])).at(-1)).toBe("221");
});

test("faults by chance repeat with their seed", async () => {
  const runs: string[][] = [];
  for (let run = 0; run < 2; run += 1) {
    mailbox.setFaults([{ mode: "450", probability: 0.5, seed: 7 }]);
    const ends: string[] = [];
    for (let index = 0; index < 12; index += 1) ends.push((await deliver(["zoe@candidates.example"])).at(-1) ?? "");
    runs.push(ends);
  }
  expect(runs[0]).toEqual(runs[1]);
  expect(new Set(runs[0])).toEqual(new Set(["450", "221"]));
});

test("a connection dropped during the data leaves nothing; one dropped after the dot leaves the mail, unanswered", async () => {
  mailbox.setFaults([{ mode: "dropDuringData", times: 1 }]);
  expect((await deliver(["zoe@candidates.example"])).at(-1)).toBe("cut");
  expect(mailbox.ledger()).toEqual([]);
  mailbox.setFaults([{ mode: "dropAfterDot", times: 1 }]);
  expect((await deliver(["zoe@candidates.example"])).at(-1)).toBe("cut");
  expect(mailbox.ledger()).toMatchObject([{ id: "1", answered: false }]);
});

test.each(["connect", "mail", "rcpt", "data"] as const)(
  "a server that hangs at %s stays silent and keeps nothing",
  async (at) => {
    mailbox.setFaults([{ mode: "hang", at }]);
    expect((await deliver(["zoe@candidates.example"], { patienceMs: 150 })).at(-1)).toBe("silence");
    expect(mailbox.ledger()).toEqual([]);
  },
);

test("faults are set over HTTP, and a wrong one is refused with its reason", async () => {
  const put = (body: unknown): Promise<Response> =>
    fetch(`${mailbox.httpUrl}/faults`, { method: "PUT", body: JSON.stringify(body) });
  expect(await (await put({ mode: "450", times: 2 })).json()).toEqual([{ mode: "450", times: 2, struck: 0 }]);
  await deliver(["zoe@candidates.example"]);
  expect(await (await fetch(`${mailbox.httpUrl}/faults`)).json()).toEqual([{ mode: "450", times: 2, struck: 1 }]);
  const refused = await put({ mode: "999" });
  expect([refused.status, await refused.json()]).toMatchObject([
    400,
    { title: expect.stringContaining("mode must be one of") },
  ]);
});

test("with a folder, messages and ledger outlive a restart, and numbers go on", async () => {
  const folder = await mkdtemp(join(tmpdir(), "mailbox-test-"));
  const open = (): Promise<Mailbox> =>
    createMailbox({ host: "127.0.0.1", httpPort: 0, smtpPort: 0, now: () => ARRIVAL, persistTo: folder });
  const first = await open();
  await deliver(["zoe@candidates.example"], { smtpUrl: first.smtpUrl });
  await first.stop();
  const second = await open();
  await deliver(["ken@experts.example"], { smtpUrl: second.smtpUrl });
  expect(second.messages().map(({ id, subject }) => [id, subject])).toEqual([
    ["1", "Choose a time for your interview ✓"],
    ["2", "Choose a time for your interview ✓"],
  ]);
  await second.clear();
  await second.stop();
  const third = await open();
  expect([third.messages().length, third.ledger().length]).toEqual([0, 2]);
  await third.stop();
  await rm(folder, { recursive: true });
});

test("a mail's own HTML is served as a stranger's: sandboxed, without script", async () => {
  await deliver(["zoe@candidates.example"]);
  const body = await fetch(`${mailbox.httpUrl}/mail/1/body`);
  const policy = body.headers.get("content-security-policy") ?? "";
  expect(policy).toContain("sandbox");
  expect(policy).not.toMatch(/allow-(scripts|same-origin)|script-src/);
  expect((await fetch(`${mailbox.httpUrl}/`)).headers.get("content-security-policy")).toContain("script-src 'self'");
});
