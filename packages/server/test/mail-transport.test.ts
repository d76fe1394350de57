import { createServer, type Server, type Socket } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { simpleParser } from "mailparser";
import { SMTPServer } from "smtp-server";
import { calendarPart, calendarUid } from "../src/calendar/ics.ts";
import { senderOf } from "../src/mail/sender.ts";
import { createMailer, type Mailer, type Sending } from "../src/mail/transport.ts";

const closers: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

const sending: Sending = {
  to: "maya@candidates.example",
  mail: {
    subject: "Booked: Acme — Çağrı",
    text: "Hello Maya,\n\n.\nbooked\n",
    html: "<p>Hello Maya</p>",
    replyTo: "lena@acme.example",
    fromName: "Acme interviews",
  },
  messageId: "0197-effect@interviewvector.example",
  date: Date.UTC(2026, 11, 1, 9, 0),
  boundarySeed: "0197-effect",
  calendar: calendarPart({
    method: "REQUEST",
    uid: calendarUid("0197", "candidate", "interviewvector.example"),
    sequence: 1,
    stampAt: Date.UTC(2026, 11, 1, 9, 0),
    startAt: Date.UTC(2026, 11, 8, 9, 0),
    endAt: Date.UTC(2026, 11, 8, 10, 0),
    title: "Interview: Acme, SDE-2",
    description: ["One hour by video."],
    joinLink: "https://iv.example/room/1",
    organiser: { name: "Acme interviews", address: "interviews@interviewvector.example" },
    attendee: { name: "Maya Rao", address: "maya@candidates.example" },
  }),
};

function mailer(port: number, more: { silenceMs?: number; deadlineMs?: number } = {}): Mailer {
  const made = createMailer({
    smtpUrl: `smtp://127.0.0.1:${port}`,
    from: "InterviewVector <interviews@interviewvector.example>",
    log: { warn: () => {} },
    ...more,
  });
  closers.unshift(() => made.close());
  return made;
}

function portOf(server: { address(): unknown }): number {
  return (server.address() as { port: number }).port;
}

interface Received {
  raw: string;
  from: string;
  to: string[];
}

async function realServer(): Promise<{ port: number; received: Received[] }> {
  const received: Received[] = [];
  const server = new SMTPServer({
    disabledCommands: ["AUTH", "STARTTLS"],
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        const { mailFrom, rcptTo } = session.envelope;
        received.push({
          raw: Buffer.concat(chunks).toString("latin1"),
          from: mailFrom ? mailFrom.address : "",
          to: rcptTo.map((recipient) => recipient.address),
        });
        done();
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closers.push(() => new Promise<void>((resolve) => server.close(() => resolve())));
  return { port: portOf(server.server), received };
}

type Verb = "greeting" | "EHLO" | "MAIL" | "RCPT" | "DATA" | "dot";

/** A server that behaves until one verb, and there does what the test says. */
async function scriptedServer(at: Verb, act: (socket: Socket) => void): Promise<number> {
  const sockets = new Set<Socket>();
  const listening: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => {});
    let inData = false;
    let pending = "";
    const say = (verb: Verb, answer: string) => (verb === at ? act(socket) : void socket.write(`${answer}\r\n`));
    say("greeting", "220 test");
    socket.on("data", (chunk) => {
      pending += chunk.toString("latin1");
      if (inData) {
        if (!pending.endsWith("\r\n.\r\n")) return;
        inData = false;
        pending = "";
        say("dot", "250 kept as 1");
        return;
      }
      for (let end = pending.indexOf("\r\n"); end >= 0; end = pending.indexOf("\r\n")) {
        const verb = pending.slice(0, 4).toUpperCase();
        pending = pending.slice(end + 2);
        if (verb === "EHLO") say("EHLO", "250 test");
        else if (verb === "MAIL") say("MAIL", "250 ok");
        else if (verb === "RCPT") say("RCPT", "250 ok");
        else if (verb === "DATA") {
          inData = at !== "DATA";
          say("DATA", "354 go");
        } else if (verb === "RSET") socket.write("250 ok\r\n");
        else if (verb === "QUIT") socket.end("221 bye\r\n");
      }
    });
  });
  await new Promise<void>((resolve) => listening.listen(0, "127.0.0.1", resolve));
  closers.push(() => {
    for (const socket of sockets) socket.destroy();
    return new Promise<void>((resolve) => listening.close(() => resolve()));
  });
  return portOf(listening);
}

const answering = (reply: string) => (socket: Socket) => void socket.write(`${reply}\r\n`);

