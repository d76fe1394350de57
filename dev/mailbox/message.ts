/** One received mail, read from its raw bytes into what pages and tests look at. */
import { type AddressObject, type Attachment, type ParsedMail, simpleParser } from "mailparser";
import { linksIn } from "./link.ts";

export interface Address {
  name: string;
  address: string;
}

export interface MessageAttachment {
  filename: string;
  contentType: string;
  /** The calendar method of the part's own content type, as mail programs read it. */
  method: string | null;
  sizeBytes: number;
  /** The text of calendars and plain text; null for anything else, which `/messages/{id}/attachments/{index}` serves. */
  content: string | null;
}

/** A `text/calendar; method=…` alternative: the part that mail programs act on. */
export interface CalendarPart {
  method: string | null;
  content: string;
}

export interface Message {
  id: string;
  /** When it was accepted, ISO 8601 in UTC. */
  at: string;
  /** What the SMTP conversation said, whatever the headers say. */
  envelope: { from: string; to: string[] };
  from: Address | null;
  to: Address[];
  subject: string;
  messageId: string | null;
  replyTo: Address | null;
  date: string | null;
  text: string | null;
  html: string | null;
  attachments: MessageAttachment[];
  calendars: CalendarPart[];
  links: string[];
  sizeBytes: number;
}

export interface Received {
  id: string;
  at: string;
  envelope: Message["envelope"];
  raw: Buffer;
}

export async function readMessage({ id, at, envelope, raw }: Received): Promise<Message> {
  const mail = await simpleParser(raw, { skipTextToHtml: true, skipImageLinks: true });
  const html = mail.html === false || mail.html === undefined ? null : mail.html;
  const text = mail.text ?? null;
  return {
    id,
    at,
    envelope,
    from: addresses(mail.from)[0] ?? null,
    to: addresses(mail.to),
    subject: mail.subject ?? "",
    messageId: mail.messageId ?? null,
    replyTo: addresses(mail.replyTo)[0] ?? null,
    date: mail.date?.toISOString() ?? null,
    text,
    html,
    attachments: mail.attachments.map(describeAttachment),
    calendars: mail.attachments
      .filter(isCalendarAlternative)
      .map((part) => ({ method: methodOf(part), content: part.content.toString("utf8") })),
    links: linksIn(html, text),
    sizeBytes: raw.length,
  };
}

/** The bytes of one attachment, for download. */
export async function readAttachment(raw: Buffer, index: number): Promise<Attachment | undefined> {
  const mail: ParsedMail = await simpleParser(raw);
  return mail.attachments[index];
}

function addresses(header: AddressObject | AddressObject[] | undefined): Address[] {
  return [header ?? []]
    .flat()
    .flatMap(({ value }) => value.map(({ name, address }) => ({ name, address: address ?? "" })));
}

function describeAttachment(part: Attachment): MessageAttachment {
  const readable = /^(text\/(calendar|plain)|application\/ics)$/i.test(part.contentType);
  return {
    filename: part.filename ?? (isCalendarAlternative(part) ? "invitation.ics" : "attachment"),
    contentType: part.contentType,
    method: methodOf(part),
    sizeBytes: part.size,
    content: readable ? part.content.toString("utf8") : null,
  };
}

function isCalendarAlternative(part: Attachment): boolean {
  return part.contentType.toLowerCase() === "text/calendar" && part.contentDisposition !== "attachment";
}

function methodOf(part: Attachment): string | null {
  const type = part.headers.get("content-type");
  if (typeof type !== "object" || !("params" in type)) return null;
  const params = type.params as Record<string, string>;
  return params["method"] ?? null;
}
