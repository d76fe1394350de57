/**
 * What may be offered, and with whom, worked out once more: minute by minute, from the tables as they are, in the words of the
 * product and with nothing of the server's. Slow and plain; it judges what the server offers and books.
 */
import { sql } from "kysely";
import type { Database } from "../src/db/database.ts";

const MINUTE = 60_000;
const DAY = 86_400_000;

interface Span {
  from: number;
  to: number;
}
interface Hours {
  fromMinute: number;
  toMinute: number;
}
export interface TrueExpert {
  id: string;
  name: string;
  state: string;
  zone: string;
  skills: { skill: string; level: number }[];
  categories: string[];
  roles: string[];
  languages: string[];
  employers: string[];
  conflicts: { kind: string; words: string }[];
  perDay: number;
  perWeek: number;
  notice: number;
  weekly: (Hours & { weekday: number })[];
  overrides: { onDate: string; intervals: Hours[] }[];
  off: Span[];
  busy: Span[];
  sources: { state: string; readAt: number | null; readUntil: number | null; readZone: string | null }[];
  standby: Span[];
}
interface TrueBooking extends Span {
  id: string;
  expertId: string;
  candidateId: string;
  interviewId: string;
  status: "held" | "confirmed" | "released" | "done";
  until: number | null;
}
export interface Settings {
  minimumNoticeMinutes?: number;
  bufferBeforeMinutes?: number;
  bufferAfterMinutes?: number;
}
export interface TrueInterview {
  id: string;
  state: string;
  candidateId: string;
  candidate: string;
  emails: string[];
  company: string;
  position: string;
  category: string | null;
  seniority: string | null;
  skills: string[];
  languages: string[];
  settings: Settings;
  minutes: number;
  latestAt: number | null;
  booking: (Span & { id: string; expertId: string }) | null;
  ranges: { fromAt: number; toAt: number }[];
  /** Who gave it up, or did not come to it. */
  gone: string[];
}
export interface Truth {
  now: number;
  experts: TrueExpert[];
  bookings: TrueBooking[];
  interviews: TrueInterview[];
  people: { id: string; emails: string[] }[];
}

/** Of the range `during` of a row x. */
const spanOf = sql.raw(
  "json_build_object('from', extract(epoch from lower(x.during)) * 1000, 'to', extract(epoch from upper(x.during)) * 1000)",
);

