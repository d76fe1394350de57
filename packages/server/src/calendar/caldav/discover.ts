/**
 * From the address that a person knows to their calendars (RFC 6764, RFC 4791 section 6.2). The address may be that of the
 * server, of the account, of the folder with all calendars, or of one calendar.
 */
import { CalendarProblem } from "../problem.ts";
import type { Listing } from "../reader/jobs.ts";
import type { DavClient } from "./client.ts";

/** Where calendars are listed: a folder (1), or the calendar itself (0). */
export interface Place {
  url: string;
  depth: 0 | 1;
}

export interface FoundCalendar {
  url: string;
  name: string;
  mayWrite: boolean;
  ctag: string | null;
}

export interface Discovered {
  places: Place[];
  /** Of the person, as the server knows them. */
  owners: string[];
  calendars: FoundCalendar[];
}

const whoProperties =
  "<d:resourcetype/><d:current-user-principal/><c:calendar-home-set/><c:calendar-user-address-set/><c:supported-calendar-component-set/>";
const calendarProperties =
  "<d:resourcetype/><d:displayname/><c:supported-calendar-component-set/><d:current-user-privilege-set/>";

export async function discover(client: DavClient, address: string): Promise<Discovered> {
  const first = await startOf(client, address);
  const [item] = first.items;
  if (item?.isCalendar) {
    const places: Place[] = [{ url: first.url, depth: 0 }];
    const owners = await ownersOf(client, item.principal === null ? null : absolute(item.principal, first.url));
    return { places, owners, calendars: await listCalendars(client, places) };
  }
  const principalUrl = item?.principal ? absolute(item.principal, first.url) : first.url;
  const principal = item?.home.length ? first : await client.propfind(principalUrl, 0, whoProperties);
  const homes = principal.items.flatMap(({ home }) => home.map((href) => absolute(href, principal.url)));
  // Without a home, the address may be the folder itself.
  const places: Place[] = (homes.length > 0 ? homes : [first.url]).map((url) => ({ url, depth: 1 }));
  const calendars = await listCalendars(client, places);
  if (calendars.length === 0)
    throw new CalendarProblem("no_calendar", "The account has no calendar with events at this address.");
  const owners = principal.items.flatMap(({ addresses }) => addresses.flatMap(mailAddress));
  return { places, owners, calendars };
}

/** The address itself, or where the server says that its calendars begin. */
async function startOf(client: DavClient, address: string): Promise<Listing & { url: string }> {
  const tries = [address, new URL("/.well-known/caldav", address).href, new URL("/", address).href];
  let failure: unknown;
  for (const url of tries) {
    try {
      const answer = await client.propfind(url, 0, whoProperties);
      const [item] = answer.items;
      if (item && (item.isCalendar || item.principal !== null || item.home.length > 0 || url === address)) {
        if (item.isCalendar || item.principal !== null || item.home.length > 0) return answer;
        if ((await client.propfind(answer.url, 1, calendarProperties)).items.some(({ isCalendar }) => isCalendar))
          return answer;
      }
    } catch (error) {
      if (!(error instanceof CalendarProblem) || error.code === "credentials") throw error;
      failure ??= error;
    }
  }
  throw failure instanceof CalendarProblem && failure.code === "server_trouble"
    ? failure
    : new CalendarProblem("no_calendar", "No CalDAV server answers at this address.", { cause: failure });
}

async function ownersOf(client: DavClient, principalUrl: string | null): Promise<string[]> {
  if (principalUrl === null) return [];
  const { items } = await client.propfind(principalUrl, 0, whoProperties);
  return items.flatMap(({ addresses }) => addresses.flatMap(mailAddress));
}

/** `withTags`: also whether anything has changed, for which a server may have to look at each of ten thousand events. */
export async function listCalendars(
  client: DavClient,
  places: readonly Place[],
  { withTags = false }: { withTags?: boolean } = {},
): Promise<FoundCalendar[]> {
  const found: FoundCalendar[] = [];
  for (const { url, depth } of places) {
    const answer = await client.propfind(url, depth, `${calendarProperties}${withTags ? "<s:getctag/>" : ""}`);
    for (const item of answer.items) {
      if (!item.isCalendar || (item.components.length > 0 && !item.components.includes("VEVENT"))) continue;
      const calendarUrl = absolute(item.href, answer.url);
      found.push({
        url: calendarUrl,
        name: (
          item.displayName ?? decodeURIComponent(calendarUrl.split("/").findLast((part) => part !== "") ?? "")
        ).slice(0, 120),
        mayWrite: item.mayWrite ?? true,
        ctag: item.ctag,
      });
    }
  }
  return found;
}

export function absolute(href: string, base: string): string {
  const url = URL.parse(href, base);
  if (!url)
    throw new CalendarProblem("unexpected_answer", "The server names a calendar by something that is no address.");
  return url.href;
}

function mailAddress(href: string): string[] {
  const match = /^mailto:(.+)$/i.exec(href);
  return match?.[1] ? [match[1].toLowerCase()] : [];
}
