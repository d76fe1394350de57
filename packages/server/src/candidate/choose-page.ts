/** The page on which a time is chosen, for the first time or for another one. It only shows; nothing is held by looking. */
import { html } from "hono/html";
import type { Offers } from "../scheduling/index.ts";
import { clockWords, dayWords, whenWords, zoneWords } from "../time/wording.ts";
import { isUnusualHour } from "../time/wall-clock.ts";
import { aboutInterview } from "./about.ts";
import { chosenDay, monthGrid, monthWords, offeredDays, type MonthGrid, type OfferedDay } from "./day-choice.ts";
import { href, type Html, type Page } from "./frame.ts";
import { movesLeftWords } from "./move-limit.ts";
import { choosingBelow, pageOf, pathOf, type Visit } from "./visit.ts";
import { extraSelect } from "./wishes.ts";

export interface Wanted {
  day?: string | undefined;
  month?: string | undefined;
  extraMinutes: number;
}

export interface ChooseOptions {
  offers: Pick<Offers, "durationMinutes"> & { starts: readonly number[] };
  /** Many are choosing at this moment, and not all that is free is shown. */
  isPart: boolean;
  wanted: Wanted;
  supportEmail: string;
}

export function choosePage(visit: Visit, options: ChooseOptions): Page {
  const { facts, loaded, zone } = visit;
  const moving = loaded.interview.booking;
  const title = moving ? "Choose another time" : "Choose a time for your interview";
  const body = html`<h1>${title}</h1>
    ${moving ? movingLead(visit, moving.startAt) : invitationLead(visit)}
    <div class="two">
      <section aria-label="About the interview">
        ${aboutInterview(visit, options.offers.durationMinutes, options.supportEmail)}
      </section>
      <div>
        ${options.offers.starts.length === 0 ? nothingFree(visit, options.wanted) : choice(visit, options)}
        ${moreTime(visit, options.wanted)} ${moving ? "" : otherWays(visit, options.wanted)}
      </div>
    </div>`;
  return pageOf(visit, { title: `${title}: ${facts.position.role}`, body, narrow: false }, zone !== "");
}

function invitationLead({ facts }: Visit): Html {
  const { company, position } = facts;
  return html`<p class="lead">
    ${company.name} invites you to an online interview for ${position.role}. An independent expert interviews you
    through InterviewVector, on ${company.name}’s behalf.
  </p>`;
}

function movingLead(visit: Visit, startAt: number): Html {
  return html`<p class="lead">
      Your time now: <strong>${whenWords(startAt, visit.zone)}</strong>. It stays yours until you choose another one.
    </p>
    <p class="soft">${movesLeftWords(visit)}</p>`;
}

function choice(visit: Visit, { offers, isPart, wanted }: ChooseOptions): Html {
  const days = offeredDays(offers.starts, visit.zone);
  const day = chosenDay(days, wanted);
  if (!day) return nothingFree(visit, wanted);
  const grid = monthGrid(days, day.onDate.slice(0, 7));
  const path = pathToTimes(visit, wanted);
  const at = day.starts[0] ?? visit.now;
  return html`<section class="card" id="times" aria-label="Free times">
    <p>
      Times are yours in <strong>${zoneWords(at, visit.zone)}</strong>.
      <a href="${href(pathOf(visit, "/zone", { back: choosingBelow(visit).slice(1) }))}">Change the time zone</a>
    </p>
    ${
      isPart
        ? html`<p class="soft">
            Many people are choosing a time right now, so that you see some of the free times. Others take their place
            every ten minutes.
          </p>`
        : ""
    }
    ${firstFree(visit, offers.starts, { wanted, shownAt: at })}
    <div class="pick">
      <div>${months(path, grid)}${calendar(path, grid, day.onDate)}</div>
      ${timesOf(visit, day, wanted)}
    </div>
  </section>`;
}

/** For whom any time will do. The first one at an hour that people are awake, or else the first. */
function firstFree(
  visit: Visit,
  starts: readonly number[],
  { wanted, shownAt }: { wanted: Wanted; shownAt: number },
): Html {
  const { zone } = visit;
  const first = starts.find((startAt) => !isUnusualHour(startAt, zone)) ?? starts[0];
  if (first === undefined || starts.length < 2) return html``;
  // The page names the offset of the day that it shows; the clocks may change between that and this.
  const clock = clockWords(first, zone);
  const isAsShown = zoneWords(first, zone) === zoneWords(shownAt, zone);
  const when = `${dayWords(first, zone)}, ${isAsShown ? clock : zoneLabel(clock, first, zone)}`;
  return chooseForm(
    visit,
    wanted.extraMinutes,
    html`<p class="row first">
      <span>First free time: <strong>${when}</strong></span>
      <button class="plain" name="start" value="${first}" aria-label="Take it: the first free time, ${when}">
        Take it
      </button>
    </p>`,
  );
}

/** Begins the address of another day or month: many are linked to. */
function pathToTimes(visit: Visit, { extraMinutes }: Wanted): string {
  const path = pathOf(visit, choosingBelow(visit), { extra: extraMinutes || undefined });
  return `${path}${path.includes("?") ? "&" : "?"}`;
}

function months(path: string, grid: MonthGrid): Html {
  if (grid.before === null && grid.after === null) return html``;
  const link = (month: string | null) =>
    month === null
      ? html`<span></span>`
      : html`<a href="${href(`${path}month=${month}#times`)}">${monthWords(month)}</a>`;
  return html`<nav class="months" aria-label="Months">${link(grid.before)}${link(grid.after)}</nav>`;
}