export async function readTruth(database: Database, now: number): Promise<Truth> {
  const { rows } = await sql<{ found: Omit<Truth, "now"> }>`
    select json_build_object(
      'experts', coalesce((select json_agg(json_build_object('id', e.id, 'name', e.name, 'state', e.state, 'zone', e.zone, 'skills', e.skills,
        'categories', to_json(e.categories), 'roles', to_json(e.roles), 'languages', to_json(e.languages),
        'employers', to_json(e.employers || e.former_employers), 'perDay', e.max_per_day, 'perWeek', e.max_per_week, 'notice', e.notice_minutes,
        'conflicts', coalesce((select json_agg(json_build_object('kind', x.kind, 'words', x.words)) from expert_conflicts x where x.expert_id = e.id), '[]'),
        'weekly', coalesce((select json_agg(json_build_object('weekday', x.weekday, 'fromMinute', x.from_minute, 'toMinute', x.to_minute)) from expert_hours x where x.expert_id = e.id), '[]'),
        'overrides', coalesce((select json_agg(json_build_object('onDate', x.on_date, 'intervals', x.intervals)) from expert_overrides x where x.expert_id = e.id), '[]'),
        'off', coalesce((select json_agg(${spanOf}) from expert_time_off x where x.expert_id = e.id), '[]'),
        'standby', coalesce((select json_agg(${spanOf}) from standby x where x.expert_id = e.id), '[]'),
        'busy', coalesce((select json_agg(${spanOf})
          from expert_busy x join calendars c on c.id = x.calendar_id where x.expert_id = e.id and c.counts), '[]'),
        'sources', coalesce((select json_agg(json_build_object('state', s.state, 'readAt', extract(epoch from s.read_at) * 1000,
          'readUntil', extract(epoch from s.read_until) * 1000, 'readZone', s.read_zone))
          from calendar_sources s where s.expert_id = e.id and exists (select from calendars c where c.source_id = s.id and c.counts)), '[]')
        )) from experts e), '[]'),
      'bookings', coalesce((select json_agg(json_build_object('id', b.id, 'expertId', b.expert_id, 'candidateId', b.candidate_id, 'interviewId', b.interview_id,
        'status', b.status, 'from', extract(epoch from lower(b.during)) * 1000, 'to', extract(epoch from upper(b.during)) * 1000,
        'until', extract(epoch from b.hold_expires_at) * 1000)) from bookings b), '[]'),
      'people', coalesce((select json_agg(json_build_object('id', k.id, 'emails', to_json(k.emails))) from candidates k), '[]'),
      'interviews', coalesce((select json_agg(json_build_object('id', i.id, 'state', i.state, 'candidateId', k.id, 'candidate', k.name,
        'emails', to_json(k.emails), 'company', c.name, 'position', p.state, 'category', p.category, 'seniority', p.seniority,
        'skills', to_json(p.skills), 'languages', to_json(p.languages), 'settings', p.settings, 'minutes', r.duration_minutes + i.extra_minutes,
        'latestAt', extract(epoch from i.latest_at) * 1000,
        'booking', case when i.booking_id is null then null else json_build_object('id', i.booking_id, 'expertId', i.expert_id,
          'from', extract(epoch from i.starts_at) * 1000, 'to', extract(epoch from i.ends_at) * 1000) end,
        'ranges', coalesce(i.proposal -> 'ranges', '[]'),
        'gone', coalesce((select json_agg(coalesce(h.details ->> 'fromExpertId', (select x.details -> 'booking' ->> 'expertId' from history x
            where x.interview_id = i.id and x.id < h.id and x.event in ('slotBooked', 'expertReplaced') order by x.id desc limit 1)))
          from history h where h.interview_id = i.id and (h.details ? 'fromExpertId' or h.event = 'didNotCome' and h.details ->> 'party' = 'expert')), '[]')
        )) from interviews i join candidates k on k.id = i.candidate_id join companies c on c.id = i.company_id
           join positions p on p.id = i.position_id join rounds r on r.id = i.round_id), '[]')
    ) as found`.execute(database.service);
  return { now, ...rows[0]!.found };
}

/** What is asked of an expert's time. */
export interface Ask {
  minutes: number;
  /** Kept free on both sides. */
  apart: number;
  notice: number;
  /** Bookings that don't count: the interview's own. */
  except: readonly string[];
  /** On standby: whatever their hours. */
  anyHour?: boolean;
}

/** `except`: bookings that don't count, since they are the interview's own. */
export function askOf(
  { settings, minutes }: Pick<TrueInterview, "settings" | "minutes">,
  except: readonly string[],
): Ask {
  const { minimumNoticeMinutes: notice = 360, bufferBeforeMinutes = 0, bufferAfterMinutes = 15 } = settings;
  const apart = Math.max(bufferBeforeMinutes, bufferAfterMinutes);
  return { minutes: Math.ceil(minutes / 5) * 5, apart, notice, except };
}

export function ownAsk(truth: Truth, interview: TrueInterview): Ask {
  const own = truth.bookings.filter(
    (one) => one.interviewId === interview.id && (one.status === "held" || one.id === interview.booking?.id),
  );
  return askOf(
    interview,
    own.map(({ id }) => id),
  );
}

export function stepOf(minutes: number): number {
  return minutes < 45 ? 15 : 30;
}

const formats = new Map<string, Intl.DateTimeFormat>();
const readings = new Map<string, { date: string; weekday: number; minute: number }>();

/** What a clock in this zone shows; zones change on full quarters of an hour. */
export function clockIn(zone: string, at: number): { date: string; weekday: number; minute: number } {
  const quarter = Math.floor(at / (15 * MINUTE));
  const key = `${zone} ${quarter}`;
  let shown = readings.get(key);
  if (!shown) {
    let format = formats.get(zone);
    if (!format) {
      format = new Intl.DateTimeFormat("en-GB", { timeZone: zone, dateStyle: "short", timeStyle: "short" });
      formats.set(zone, format);
    }
    const [, day, month, year, hour, minute] = /(\d+)\/(\d+)\/(\d+), (\d+):(\d+)/.exec(
      format.format(quarter * 15 * MINUTE),
    )!;
    const date = `${year}-${month}-${day}`;
    shown = {
      date,
      weekday: new Date(`${date}T12:00:00Z`).getUTCDay() || 7,
      minute: Number(hour) * 60 + Number(minute),
    };
    readings.set(key, shown);
  }
  return { ...shown, minute: shown.minute + Math.floor((at - quarter * 15 * MINUTE) / MINUTE) };
}

