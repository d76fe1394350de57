/** A look into a calendar before anything is kept: is it one, what does it hold, which calendars does the account have. */
import { days, type CalendarAccess } from "@interviewvector/domain";
import { OutsideError } from "../outside/reach.ts";
import { createDavClient } from "./caldav/client.ts";
import { discover, type Discovered, type FoundCalendar } from "./caldav/discover.ts";
import { type CalendarDeps, readFor } from "./deps.ts";
import { readable, readFeed } from "./feed.ts";
import { asProblem, CalendarProblem } from "./problem.ts";
import type { CalendarSecrets } from "./secrets.ts";

export interface Look {
  name: string;
  /** Null: too many to count at once. */
  events: number | null;
  soon: number | null;
  calendars: FoundCalendar[];
  owners: string[];
  secrets: CalendarSecrets;
  host: string;
}

export interface Looking {
  expert: { id: string; email: string; zone: string };
  access: CalendarAccess;
}

/** Throws `CalendarProblem`. */
export async function lookInto(deps: CalendarDeps, { expert, access }: Looking): Promise<Look> {
  try {
    const address = deps.reach.check(withScheme(access.address)).href;
    const host = new URL(address).host;
    if (access.kind === "feed") return await lookIntoFeed(deps, expert, { address, host });
    return await lookIntoAccount(deps, expert, { ...access, address, host });
  } catch (error) {
    throw asProblem(error);
  }
}

/** People copy addresses without their beginning. What names no host is left as it is: it is no address, and said to be none. */
function withScheme(typed: string): string {
  const address = typed.trim();
  const lacksOnlyScheme = !/^[a-z][a-z0-9+.-]*:\/\//i.test(address) && /^[^\s/]+[.:]/.test(address);
  return lacksOnlyScheme ? `https://${address}` : address;
}

async function lookIntoFeed(
  deps: CalendarDeps,
  expert: Looking["expert"],
  at: { address: string; host: string },
): Promise<Look> {
  const owners = ownerInAddress(at.address);
  const as = readFor(deps, expert, { now: deps.door.clock.now(), owners });
  const answer = await readFeed(deps, { address: at.address, marks: null }, as);
  if (!answer.changed) throw new CalendarProblem("unexpected_answer", "The server answers nothing.");
  const { name, events, soon } = answer.reading;
  return {
    name: name ?? at.host,
    events,
    soon,
    calendars: [],
    owners,
    secrets: { kind: "feed", address: at.address },
    host: at.host,
  };
}

/** Google's secret addresses name the calendar, which for one's own is the mail address: …/ical/ada%40example.com/private-…/basic.ics */
function ownerInAddress(address: string): string[] {
  return new URL(address).pathname
    .split("/")
    .map((part) => safeDecode(part).toLowerCase())
    .filter((part) => /^[^@\s/]+@[^@\s/]+\.[^@\s/]+$/.test(part));
}

function safeDecode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    // Not encoded as addresses are: then it holds no mail address either.
    return "";
  }
}

interface AccountAt {
  address: string;
  user: string;
  password: string;
  host: string;
}

async function lookIntoAccount(deps: CalendarDeps, expert: Looking["expert"], access: AccountAt): Promise<Look> {
  const outside = deps.reach.open();
  try {
    const client = createDavClient({ outside, reader: deps.reader, account: access });
    const { places, owners, calendars } = await discover(client, access.address);
    const now = deps.door.clock.now();
    const allOwners = [...new Set([...owners, ...(access.user.includes("@") ? [access.user.toLowerCase()] : [])])];
    const as = { ...readFor(deps, expert, { now, owners: allOwners }), fromMs: now, toMs: now + days(14) };
    let events: number | null = 0;
    let soon: number | null = 0;
    for (const { url } of calendars) {
      events = await sumOf(events, async () => (await client.list(url)).items.length);
      soon = await sumOf(soon, async () => {
        const objects = await client.between(url, as, as);
        return objects.reduce((sum, { read }) => sum + (read ? readable(read).soon : 0), 0);
      });
    }
    return {
      name: access.user,
      events,
      soon,
      calendars,
      owners: allOwners,
      secrets: { kind: "caldav", address: access.address, user: access.user, password: access.password, places },
      host: access.host,
    };
  } finally {
    outside.close();
  }
}

/** Null when a calendar is so large that the server can't say so at once; reading it goes piece by piece, and takes its time. */
async function sumOf(sum: number | null, count: () => Promise<number>): Promise<number | null> {
  if (sum === null) return null;
  try {
    return sum + (await count());
  } catch (error) {
    if (error instanceof OutsideError && (error.code === "too_slow" || error.code === "too_large")) return null;
    throw error;
  }
}

export function lookWords({
  events,
  soon,
  calendars,
}: Pick<Look, "events" | "soon"> & { calendars: readonly Discovered["calendars"][number][] }): string {
  const where = calendars.length > 1 ? ` in ${calendars.length} calendars` : "";
  const all = events === null ? "Very many events" : `${events} ${events === 1 ? "event" : "events"}`;
  const busy = soon === null ? "too many to tell at once when you are busy" : `${soon} busy in the next two weeks`;
  return `${all}${where}, ${busy}.`;
}
