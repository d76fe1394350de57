/**
 * One last look before a time is booked or changed; also where a lost race ends, with everything that was typed and the
 * nearest times. The form carries the key that makes pressing twice the same as pressing once.
 */
import { html } from "hono/html";
import { dateIn, hourIn, isUnusualHour } from "../time/wall-clock.ts";
import { clockWords, dayWords, whenWords, zoneWords } from "../time/wording.ts";
import { href, type Html, type Page } from "./frame.ts";
import { movesLeftWords } from "./move-limit.ts";
import { pageOf, pathOf, type Visit } from "./visit.ts";
import { type Wishes, wishesFields } from "./wishes.ts";

export interface ConfirmOptions {
  startAt: number;
  minutes: number;
  wishes: Wishes;
  /** Of this form: the same for every pressing of its button. */
  key: string;
  /** The time is kept for them until then. */
  keptUntil?: number | null;
  problem?: ConfirmProblem | undefined;
}

export interface ConfirmProblem {
  kind: "lost" | "unusual_hour" | "refused";
  words: string;
  nearest: readonly number[];
}

export function confirmPage(visit: Visit, options: ConfirmOptions): Page {
  const { problem } = options;
  const moving = visit.loaded.interview.booking;
  const title = titleOf(problem, moving !== null);
  const body = html`<h1>${title}</h1>
    ${problem && problem.kind !== "unusual_hour" ? problemNote(problem) : ""}
    <form method="post" action="${href(`${visit.base}/book`)}">
      <input type="hidden" name="key" value="${options.key}" />
      <input type="hidden" name="zone" value="${visit.zone}" />
      ${problem && problem.kind !== "unusual_hour" ? nearestTimes(visit, problem) : theTime(visit, options)}
      ${moving ? html`<p class="soft">Your time until now: ${whenWords(moving.startAt, visit.zone)}. ${movesLeftWords(visit)}</p>` : ""}
      ${wishesFields(options.wishes)}
      ${problem && problem.kind !== "unusual_hour" && problem.nearest.length === 0 ? "" : button(moving !== null)}
    </form>
    ${otherTimes(visit, options)}`;
  const leavePath = options.keptUntil ? `${visit.base}/release` : undefined;
  return { ...pageOf(visit, { title, body }, true), ...(leavePath ? { leavePath } : {}) };
}

function titleOf(problem: ConfirmProblem | undefined, moving: boolean): string {
  if (problem && problem.kind !== "unusual_hour")
    return problem.kind === "lost" ? "Please choose another time" : "This did not work";
  return moving ? "Change to this time?" : "Book this time?";
}

/** Back to all times. What was kept is let go: that is a change, so a button and not a link. */
function otherTimes(visit: Visit, { startAt, wishes }: ConfirmOptions): Html {
  return html`<form method="post" action="${href(`${visit.base}/release`)}">
    ${visit.zoneChosen ? html`<input type="hidden" name="zone" value="${visit.zone}" />` : ""}
    <input type="hidden" name="day" value="${dateIn(visit.zone, startAt)}" />
    <input type="hidden" name="extra" value="${wishes.extraMinutes}" />
    <p><button class="plain">See all times</button></p>
  </form>`;
}

function theTime(visit: Visit, { startAt, minutes, problem, keptUntil }: ConfirmOptions): Html {
  const endAt = startAt + minutes * 60_000;
  return html`<div class="card">
      <input type="hidden" name="start" value="${startAt}" />
      <p class="when">${dayWords(startAt, visit.zone)}, ${clockWords(startAt, visit.zone)}</p>
      <p>
        Until ${clockWords(endAt, visit.zone)}, your time in
        <strong>${zoneWords(startAt, visit.zone)}</strong>.<br />${minutes} minutes with ${visit.facts.company.name},
        for ${visit.facts.position.role}.
      </p>
      ${keptUntil ? html`<p class="soft">We keep this time for you until ${clockWords(keptUntil, visit.zone)}. If you need longer, that is fine too: it may just be taken by then.</p>` : ""}
    </div>
    ${isUnusualHour(startAt, visit.zone) ? unusualHour(visit, startAt, problem?.kind === "unusual_hour") : ""}`;
}

function unusualHour(visit: Visit, startAt: number, asked: boolean): Html {
  return html`<div class="note ${asked ? "bad" : "warn"}" ${asked ? html` role="alert"` : ""}>
    <p>
      <strong>${clockWords(startAt, visit.zone)} is ${lateOrEarly(startAt, visit.zone)} for an interview.</strong> Do
      you mean it? The time is in ${zoneWords(startAt, visit.zone)};
      <a href="${href(pathOf(visit, "/zone"))}">change the time zone</a> if that isn’t yours.
    </p>
    <label class="tick"
      ><input type="checkbox" name="unusual" value="yes" required${asked ? html` aria-invalid="true"` : ""} /><span
        >Yes, ${clockWords(startAt, visit.zone)} suits me</span
      ></label
    >
  </div>`;
}

function lateOrEarly(startAt: number, zone: string): "late" | "early" {
  return hourIn(zone, startAt) < 12 ? "early" : "late";
}

function problemNote({ kind, words, nearest }: ConfirmProblem): Html {
  const further = nearest.length > 0 ? "Nothing you chose below is lost. Choose one of the nearest free times:" : "";
  return html`<div class="note ${kind === "lost" ? "warn" : "bad"}" role="alert">
    <p><strong>${words}</strong> ${further}</p>
  </div>`;
}

/** None is chosen beforehand: the button stands where the one before stood, and a second tap would book it. */
function nearestTimes(visit: Visit, { nearest }: ConfirmProblem): Html {
  if (nearest.length === 0) return html``;
  return html`<fieldset>
    <legend>Nearest times, ${zoneWords(nearest[0] ?? visit.now, visit.zone)}</legend>
    ${nearest.map(
      (startAt) =>
        html`<label class="tick"
          ><input type="radio" name="start" value="${startAt}" required /><span
            >${dayWords(startAt, visit.zone)},
            <strong>${clockWords(startAt, visit.zone)}</strong
            >${isUnusualHour(startAt, visit.zone) ? `, ${lateOrEarly(startAt, visit.zone)}: we ask once more` : ""}</span
          ></label
        > `,
    )}
  </fieldset>`;
}

function button(moving: boolean): Html {
  return html`<p class="row"><button>${moving ? "Change to this time" : "Book this time"}</button></p>`;
}