describe("what arrives", () => {
  test("a repeat is the same mail, byte for byte", async () => {
    const { port, received } = await realServer();
    const first = await mailer(port).send(sending);
    const second = await mailer(port).send({ ...sending });
    expect(first.result).toBe("sent");
    expect(second.result).toBe("sent");
    expect(received).toHaveLength(2);
    expect(received[1]?.raw).toBe(received[0]?.raw);
  });

  test("it has one of each header, both twins, and the calendar entry with its method, twice", async () => {
    const { port, received } = await realServer();
    await mailer(port).send(sending);
    const raw = received[0]?.raw ?? "";
    const head = raw.slice(0, raw.indexOf("\r\n\r\n"));
    for (const name of ["From", "To", "Reply-To", "Subject", "Date", "Message-ID", "MIME-Version"]) {
      expect(head.match(new RegExp(`^${name}:`, "gim")), name).toHaveLength(1);
    }
    expect(head).toContain("Message-ID: <0197-effect@interviewvector.example>");
    expect(head).toContain("Date: Tue, 01 Dec 2026 09:00:00 +0000");
    const mail = await simpleParser(Buffer.from(raw, "latin1"));
    expect(mail.subject).toBe(sending.mail.subject);
    expect(mail.from?.text).toBe('"Acme interviews" <interviews@interviewvector.example>');
    expect(mail.replyTo?.text).toBe("lena@acme.example");
    expect(mail.text).toContain("Hello Maya,\n\n.\nbooked");
    expect(mail.html).toContain("<p>Hello Maya</p>");
    expect(raw).toContain("text/calendar; charset=utf-8; method=REQUEST");
    const files = mail.attachments.map((file) => file.content.toString("utf8"));
    expect(files.length).toBeGreaterThan(0);
    for (const file of files) expect(file).toBe(sending.calendar?.content);
    expect(received[0]).toMatchObject({ from: "interviews@interviewvector.example", to: ["maya@candidates.example"] });
  });

  test("hostile values change neither the envelope nor the headers", async () => {
    const { port, received } = await realServer();
    const evil = "x\r\nBcc: eve@evil.example\r\n\r\n<script>";
    const mail = { ...sending.mail, subject: evil, fromName: evil, replyTo: evil };
    const outcome = await mailer(port).send({
      ...sending,
      mail,
      messageId: `id@x\r\nBcc: eve@evil.example`,
      boundarySeed: evil,
    });
    expect(outcome.result).toBe("sent");
    const raw = received[0]?.raw ?? "";
    const head = raw.slice(0, raw.indexOf("\r\n\r\n"));
    expect(head).not.toMatch(/^Bcc:/im);
    expect(head).not.toMatch(/^Reply-To:/im);
    expect(received[0]?.to).toEqual(["maya@candidates.example"]);
  });

  test.each([
    "",
    "maya",
    "maya@a@b.example",
    "maya@b.example, eve@evil.example",
    '"maya@b.example> <eve"@evil.example',
    "maya@b.example\r\nRCPT TO:<eve@evil.example>",
    "<maya@b.example>",
  ])("an address that is none is refused before anybody is asked: %j", async (to) => {
    const { port, received } = await realServer();
    expect(await mailer(port).send({ ...sending, to })).toMatchObject({
      result: "not_sent",
      permanent: true,
      addressRefused: true,
    });
    expect(received).toHaveLength(0);
  });
});

