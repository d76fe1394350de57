/**
 * What changed in one calendar since it was last read. By its sync token where the server gives one, else by comparing the
 * etags of all objects; only objects that changed are fetched, fifty at a time.
 */
import { OutsideError } from "../../outside/reach.ts";
import { CalendarProblem } from "../problem.ts";
import type { Listing, Read, ReadFor, ReadObject } from "../reader/jobs.ts";
import type { DavClient } from "./client.ts";
import type { FoundCalendar } from "./discover.ts";

export interface Known {
  syncToken: string | null;
  ctag: string | null;
  /** By path; those to be read again in any case are left out. */
  etags: ReadonlyMap<string, string | null>;
  /** All paths that are stored. */
  paths: ReadonlySet<string>;
}

export interface ReadChange {
  path: string;
  etag: string | null;
  read: Read;
}

export interface Changes {
  read: ReadChange[];
  gone: string[];
  syncToken: string | null;
  ctag: string | null;
}

const BATCH = 50;
const MOST_ROUNDS = 200;

/** Null: nothing has changed. */
export async function changesOf(
  client: DavClient,
  calendar: FoundCalendar,
  known: Known,
  as: ReadFor,
): Promise<Changes | null> {
  const complete = known.etags.size === known.paths.size;
  const sameTag = calendar.ctag !== null && calendar.ctag === known.ctag;
  if (complete && sameTag) return null;
  const delta = complete && known.syncToken !== null ? await sinceToken(client, calendar, known.syncToken) : null;
  const { changed, gone, syncToken } = delta
    ? {
        ...delta,
        changed: [...delta.etags]
          .filter(([path, etag]) => etag === null || known.etags.get(path) !== etag)
          .map(([path]) => path),
      }
    : await byComparing(client, calendar, known);
  const answers = new Map((await fetchObjects(client, calendar.url, changed, as)).map((one) => [one.href, one]));
  const read: ReadChange[] = [];
  for (const path of changed) {
    const answer = answers.get(path);
    // Asked for and passed over in silence: it may be the meeting that matters.
    if (!answer) throw new CalendarProblem("unexpected_answer", "The server keeps some events back.");
    if (answer.read === null) gone.push(path);
    else read.push({ path, etag: answer.etag, read: answer.read });
  }
  return { read, gone: gone.filter((path) => known.paths.has(path)), syncToken, ctag: calendar.ctag };
}

async function sinceToken(client: DavClient, { url }: FoundCalendar, token: string) {
  const etags = new Map<string, string | null>();
  const gone = new Set<string>();
  let at = token;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const answer = await client.changesSince(url, at);
    if (answer === null) return null;
    const isPart = takeIn(answer, url, etags, gone);
    if (answer.syncToken === null) return null;
    const before = at;
    at = answer.syncToken;
    if (!isPart) return { etags, gone: [...gone], syncToken: at };
    if (at === before) return null;
  }
  return null;
}

/** Whether there is more to ask for: the server then answers 507 for the calendar itself (RFC 6578, section 3.6). */
function takeIn(answer: Listing, url: string, etags: Map<string, string | null>, gone: Set<string>): boolean {
  let isPart = false;
  for (const item of answer.items) {
    const path = pathOf(item.href, url);
    if (path === pathOf(url, url)) isPart ||= item.status === 507;
    else if (item.status === 404 || item.status === 410) {
      gone.add(path);
      etags.delete(path);
    } else {
      etags.set(path, item.etag);
      gone.delete(path);
    }
  }
  return isPart;
}

/** All that there is: by asking for the changes since ever, which also gives a token, or else by a list. */
async function byComparing(client: DavClient, calendar: FoundCalendar, known: Known) {
  const all = await everSince(client, calendar);
  const own = pathOf(calendar.url, calendar.url);
  const there = all?.etags ?? (await listed(client, calendar));
  there.delete(own);
  return {
    changed: [...there].filter(([path, etag]) => etag === null || known.etags.get(path) !== etag).map(([path]) => path),
    gone: [...known.paths].filter((path) => !there.has(path)),
    syncToken: all?.syncToken ?? null,
  };
}

async function listed(client: DavClient, { url }: FoundCalendar): Promise<Map<string, string | null>> {
  const { items } = await client.list(url);
  // What isn't in the list is taken as gone, and its time as free.
  if (items.some(({ href, status }) => status === 507 && pathOf(href, url) === pathOf(url, url)))
    throw new CalendarProblem("unexpected_answer", "The server lists only a part of the events.");
  return new Map(items.map(({ href, etag }) => [pathOf(href, url), etag]));
}

/** Null where the server has no such thing, or takes too long over it: then there is the list. */
async function everSince(client: DavClient, calendar: FoundCalendar) {
  try {
    return await sinceToken(client, calendar, "");
  } catch (error) {
    if (error instanceof OutsideError && error.code === "too_slow") return null;
    throw error;
  }
}

async function fetchObjects(
  client: DavClient,
  url: string,
  paths: readonly string[],
  as: ReadFor,
): Promise<ReadObject[]> {
  const read: ReadObject[] = [];
  for (let at = 0; at < paths.length; at += BATCH)
    read.push(...(await fetchBatch(client, url, paths.slice(at, at + BATCH), as)));
  return read;
}

/** Large objects may be too many for one answer; a single one that is too large is a problem of its own. */
async function fetchBatch(
  client: DavClient,
  url: string,
  paths: readonly string[],
  as: ReadFor,
): Promise<ReadObject[]> {
  try {
    const read = await client.objects(url, paths, as);
    return read.map((object) => ({ ...object, href: pathOf(object.href, url) }));
  } catch (error) {
    if (!(error instanceof OutsideError && error.code === "too_large") || paths.length === 1) throw error;
    const half = Math.ceil(paths.length / 2);
    return [
      ...(await fetchBatch(client, url, paths.slice(0, half), as)),
      ...(await fetchBatch(client, url, paths.slice(half), as)),
    ];
  }
}

/** Servers name objects by path or by whole address; we keep the path, as the server writes it. */
function pathOf(href: string, base: string): string {
  const url = URL.parse(href, base);
  if (!url)
    throw new CalendarProblem("unexpected_answer", "The server names an event by something that is no address.");
  return url.pathname.replace(/\/$/, "");
}