const weekdays = [
  ["Mon", "Monday"],
  ["Tue", "Tuesday"],
  ["Wed", "Wednesday"],
  ["Thu", "Thursday"],
  ["Fri", "Friday"],
  ["Sat", "Saturday"],
  ["Sun", "Sunday"],
] as const;

function calendar(path: string, grid: MonthGrid, chosen: string): Html {
  const cell = (day: MonthGrid["weeks"][number][number]) => {
    if (day === null) return html`<td></td>`;
    if (day.count === 0) return html`<td>${day.day}</td>`;
    const label = `${day.day} ${monthWords(grid.month)}, ${day.count} ${day.count === 1 ? "time" : "times"}`;
    return html`<td>
      <a
        href="${href(`${path}day=${day.onDate}#times`)}"
        aria-label="${label}"
        ${day.onDate === chosen ? html` aria-current="date"` : ""}
        >${day.day}</a
      >
    </td>`;
  };
  return html`<table>
    <caption>
      ${monthWords(grid.month)}
    </caption>
    <thead>
      <tr>
        ${weekdays.map(([short, long]) => html`<th scope="col" abbr="${long}">${short}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${grid.weeks.map(
        (week) =>
          html`<tr>
            ${week.map(cell)}
          </tr> `,
      )}
    </tbody>
  </table>`;
}

/** Choosing a time is a change: it is kept while the candidate types. So it is a form, and works without scripts. */
function timesOf(visit: Visit, day: OfferedDay, { extraMinutes }: Wanted): Html {
  const { zone } = visit;
  const labels = day.starts.map((startAt) => clockWords(startAt, zone));
  const isTwice = new Set(labels).size < labels.length;
  const entries = day.starts.map((startAt, at) => {
    const label = labels[at] ?? "";
    // The night the clocks go back has some times twice: then the offset tells them apart.
    const words =
      isTwice && labels.indexOf(label) !== labels.lastIndexOf(label) ? zoneLabel(label, startAt, zone) : label;
    const entry = html`<li><button name="start" value="${startAt}">${words}</button></li> `;
    return { entry, isByNight: isUnusualHour(startAt, zone) };
  });
  const byDay = entries.filter(({ isByNight }) => !isByNight).map(({ entry }) => entry);
  const byNight = entries.filter(({ isByNight }) => isByNight).map(({ entry }) => entry);
  return html`<section aria-labelledby="day">
    <h2 id="day">${dayWords(day.starts[0] ?? visit.now, visit.zone)}</h2>
    ${chooseForm(
      visit,
      extraMinutes,
      html`${
        byDay.length > 0
          ? html`<ul class="times">
              ${byDay}
            </ul>`
          : ""
      }
      ${byNight.length > 0 ? html`<details${byDay.length > 0 ? "" : " open"}><summary>Early or late: ${byNight.length} ${byNight.length === 1 ? "time" : "times"} before 07:00 or from 22:00</summary><ul class="times">${byNight}</ul></details>` : ""}`,
    )}
  </section>`;
}

function chooseForm(visit: Visit, extraMinutes: number, content: Html): Html {
  return html`<form method="post" action="${href(`${visit.base}/hold`)}">
    ${visit.zoneChosen ? html`<input type="hidden" name="zone" value="${visit.zone}" />` : ""}
    <input type="hidden" name="extra" value="${extraMinutes}" />
    ${content}
  </form>`;
}

function zoneLabel(label: string, startAt: number, zone: string): string {
  return `${label} ${/\(.+\)$/.exec(zoneWords(startAt, zone))?.[0] ?? ""}`;
}

function pathToPropose(visit: Visit, { extraMinutes }: Wanted): string {
  const isStored = extraMinutes === visit.loaded.row.extra_minutes;
  return pathOf(visit, "/propose", { extra: isStored ? undefined : extraMinutes });
}

function nothingFree(visit: Visit, wanted: Wanted): Html {
  if (visit.loaded.interview.booking) {
    return html`<div class="note warn">
      <p><strong>There is no other free time at the moment.</strong></p>
      <p>
        Your booked time stays. New times appear here as experts open them; or write to us below, and a person helps.
      </p>
    </div>`;
  }
  return html`<div class="note warn">
      <p><strong>There is no free time at the moment.</strong></p>
      <p>
        Tell us which times suit you, and we find somebody. We answer within ${visit.loaded.rules.proposalAnswerHours}
        hours.
      </p>
    </div>
    <p class="row"><a class="button" href="${href(pathToPropose(visit, wanted))}">Tell us your times</a></p>`;
}

function moreTime(visit: Visit, { extraMinutes }: Wanted): Html {
  return html`<details${extraMinutes > 0 ? " open" : ""}>
<summary>Do you need more time, captions or anything else?</summary>
<p class="soft">More time makes the interview longer at once; choose it here to see the times that fit. Captions, text chat and everything else you can ask for when you confirm. We don’t ask why.</p>
<form method="get" action="${href(`${visit.base}${choosingBelow(visit)}`)}">
${visit.zoneChosen ? html`<input type="hidden" name="zone" value="${visit.zone}" />` : ""}
<label class="field" for="more">More time</label>
${extraSelect(extraMinutes, "more")}
<button class="plain">Show times</button>
</form>
</details>`;
}

function otherWays(visit: Visit, wanted: Wanted): Html {
  return html`<h2>None of these times work?</h2>
    <p><a href="${href(pathToPropose(visit, wanted))}">Tell us which times suit you</a>, and we find somebody.</p>
    <p>Not interested? <a href="${href(pathOf(visit, "/decline"))}">Decline the invitation</a>.</p>`;
}