describe("what became of it", () => {
  test.each<[Verb, string, { permanent: boolean; addressRefused: boolean }]>([
    ["greeting", "421 too busy", { permanent: false, addressRefused: false }],
    ["greeting", "554 no service", { permanent: false, addressRefused: false }],
    ["MAIL", "451 later", { permanent: false, addressRefused: false }],
    ["MAIL", "550 5.7.1 sender refused", { permanent: true, addressRefused: false }],
    ["RCPT", "421 4.3.0 closing", { permanent: false, addressRefused: false }],
    ["RCPT", "450 4.2.0 greylisted", { permanent: false, addressRefused: false }],
    ["RCPT", "452 too many", { permanent: false, addressRefused: false }],
    ["RCPT", "550 no such user", { permanent: true, addressRefused: true }],
    ["RCPT", "550 5.1.1 no such user", { permanent: true, addressRefused: true }],
    ["RCPT", "552 5.2.2 mailbox full", { permanent: true, addressRefused: true }],
    ["RCPT", "554 5.7.1 relay denied", { permanent: true, addressRefused: false }],
    ["RCPT", "554 refused", { permanent: true, addressRefused: true }],
    ["DATA", "451 later", { permanent: false, addressRefused: false }],
    ["DATA", "554 no", { permanent: true, addressRefused: false }],
    ["dot", "421 closing", { permanent: false, addressRefused: false }],
    ["dot", "451 later", { permanent: false, addressRefused: false }],
    ["dot", "552 too large", { permanent: true, addressRefused: false }],
    ["dot", "554 looks like spam", { permanent: true, addressRefused: false }],
    ["dot", "550 5.1.1 no such user", { permanent: true, addressRefused: true }],
  ])("answered at %s with %s: not sent", async (verb, reply, expected) => {
    const port = await scriptedServer(verb, answering(reply));
    const outcome = await mailer(port).send(sending);
    expect(outcome).toMatchObject({ result: "not_sent", code: reply.slice(0, 3), ...expected });
  });

  test.each<Verb>(["greeting", "EHLO", "MAIL", "RCPT", "DATA"])(
    "connection lost at %s: not sent, may be tried again",
    async (verb) => {
      const port = await scriptedServer(verb, (socket) => socket.destroy());
      expect(await mailer(port).send(sending)).toMatchObject({
        result: "not_sent",
        permanent: false,
        addressRefused: false,
      });
    },
  );

  test("connection lost after the final dot: unknown", async () => {
    const port = await scriptedServer("dot", (socket) => socket.destroy());
    expect(await mailer(port).send(sending)).toMatchObject({ result: "unknown" });
  });

  test("an answer after the final dot that means nothing: unknown", async () => {
    const port = await scriptedServer("dot", answering("999 hm"));
    expect(await mailer(port).send(sending)).toMatchObject({ result: "unknown" });
  });

  test.each<Verb>(["greeting", "EHLO", "MAIL", "RCPT", "DATA"])(
    "silence at %s: not sent once it has lasted",
    async (verb) => {
      const port = await scriptedServer(verb, () => {});
      expect(await mailer(port, { silenceMs: 150 }).send(sending)).toMatchObject({
        result: "not_sent",
        permanent: false,
      });
    },
  );

  test("silence after the final dot: unknown", async () => {
    const port = await scriptedServer("dot", () => {});
    expect(await mailer(port, { silenceMs: 150 }).send(sending)).toMatchObject({ result: "unknown" });
  });

  test("an answer that trickles is cut off at the deadline", async () => {
    let trickle: NodeJS.Timeout | undefined;
    const port = await scriptedServer("dot", (socket) => {
      trickle = setInterval(() => socket.write("250-still\r\n"), 20);
    });
    const outcome = await mailer(port, { silenceMs: 5000, deadlineMs: 300 }).send(sending);
    clearInterval(trickle);
    expect(outcome).toMatchObject({ result: "unknown" });
  });

  test("nobody listens: not sent", async () => {
    const port = await scriptedServer("dot", () => {});
    await closers.shift()?.();
    expect(await mailer(port).send(sending)).toMatchObject({ result: "not_sent", permanent: false });
  });

  test("a connection that was cut after the final dot is not used to send again", async () => {
    let dots = 0;
    const port = await scriptedServer("dot", (socket) => {
      dots += 1;
      socket.destroy();
    });
    const pooled = mailer(port);
    expect(await pooled.send(sending)).toMatchObject({ result: "unknown" });
    expect(await pooled.send(sending)).toMatchObject({ result: "unknown" });
    expect(dots).toBe(2);
  });

  test("many at once go through a few connections, each once", async () => {
    const { port, received } = await realServer();
    const pooled = mailer(port);
    const outcomes = await Promise.all(
      Array.from({ length: 40 }, (_, place) =>
        pooled.send({ ...sending, messageId: `m${place}@interviewvector.example` }),
      ),
    );
    expect(outcomes.every((outcome) => outcome.result === "sent")).toBe(true);
    expect(new Set(received.map((mail) => /^Message-ID: .*$/im.exec(mail.raw)?.[0])).size).toBe(40);
  });
});

test("MAIL_FROM may carry a name; anything else stops the start", () => {
  expect(senderOf("InterviewVector <a@b.example>")).toEqual({
    name: "InterviewVector",
    address: "a@b.example",
    host: "b.example",
  });
  expect(senderOf("a@b.example")).toEqual({ name: "", address: "a@b.example", host: "b.example" });
  // An @ in the name, which a pattern would take for the address.
  expect(senderOf("Jobs@Acme <jobs@mail.acme.example>").host).toBe("mail.acme.example");
  expect(() => senderOf("nobody")).toThrow(TypeError);
  expect(() => createMailer({ smtpUrl: "sendmail:///bin/sh", from: "a@b.example", log: { warn: () => {} } })).toThrow(
    TypeError,
  );
});