function readOpen(expert: TrueExpert, at: number): boolean {
  const { date, weekday, minute } = clockIn(expert.zone, at);
  const day =
    expert.overrides.find(({ onDate }) => onDate === date)?.intervals ??
    expert.weekly.filter((one) => one.weekday === weekday);
  return day.some(({ fromMinute, toMinute }) => minute >= fromMinute && minute < toMinute);
}

const ofHours = new Map<string, Map<number, boolean>>();
const ofExpert = new WeakMap<TrueExpert, Map<number, boolean>>();

/** Remembered as long as the hours are the same. */
function isOpen(expert: TrueExpert, at: number): boolean {
  let known = ofExpert.get(expert);
  if (!known) {
    const key = JSON.stringify([expert.zone, expert.weekly, expert.overrides]);
    known = ofHours.get(key) ?? new Map<number, boolean>();
    ofHours.set(key, known);
    ofExpert.set(expert, known);
  }
  const said = known.get(at) ?? readOpen(expert, at);
  known.set(at, said);
  return said;
}

function mondayOf(date: string): string {
  const day = new Date(`${date}T12:00:00Z`);
  return new Date(day.getTime() - ((day.getUTCDay() + 6) % 7) * DAY).toISOString().slice(0, 10);
}

export type Removed = "hours" | "timeOff" | "busy" | "buffers" | "caps" | "notice";

const meets = (one: Span, from: number, to: number) => one.from < to && one.to > from;

/** A booking takes time, and counts for caps, unless it was released or kept and not taken. */
function standing(truth: Truth, expert: TrueExpert, { except }: Ask): TrueBooking[] {
  return truth.bookings.filter(
    (one) =>
      one.expertId === expert.id &&
      !except.includes(one.id) &&
      one.status !== "released" &&
      (one.status !== "held" || one.until! > truth.now),
  );
}

/** The first rule in the way of a meeting then; null: free. */
export function whyNot(truth: Truth, expert: TrueExpert, ask: Ask, startAt: number): Removed | null {
  const endAt = startAt + ask.minutes * MINUTE;
  if (ask.anyHour !== true) for (let at = startAt; at < endAt; at += MINUTE) if (!isOpen(expert, at)) return "hours";
  if (expert.off.some((one) => meets(one, startAt, endAt))) return "timeOff";
  const mine = standing(truth, expert, ask);
  const unknown = expert.sources.map(({ readUntil }) => ({ from: readUntil ?? 0, to: Infinity }));
  const taken: Span[] = [...mine, ...expert.busy, ...unknown];
  if (taken.some((one) => meets(one, startAt, endAt))) return "busy";
  if (taken.some((one) => meets(one, startAt - ask.apart * MINUTE, endAt + ask.apart * MINUTE))) return "buffers";
  const { date } = clockIn(expert.zone, startAt);
  const dates = mine.map(({ from }) => clockIn(expert.zone, from).date);
  if (dates.filter((one) => one === date).length >= expert.perDay) return "caps";
  if (dates.filter((one) => mondayOf(one) === mondayOf(date)).length >= expert.perWeek) return "caps";
  if (startAt < truth.now + Math.max(ask.notice, expert.notice) * MINUTE) return "notice";
  return null;
}

/** In the pool: active, and their calendars known. */
export function inPool(truth: Truth, expert: TrueExpert): boolean {
  if (expert.state !== "active") return false;
  return expert.sources.every(
    ({ state, readAt, readUntil, readZone }) =>
      state === "working" &&
      readAt !== null &&
      readUntil !== null &&
      readAt + 60 * MINUTE > truth.now &&
      readZone === expert.zone,
  );
}

