/** Preferred times: up to five ranges in the candidate's own zone, and a word about them. Errors keep what was typed. */
import { html } from "hono/html";
import { minutes, type TimeRange } from "@interviewvector/domain";
import { dayWords, rangeWords, zoneWords } from "../time/wording.ts";
import { dateIn, isUnusualHour } from "../time/wall-clock.ts";
import { href, type Html, type Page } from "./frame.ts";
import { pageOf, pathOf, type Visit } from "./visit.ts";
import { extraFrom, wishesFields, wishesFrom, type Wishes } from "./wishes.ts";

export const MOST_RANGES = 5;

export interface TypedRange {
  on: string;
  from: string;
  to: string;
}

export interface TypedProposal {
  ranges: TypedRange[];
  comment: string;
  wishes: Wishes;
  /** By index of the range; "all" for what concerns no single one. */
  errors: ReadonlyMap<number | "all", string>;
  /** Ranges that the person is asked about: do they mean the night? */
  nights?: readonly TimeRange[];
}

/** A form without times; what was asked to have arranged is there already, and more time as it was just chosen among the free ones. */
export function nothingTyped({ loaded }: Visit, extra: string | undefined): TypedProposal {
  const stored = wishesFrom(loaded.row.extra_minutes, loaded.row.accommodation);
  const wishes = extra === undefined ? stored : { ...stored, extraMinutes: extraFrom(extra) };
  return { ranges: [], comment: "", wishes, errors: new Map() };
}

/** How long the interview is with the time that is asked for. */
export function minutesWith({ facts, loaded }: Visit, { extraMinutes }: Wishes): number {
  return facts.round.minutes - loaded.row.extra_minutes + extraMinutes;
}

/** Ranges in which every beginning lies at night: two in the morning is often two in the afternoon, and a match is a firm booking. */
export function nightsOf(ranges: readonly TimeRange[], zone: string, leastMinutes: number): TimeRange[] {
  return ranges.filter(
    ({ fromAt, toAt }) =>
      toAt - fromAt < minutes(9 * 60) &&
      isUnusualHour(fromAt, zone) &&
      isUnusualHour(toAt - minutes(leastMinutes), zone),
  );
}

/** Ranges that can be used, or what is wrong with those that can't. */
export function readRanges(
  typed: readonly TypedRange[],
  within: { zone: string; now: number; latestAt: number | null; leastMinutes: number; extraMinutes: number },
): { ranges: TimeRange[]; errors: Map<number | "all", string> } {
  const ranges: TimeRange[] = [];
  const errors = new Map<number | "all", string>();
  typed.forEach((range, at) => {
    if (range.on === "" && range.from === "" && range.to === "") return;
    const read = readRange(range, within);
    if (typeof read === "string") errors.set(at, read);
    else ranges.push(read);
  });
  if (ranges.length === 0 && errors.size === 0) errors.set("all", "Please give at least one day with a time.");
  return { ranges, errors };
}

function readRange(
  { on, from, to }: TypedRange,
  { zone, now, latestAt, leastMinutes, extraMinutes }: Parameters<typeof readRanges>[1],
): TimeRange | string {
  if (on === "" || from === "" || to === "") return "Please give the day, from when and until when.";
  const fromAt = instantOf(on, from, zone);
  // 00:00 as an end means the end of the day.
  const toAt = to === "00:00" ? endOfDay(on, zone) : instantOf(on, to, zone);
  if (fromAt === null || toAt === null) return "This is not a day and a time, such as 2026-12-08, 14:30.";
  if (toAt <= fromAt) return "This ends before it begins.";
  if (toAt - fromAt < minutes(leastMinutes)) {
    const more = extraMinutes > 0 ? `With ${extraMinutes} minutes more, the` : "The";
    return `${more} interview takes ${leastMinutes} minutes; this is shorter.`;
  }
  if (toAt <= now) return "This lies in the past.";
  if (latestAt !== null && fromAt > latestAt)
    return `The interview may take place until ${dayWords(latestAt, zone)} at the latest.`;
  return { fromAt, toAt };
}

