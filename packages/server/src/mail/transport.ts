/**
 * Sends one finished mail over SMTP and says truthfully what became of it. It retries nothing by itself: the ledger does,
 * with the same Message-ID, Date and boundary, so that a repeat is byte for byte the same mail.
 */
import { Readable } from "node:stream";
import { createTransport } from "nodemailer";
import type { Mail } from "./mail.ts";
import { isMailAddress } from "./mail-address.ts";
import { outcomeOf, type MailOutcome } from "./outcome.ts";
import { oneLine } from "./plain-words.ts";
import { senderOf, type Sender } from "./sender.ts";
import type { CalendarPart } from "../calendar/ics.ts";

export interface Sending {
  /** One bare address. */
  to: string;
  mail: Mail;
  /** With or without angle brackets; fixed by the effect. */
  messageId: string;
  /** ms; fixed by the effect. */
  date: number;
  /** Letters, digits and hyphens; fixed by the effect. */
  boundarySeed: string;
  calendar?: CalendarPart;
  /**
   * Asked when all but the final dot is with the server, which may deliver nothing before it. The dot follows only on true:
   * so doubt is as short as the server's own answer, and not as long as the queue before it.
   */
  beforeFinalDot?: () => Promise<boolean>;
}

/** The mail was to be sent by somebody else by then; nothing was delivered. */
class NotOursError extends Error {
  override name = "NotOursError";
}

export interface Mailer {
  send(sending: Sending): Promise<MailOutcome>;
  close(): void;
  /** Whom mails come from; the organiser of calendar entries. */
  from: Sender;
}

export interface MailerSettings {
  /** `smtp://user:password@host:port`, `smtps://…`. */
  smtpUrl: string;
  /** `InterviewVector <interviews@example.com>`. */
  from: string;
  log: { warn(details: object, message: string): void };
  /** Silence of the server that is taken for a hang, ms. */
  silenceMs?: number;
  /** The whole attempt, ms; shorter than the lease of an effect. */
  deadlineMs?: number;
}

export function createMailer(settings: MailerSettings): Mailer {
  const from = senderOf(settings.from);
  const deadlineMs = settings.deadlineMs ?? 45_000;
  const transport = createTransport(poolOptions(settings));
  const handedOver = new Set<string>();
  const askBefore = new Map<string, () => Promise<boolean>>();
  transport.use("stream", (compiled, done) => {
    const messageId = compiled.data.messageId ?? "";
    const mayEnd = async (): Promise<void> => {
      const ours = (await askBefore.get(messageId)?.()) ?? true;
      if (!ours) throw new NotOursError("the attempt is another process's by now");
      handedOver.add(messageId);
    };
    // Last in the row, so that its end is the end of what the connection reads: the final dot follows at once. It is read
    // only when the server wants the message, and so nothing is asked before that either.
    compiled.message?.processFunc((stream) =>
      Readable.from(heldAtItsEnd(stream, mayEnd), { objectMode: false, highWaterMark: 1 }),
    );
    done();
  });

  async function send(sending: Sending): Promise<MailOutcome> {
    if (!isMailAddress(sending.to)) {
      return {
        result: "not_sent",
        code: "EADDRESS",
        message: "not a mail address",
        permanent: true,
        addressRefused: true,
        away: false,
      };
    }
    const messageId = `<${sending.messageId.replaceAll(/[^A-Za-z0-9@._+-]/g, "")}>`;
    handedOver.delete(messageId);
    if (sending.beforeFinalDot) askBefore.set(messageId, sending.beforeFinalDot);
    try {
      const info = await transport.sendMail({
        ...messageOf(sending, from),
        messageId,
        signal: AbortSignal.timeout(deadlineMs),
      });
      return { result: "sent", response: info.response };
    } catch (error) {
      const outcome = outcomeOf(error, handedOver.has(messageId));
      // Codes only: what a server says back often quotes the address.
      const code = outcome.result === "not_sent" ? outcome.code : "EUNKNOWN";
      settings.log.warn({ messageId, result: outcome.result, code }, "mail not sent");
      return outcome;
    } finally {
      handedOver.delete(messageId);
      askBefore.delete(messageId);
    }
  }

  return { send, close: () => transport.close(), from };
}

async function* heldAtItsEnd(stream: AsyncIterable<Buffer>, mayEnd: () => Promise<void>): AsyncGenerator<Buffer> {
  yield* stream;
  await mayEnd();
}

function messageOf({ to, mail, date, boundarySeed, calendar }: Sending, from: Sender) {
  return {
    envelope: { from: from.address, to: [to] },
    from: { name: oneLine(mail.fromName ?? from.name, 100), address: from.address },
    to: { name: "", address: to },
    ...(mail.replyTo !== undefined && isMailAddress(mail.replyTo)
      ? { replyTo: { name: "", address: mail.replyTo } }
      : {}),
    subject: oneLine(mail.subject),
    text: mail.text,
    html: mail.html,
    date: new Date(date),
    baseBoundary: boundarySeed.replaceAll(/[^A-Za-z0-9-]/g, ""),
    headers: { "Auto-Submitted": "auto-generated" },
    ...(calendar
      ? { icalEvent: { method: calendar.method, content: calendar.content, filename: "interview.ics" } }
      : {}),
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

/**
 * The URL is read here and not by nodemailer, which would take any of its options from the query. A password never goes
 * over the net in the clear: with one, TLS is required, except on this machine.
 */
function poolOptions(settings: MailerSettings) {
  const url = URL.parse(settings.smtpUrl);
  if (url === null || (url.protocol !== "smtp:" && url.protocol !== "smtps:") || url.hostname === "") {
    throw new TypeError("SMTP_URL must look like smtp://user:password@host:port");
  }
  const silenceMs = settings.silenceMs ?? 20_000;
  const host = url.hostname.replace(/^\[|\]$/g, "");
  const isOwnMachine = host === "localhost" || host === "::1" || host.startsWith("127.");
  const auth =
    url.username === ""
      ? {}
      : { auth: { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) } };
  return {
    pool: true as const,
    host,
    ...(url.port === "" ? {} : { port: Number(url.port) }),
    secure: url.protocol === "smtps:",
    ...(isOwnMachine ? { ignoreTLS: true } : { requireTLS: url.username !== "" }),
    ...auth,
    maxConnections: 4,
    maxMessages: 100,
    // The pool must not send again on its own: whether that is safe only the ledger knows.
    maxRequeues: 0,
    // Shorter than servers keep an idle session, so that a mail rarely meets a connection that is about to close.
    idleTimeout: 15_000,
    connectionTimeout: silenceMs,
    greetingTimeout: silenceMs,
    socketTimeout: silenceMs,
    dnsTimeout: silenceMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}