const levels = ["junior", "mid", "senior", "staff"];
const plain = (text: string) => text.trim().toLowerCase().replaceAll(/\s+/g, " ");
function namesOf(text: string): string {
  const words = plain(text.replaceAll(/[.,&]/g, " ")).split(" ");
  const left = words.filter((word) => !["inc", "gmbh", "ltd", "llc", "ag"].includes(word));
  return ` ${(left.length > 0 ? left : words).join(" ")} `;
}
const sameCompany = (one: string, other: string) =>
  namesOf(one).includes(namesOf(other)) || namesOf(other).includes(namesOf(one));

export function fitsPosition(
  expert: TrueExpert,
  asked: Pick<TrueInterview, "category" | "seniority" | "skills" | "languages" | "company">,
): boolean {
  const level = asked.seniority === null ? 1 : levels.indexOf(asked.seniority) + 1;
  return (
    (asked.category === null || expert.categories.some((one) => plain(one) === plain(asked.category!))) &&
    (asked.seniority === null || expert.roles.includes(asked.seniority)) &&
    asked.skills.every((wanted) =>
      expert.skills.some((one) => plain(one.skill) === plain(wanted) && one.level >= level),
    ) &&
    asked.languages.some((one) => expert.languages.includes(one)) &&
    !expert.employers.some((one) => sameCompany(one, asked.company)) &&
    !expert.conflicts.some((one) => one.kind === "company" && sameCompany(one.words, asked.company))
  );
}

export function maySee(truth: Truth, expert: TrueExpert, interview: TrueInterview): boolean {
  if (!inPool(truth, expert) || !fitsPosition(expert, interview)) return false;
  const says = expert.conflicts.filter(({ kind }) => kind === "person").map(({ words }) => plain(words));
  if (
    says.some((words) => words === plain(interview.candidate) || interview.emails.some((one) => plain(one) === words))
  )
    return false;
  if (interview.gone.includes(expert.id)) return false;
  const same = truth.people.filter(
    ({ id, emails }) => id === interview.candidateId || emails.some((one) => interview.emails.includes(one)),
  );
  return !truth.bookings.some(
    (one) =>
      one.expertId === expert.id &&
      one.interviewId !== interview.id &&
      ["confirmed", "done"].includes(one.status) &&
      same.some(({ id }) => id === one.candidateId),
  );
}

/** The candidate is free then, the interview may be then, and it isn't its time already. */
export function suits(truth: Truth, interview: TrueInterview, startAt: number, bounded = true): boolean {
  const { minutes } = ownAsk(truth, interview);
  const endAt = startAt + minutes * MINUTE;
  if (bounded && (startAt < truth.now || startAt % (stepOf(interview.minutes) * MINUTE) !== 0)) return false;
  if (bounded && interview.latestAt !== null && startAt > interview.latestAt) return false;
  if (bounded && interview.booking?.from === startAt && interview.booking.to === endAt) return false;
  return !truth.bookings.some(
    (one) =>
      one.candidateId === interview.candidateId &&
      one.interviewId !== interview.id &&
      one.status === "confirmed" &&
      meets(one, startAt, endAt),
  );
}

/** Who could take it at this time, by id, sorted. */
export function freeAt(truth: Truth, interview: TrueInterview, startAt: number): string[] {
  if (!suits(truth, interview, startAt)) return [];
  const ask = ownAsk(truth, interview);
  return truth.experts
    .filter((expert) => maySee(truth, expert, interview) && whyNot(truth, expert, ask, startAt) === null)
    .map(({ id }) => id)
    .sort();
}

export function startsOf(truth: Truth, interview: TrueInterview): number[] {
  if (interview.position !== "active" && interview.booking === null) return [];
  const ask = ownAsk(truth, interview);
  const step = stepOf(interview.minutes) * MINUTE;
  const experts = truth.experts.filter((expert) => maySee(truth, expert, interview));
  const last = interview.latestAt ?? truth.now + 90 * DAY;
  const found: number[] = [];
  for (let at = Math.ceil(truth.now / step) * step; at <= last; at += step) {
    if (suits(truth, interview, at) && experts.some((expert) => whyNot(truth, expert, ask, at) === null))
      found.push(at);
  }
  return found;
}
