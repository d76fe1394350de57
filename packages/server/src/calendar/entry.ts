/**
 * The entry of one interview in the expert's own calendar, made true as things stand at the moment of writing: there when the
 * expert holds the interview, gone when they don't, in the calendar that receives now. It looks before it writes; a name of
 * its own and the entry's mark (etag) keep a late or repeated write from doing harm.
 */
import { sql } from "kysely";
import type { Db } from "../db/database.ts";
import type { Attempt, Effect, Found, Handler, Outcome } from "../effects/effect.ts";
import { joinUrl, readExpert, readFacts } from "../interview/facts.ts";
import { createDavClient, type DavClient } from "./caldav/client.ts";
import type { CalendarDeps } from "./deps.ts";
import { entryText } from "./entry-text.ts";
import { calendarUid } from "./ics.ts";
import { readComponents, valueOf } from "./read/lines.ts";
import { asProblem, CalendarProblem, checkStatus } from "./problem.ts";
import { openSecrets } from "./secrets.ts";

export interface EntryDeps extends CalendarDeps {
  /** As in the UIDs of mails: the domain that they are sent from. */
  uidHost: string;
}

interface Wanted {
  uid: string;
  sequence: number;
  startAt: number;
  endAt: number;
  text: string;
}

interface Place {
  calendarId: string;
  url: string;
  source: { id: string; secrets: Buffer };
}

export function entryHandler(deps: EntryDeps): Handler {
  return {
    kind: "calendar.write",
    run: async (effect, attempt) => {
      try {
        return await write(deps, effect, attempt);
      } catch (error) {
        return failed(asProblem(error));
      }
    },
    find: (effect, attempt) => find(deps, effect, attempt),
  };
}

function failed(problem: CalendarProblem): Outcome {
  // The server may have taken it in before it fell silent; everything else came to nothing.
  const code = String((((problem.cause as Error | undefined)?.cause ?? {}) as { code?: unknown }).code ?? "");
  const wasCut = problem.code === "unreachable" && /RESET|PIPE|HANG_UP/.test(code);
  if (problem.code === "too_slow" || problem.code === "server_trouble" || wasCut)
    return { result: "unsure", words: problem.message, code: problem.code };
  return { result: "not_applied", words: problem.message, code: problem.code, retry: "backoff" };
}

async function write(deps: EntryDeps, effect: Effect, attempt: Attempt): Promise<Outcome> {
  const expertId = String(effect.payload["expertId"]);
  const interviewId = effect.interviewId ?? "";
  const wanted = await wantedEntry(deps, interviewId, expertId);
  const target = await receivingPlace(deps, expertId);
  const places = await standingPlaces(deps, interviewId, expertId);
  for (const place of places) {
    if (wanted && place.calendarId === target?.calendarId) continue;
    await remove(deps, place, attempt);
    await deps.door.database.service
      .deleteFrom("calendar_entries")
      .where("interview_id", "=", interviewId)
      .where("expert_id", "=", expertId)
      .where("calendar_id", "=", place.calendarId)
      .execute();
  }
  if (!wanted)
    return places.length > 0
      ? { result: "done", words: "taken out of the expert's calendar" }
      : { result: "skipped", words: "nothing stands in a calendar" };
  if (!target)
    return places.length > 0
      ? { result: "done", words: "taken out of the former calendar" }
      : { result: "skipped", words: "no calendar of the expert receives bookings" };
  return put(deps, target, { wanted, interviewId, expertId }, attempt);
}

interface About {
  wanted: Wanted;
  interviewId: string;
  expertId: string;
}

async function put(deps: EntryDeps, target: Place, about: About, attempt: Attempt): Promise<Outcome> {
  const { wanted } = about;
  const url = entryUrl(target, wanted.uid);
  // Before anything is written, so that whatever happens in between, it can be found and taken out again.
  await remember(deps.door.database.service, target, about, url);
  return withClient(deps, target, attempt, async (client): Promise<Outcome> => {
    const there = await lookAt(client, url);
    const words = "in the expert's calendar";
    if (there && isAsWanted(there.text, wanted)) return { result: "done", words, externalId: url };
    if (!attempt.mayStillWrite())
      return { result: "later", words: "too little time is left for a write", afterMs: 500 };
    const answer = await client.put(url, wanted.text, there?.etag ? { etag: there.etag } : "new");
    // Somebody changed it between our look and our write: look again.
    if (answer.status === 412) return { result: "not_applied", words: "it was changed meanwhile", retry: "backoff" };
    // The calendar holds this UID under another name: it took the entry of our mail in, which our mails keep true.
    if ((answer.status === 409 || answer.status === 403) && answer.body.includes("no-uid-conflict"))
      return { result: "done", words: "stands in the expert's calendar from our mail" };
    checkStatus(answer.status, true);
    return { result: "done", words, externalId: url };
  });
}

async function find(deps: EntryDeps, effect: Effect, attempt: Attempt): Promise<Found> {
  const expertId = String(effect.payload["expertId"]);
  const interviewId = effect.interviewId ?? "";
  const wanted = await wantedEntry(deps, interviewId, expertId);
  const target = await receivingPlace(deps, expertId);
  // What is to be removed is looked for, and removed, by the next attempt: doing that twice is doing it once.
  if (!wanted || !target) return { found: false };
  const url = entryUrl(target, wanted.uid);
  const there = await withClient(deps, target, attempt, (client) => lookAt(client, url));
  if (!there || !isAsWanted(there.text, wanted)) return { found: false };
  // Out of a former calendar it is taken by another attempt, which finds this one done.
  const elsewhere = (await standingPlaces(deps, interviewId, expertId)).some(
    ({ calendarId }) => calendarId !== target.calendarId,
  );
  return elsewhere ? { found: false } : { found: true, words: "found in the expert's calendar", externalId: url };
}

