/** One calendar at a CalDAV server (RFC 4791), as much of it as connecting, reading and writing entries needs. It is in this process, where it judges. */
import { createHash } from "node:crypto";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

export interface CalendarServer {
  /** "127.0.0.1:40123" */
  host: string;
  url: string;
  /** Entries that stand in the calendar, by name. */
  entries(): string[];
  /** Whether name and password are taken. */
  accept(isAccepted: boolean): void;
  stop(): Promise<void>;
}

const PATH = "/agenda/";

export async function startCalendarServer(): Promise<CalendarServer> {
  const entries = new Map<string, string>();
  let isAccepted = true;
  const server = createServer(async (request, response) => {
    const body = await text(request);
    const { status, answer = "", etag } = isAccepted ? answerTo(entries, request, body) : { status: 401 };
    response.writeHead(status, { "content-type": "application/xml", ...(etag ? { etag } : {}) }).end(answer);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    host,
    url: `http://${host}${PATH}`,
    entries: () => [...entries.keys()],
    accept(given) {
      isAccepted = given;
    },
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

interface Answer {
  status: number;
  answer?: string;
  etag?: string;
}

function answerTo(entries: Map<string, string>, { method, url = "/", headers }: IncomingMessage, body: string): Answer {
  const there = entries.get(url);
  const etag = there === undefined ? undefined : etagOf(there);
  switch (method) {
    case "PROPFIND":
      return url === PATH ? { status: 207, answer: multistatus(theCalendar) } : { status: 404 };
    case "REPORT": {
      // No tokens of changes here: it is listed, and compared.
      if (body.includes("sync-collection")) return { status: 403 };
      const asked = [...body.matchAll(/<d:href>([^<]*)<\/d:href>/g)].map((match) => match[1] ?? "");
      const names = body.includes("calendar-multiget") ? asked : [...entries.keys()];
      return { status: 207, answer: multistatus(names.map((name) => theEntry(name, entries.get(name))).join("")) };
    }
    case "GET":
      return there === undefined || etag === undefined ? { status: 404 } : { status: 200, answer: there, etag };
    case "PUT": {
      const isNew = headers["if-none-match"] === "*";
      if (isNew ? there !== undefined : headers["if-match"] !== etag) return { status: 412 };
      entries.set(url, body);
      return { status: isNew ? 201 : 204, etag: etagOf(body) };
    }
    case "DELETE":
      return { status: entries.delete(url) ? 204 : 404 };
    default:
      return { status: 405 };
  }
}

function etagOf(content: string): string {
  return `"${createHash("sha256").update(content).digest("hex").slice(0, 16)}"`;
}

function multistatus(responses: string): string {
  return `<?xml version="1.0"?><d:multistatus xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav">${responses}</d:multistatus>`;
}

function found(href: string, properties: string): string {
  return `<d:response><d:href>${href}</d:href><d:propstat><d:prop>${properties}</d:prop><d:status>HTTP/1.1 200 OK</d:status></d:propstat></d:response>`;
}

const theCalendar = found(
  PATH,
  `<d:resourcetype><d:collection/><c:calendar/></d:resourcetype><d:displayname>Work</d:displayname>
   <c:supported-calendar-component-set><c:comp name="VEVENT"/></c:supported-calendar-component-set>
   <d:current-user-privilege-set><d:privilege><d:write/></d:privilege></d:current-user-privilege-set>`,
);

function theEntry(name: string, content: string | undefined): string {
  if (content === undefined)
    return `<d:response><d:href>${name}</d:href><d:status>HTTP/1.1 404 Not Found</d:status></d:response>`;
  const data = content.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
  return found(name, `<d:getetag>${etagOf(content)}</d:getetag><c:calendar-data>${data}</c:calendar-data>`);
}
