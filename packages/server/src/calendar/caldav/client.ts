/**
 * The few requests of CalDAV that we need (RFC 4791, RFC 6578), over the guarded door to the outside. Answers are taken apart
 * beside the event loop. It signs in with name and password (Basic), over TLS.
 */
import type { Outside, OutsideAnswer } from "../../outside/reach.ts";
import { checkStatus } from "../problem.ts";
import type { Listing, ReadFor, ReadObject } from "../reader/jobs.ts";
import type { Reader } from "../reader/reader.ts";

export interface Account {
  user: string;
  password: string;
}

export interface DavClient {
  propfind(url: string, depth: 0 | 1, properties: string): Promise<Listing & { url: string }>;
  /** Names and marks of all events. As a report, because servers answer that much faster than a PROPFIND of thousands. */
  list(url: string): Promise<Listing>;
  /** All with the token "". Null when the server doesn't know the token, or this report. */
  changesSince(url: string, token: string): Promise<Listing | null>;
  objects(url: string, hrefs: readonly string[], as: ReadFor): Promise<ReadObject[]>;
  between(url: string, window: { fromMs: number; toMs: number }, as: ReadFor): Promise<ReadObject[]>;
  get(url: string): Promise<OutsideAnswer>;
  put(url: string, text: string, condition: { etag: string } | "new"): Promise<OutsideAnswer>;
  remove(url: string, etag: string | null): Promise<OutsideAnswer>;
}

export interface DavOptions {
  outside: Outside;
  reader: Reader;
  account: Account;
  signal?: AbortSignal;
  /** While nobody waits: a server may need longer than ten seconds to list ten thousand events. */
  patient?: boolean;
}

const PATIENT_MS = 60_000;

const namespaces = 'xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav" xmlns:s="http://calendarserver.org/ns/"';

export function createDavClient({ outside, reader, account, signal, patient = false }: DavOptions): DavClient {
  const authorization = `Basic ${Buffer.from(`${account.user}:${account.password}`).toString("base64")}`;
  const send = (url: string, request: { method: string; headers?: Record<string, string>; body?: string }) =>
    outside.request(url, {
      ...request,
      authorization,
      ...(patient ? { deadlineMs: PATIENT_MS } : {}),
      ...(signal ? { signal } : {}),
    });
  const ask = async (method: string, url: string, depth: 0 | 1, body: string): Promise<OutsideAnswer> => {
    const headers = { "content-type": "application/xml; charset=utf-8", depth: String(depth) };
    return send(url, { method, headers, body: `<?xml version="1.0" encoding="utf-8"?>${body}` });
  };
  return {
    async propfind(url, depth, properties) {
      const answer = await ask(
        "PROPFIND",
        url,
        depth,
        `<d:propfind ${namespaces}><d:prop>${properties}</d:prop></d:propfind>`,
      );
      checkStatus(answer.status, true);
      return { ...(await reader.run("listing", { xml: answer.body })), url: answer.url };
    },
    async list(url) {
      const body = `<c:calendar-query ${namespaces}><d:prop><d:getetag/></d:prop><c:filter><c:comp-filter name="VCALENDAR"><c:comp-filter name="VEVENT"/></c:comp-filter></c:filter></c:calendar-query>`;
      const answer = await ask("REPORT", url, 1, body);
      checkStatus(answer.status, true);
      return reader.run("listing", { xml: answer.body });
    },
    async changesSince(url, token) {
      const body = `<d:sync-collection ${namespaces}>${token === "" ? "<d:sync-token/>" : `<d:sync-token>${escaped(token)}</d:sync-token>`}<d:sync-level>1</d:sync-level><d:prop><d:getetag/></d:prop></d:sync-collection>`;
      const answer = await ask("REPORT", url, 0, body);
      if (answer.status >= 400 && answer.status < 500 && answer.status !== 401 && answer.status !== 429) return null;
      checkStatus(answer.status, true);
      return reader.run("listing", { xml: answer.body });
    },
    async objects(url, hrefs, as) {
      const wanted = hrefs.map((href) => `<d:href>${escaped(href)}</d:href>`).join("");
      const body = `<c:calendar-multiget ${namespaces}><d:prop><d:getetag/><c:calendar-data/></d:prop>${wanted}</c:calendar-multiget>`;
      const answer = await ask("REPORT", url, 1, body);
      checkStatus(answer.status, true);
      return reader.run("objects", { xml: answer.body, as });
    },
    async between(url, { fromMs, toMs }, as) {
      const range = `<c:time-range start="${utc(fromMs)}" end="${utc(toMs)}"/>`;
      const body = `<c:calendar-query ${namespaces}><d:prop><d:getetag/><c:calendar-data/></d:prop><c:filter><c:comp-filter name="VCALENDAR"><c:comp-filter name="VEVENT">${range}</c:comp-filter></c:comp-filter></c:filter></c:calendar-query>`;
      const answer = await ask("REPORT", url, 1, body);
      checkStatus(answer.status, true);
      return reader.run("objects", { xml: answer.body, as });
    },
    get: (url) => send(url, { method: "GET" }),
    put: (url, text, condition) =>
      send(url, {
        method: "PUT",
        headers: {
          "content-type": "text/calendar; charset=utf-8",
          ...(condition === "new" ? { "if-none-match": "*" } : { "if-match": condition.etag }),
        },
        body: text,
      }),
    remove: (url, etag) => send(url, { method: "DELETE", headers: etag === null ? {} : { "if-match": etag } }),
  };
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

function utc(ms: number): string {
  return new Date(ms).toISOString().replaceAll(/[-:]|\.\d+/g, "");
}