async function remove(deps: EntryDeps, place: Place & { href: string }, attempt: Attempt): Promise<void> {
  await withClient(deps, place, attempt, async (client) => {
    const answer = await client.remove(place.href, null);
    if (answer.status === 404 || answer.status === 410) return;
    checkStatus(answer.status, true);
  });
}

async function lookAt(client: DavClient, url: string): Promise<{ text: string; etag: string | null } | null> {
  const answer = await client.get(url);
  if (answer.status === 404 || answer.status === 410) return null;
  checkStatus(answer.status, true);
  return { text: answer.body, etag: answer.headers.etag ?? null };
}

/** Servers write entries down anew in their own way: what has to be the same is when, and of which version. */
function isAsWanted(text: string, wanted: Wanted): boolean {
  try {
    const [there, want] = [text, wanted.text].map((one) =>
      readComponents(one)[0]?.parts.find(({ name }) => name === "VEVENT"),
    );
    if (!there || !want) return false;
    return ["UID", "SEQUENCE", "DTSTART", "DTEND"].every((name) => valueOf(there, name) === valueOf(want, name));
  } catch {
    // What stands there is no calendar: it is written over.
    return false;
  }
}

/** The booking as it stands; null when this expert doesn't hold the interview (any more). A meeting that is over stays written. */
async function wantedEntry(deps: EntryDeps, interviewId: string, expertId: string): Promise<Wanted | null> {
  const db = deps.door.database.service;
  const { rows } = await sql<{ start_at: Date; end_at: Date; sequence: number }>`
    select lower(b.during) as start_at, upper(b.during) as end_at, i.sequence
    from bookings b join interviews i on i.id = b.interview_id
    where b.interview_id = ${interviewId} and b.expert_id = ${expertId} and b.status in ('confirmed', 'done')
    order by b.status = 'confirmed' desc, lower(b.during) desc limit 1`.execute(db);
  const booking = rows[0];
  const facts = booking && (await readFacts(db, interviewId, deps));
  const expert = booking && (await readExpert(db, expertId));
  if (!booking || !facts || !expert) return null;
  const entry = {
    uid: calendarUid(interviewId, { expertId }, deps.uidHost),
    sequence: booking.sequence,
    startAt: booking.start_at.getTime(),
    endAt: booking.end_at.getTime(),
  };
  const link = facts.links.expert;
  return { ...entry, text: entryText({ ...entry, link, joinLink: joinUrl(facts, expert) ?? link }) };
}

async function receivingPlace({ door }: EntryDeps, expertId: string): Promise<Place | null> {
  const row = await door.database.service
    .selectFrom("calendars as c")
    .innerJoin("calendar_sources as s", "s.id", "c.source_id")
    .select(["c.id as calendar_id", "c.url", "s.id as source_id", "s.secrets"])
    .where("s.expert_id", "=", expertId)
    .where("c.receives", "=", true)
    .executeTakeFirst();
  return row
    ? { calendarId: row.calendar_id, url: row.url, source: { id: row.source_id, secrets: row.secrets } }
    : null;
}

async function standingPlaces(
  { door }: EntryDeps,
  interviewId: string,
  expertId: string,
): Promise<(Place & { href: string })[]> {
  const rows = await door.database.service
    .selectFrom("calendar_entries as e")
    .innerJoin("calendars as c", "c.id", "e.calendar_id")
    .innerJoin("calendar_sources as s", "s.id", "c.source_id")
    .select(["c.id as calendar_id", "c.url", "e.href", "s.id as source_id", "s.secrets"])
    .where("e.interview_id", "=", interviewId)
    .where("e.expert_id", "=", expertId)
    .execute();
  return rows.map((row) => ({
    calendarId: row.calendar_id,
    url: row.url,
    href: row.href,
    source: { id: row.source_id, secrets: row.secrets },
  }));
}

function entryUrl({ url }: Place, uid: string): string {
  return new URL(`${encodeURIComponent(uid)}.ics`, url.endsWith("/") ? url : `${url}/`).href;
}

async function remember(db: Db, place: Place, { wanted, interviewId, expertId }: About, href: string): Promise<void> {
  const facts = {
    href,
    sequence: wanted.sequence,
    starts_at: new Date(wanted.startAt),
    ends_at: new Date(wanted.endAt),
  };
  await db
    .insertInto("calendar_entries")
    .values({ interview_id: interviewId, expert_id: expertId, calendar_id: place.calendarId, ...facts })
    .onConflict((conflict) => conflict.columns(["interview_id", "expert_id", "calendar_id"]).doUpdateSet(facts))
    .execute();
}

async function withClient<Result>(
  deps: EntryDeps,
  { source }: Place,
  { signal }: Attempt,
  work: (client: DavClient) => Promise<Result>,
): Promise<Result> {
  const account = openSecrets(deps.crypt, source);
  if (account.kind !== "caldav") throw new CalendarProblem("no_secret", "This calendar can't be written to.");
  const outside = deps.reach.open();
  try {
    return await work(createDavClient({ outside, reader: deps.reader, account, signal }));
  } finally {
    outside.close();
  }
}