function instantOf(on: string, time: string, zone: string): number | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(on) || !/^\d{2}:\d{2}(:\d{2})?$/.test(time)) return null;
  try {
    return Temporal.PlainDateTime.from(`${on}T${time}`).toZonedDateTime(zone).epochMilliseconds;
  } catch {
    return null; // no such day or time: the person is told
  }
}

function endOfDay(on: string, zone: string): number | null {
  const midnight = instantOf(on, "00:00", zone);
  if (midnight === null) return null;
  return Temporal.PlainDate.from(on).add({ days: 1 }).toZonedDateTime(zone).epochMilliseconds;
}

export function proposePage(visit: Visit, typed: TypedProposal): Page {
  const title = "Tell us which times suit you";
  const { latestAt } = visit.loaded.interview;
  const last = latestAt === null ? "" : ` The interview may take place until ${dayWords(latestAt, visit.zone)}.`;
  const all = typed.errors.get("all");
  const body = html`<h1>${title}</h1>
    <p class="lead">
      Give up to five ranges of time, each at least ${minutesWith(visit, typed.wishes)} minutes long. We look for an expert and answer
      within ${visit.loaded.rules.proposalAnswerHours} hours, either way.${last}
    </p>
    <p>
      All times are yours in <strong>${zoneWords(visit.now, visit.zone)}</strong>.
      <a href="${href(pathOf(visit, "/zone", { back: "propose" }))}">Change the time zone</a>
    </p>
    ${
      typed.errors.size > 0
        ? html`<div class="note bad" role="alert">
            <p><strong>${all ?? "Please look at the times marked below."}</strong></p>
          </div>`
        : ""
    }
    <form method="post" action="${href(`${visit.base}/propose`)}" data-keep>
      <input type="hidden" name="zone" value="${visit.zone}" />
      ${(typed.nights ?? []).length === 0 ? "" : unusualHours(visit, typed.nights ?? [])}
      ${[0, 1].map((at) => rangeFields(visit, at, typed))}
<details${typed.ranges.slice(2).some(({ on, from, to }) => on + from + to !== "") ? " open" : ""}>
<summary>More choices</summary>
${[2, 3, 4].map((at) => rangeFields(visit, at, typed))}
</details>
      <label class="field" for="comment">Anything we should know about your times</label>
      <textarea id="comment" name="comment" maxlength="500" rows="3">${typed.comment}</textarea>
      ${wishesFields(typed.wishes)}
      <p class="row">
        <button>Send these times</button><a class="button plain" href="${href(pathOf(visit, ""))}">Go back</a>
      </p>
    </form>`;
  return pageOf(visit, { title, body }, true);
}

function unusualHours(visit: Visit, nights: readonly TimeRange[]): Html {
  return html`<div class="note bad" role="alert">
    <p>
      <strong>${nights.map((night) => rangeWords(night, visit.zone)).join("; ")}: this is at night.</strong> Do you mean
      it? If one of these times works, it is booked.
      <a href="${href(pathOf(visit, "/zone", { back: "propose" }))}">Change the time zone</a> if this one isn’t yours.
    </p>
    <label class="tick"
      ><input type="checkbox" name="unusual" value="yes" required aria-invalid="true" /><span
        >Yes, these times suit me</span
      ></label
    >
  </div>`;
}

function rangeFields(visit: Visit, at: number, { ranges, errors }: TypedProposal): Html {
  const { on, from, to } = ranges[at] ?? { on: "", from: "", to: "" };
  const error = errors.get(at);
  const wrong = error === undefined ? "" : html` aria-invalid="true" aria-describedby="e${at}"`;
  return html`<fieldset>
    <legend>${at === 0 ? "First choice" : `Choice ${at + 1}, if you like`}</legend>
    ${error === undefined ? "" : html`<p id="e${at}" class="note bad">${error}</p>`}
    <div class="range">
      <label>Day<input type="date" name="on" value="${on}" min="${dateIn(visit.zone, visit.now)}" ${wrong} /></label>
      <label>From<input type="time" name="from" value="${from}" step="300" ${wrong} /></label>
      <label>Until<input type="time" name="to" value="${to}" step="300" ${wrong} /></label>
    </div>
  </fieldset> `;
}
