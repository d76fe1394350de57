/** The booked interview: when, where to join, what is needed, and how to change or cancel it. */
import { html } from "hono/html";
import { isRefusal } from "@interviewvector/domain";
import { isWebAddress } from "../mail/web-address.ts";
import { clockWords, dayWords, zoneWords } from "../time/wording.ts";
import { capital } from "./about.ts";
import { href, type Html, type Page } from "./frame.ts";
import { movesLeftWords } from "./move-limit.ts";
import { pageOf, pathOf, type Visit } from "./visit.ts";
import { arrangedWords } from "./wishes.ts";

export function bookedPage(visit: Visit, booking: { startAt: number; endAt: number }): Page {
  const { facts, loaded, zone } = visit;
  const live = loaded.interview.state === "live";
  const title = live ? "Your interview is on" : "Your interview is booked";
  const body = html`<h1>${title}</h1>
    <div class="card">
      <p class="when">${dayWords(booking.startAt, zone)}, ${clockWords(booking.startAt, zone)}</p>
      <p>
        Until ${clockWords(booking.endAt, zone)}, your time in
        <strong>${zoneWords(booking.startAt, zone)}</strong
        >.${live ? "" : html` <a href="${href(pathOf(visit, "/zone", { back: "" }))}">Change the time zone</a>`}
      </p>
      ${join(visit, live)}
      ${live ? "" : html`<p><a href="${href(`${visit.base}/interview.ics`)}" download>Add to calendar</a></p>`}
    </div>
    <dl>
      <dt>Interview</dt>
      <dd>${facts.company.name}, ${facts.position.role}: ${facts.round.name}</dd>
      <dt>With</dt>
      <dd>
        ${visit.expert ? `${visit.expert.firstName}, an independent expert` : "an independent expert"};
        ${facts.company.name} may observe and is announced
      </dd>
      <dt>What to expect</dt>
      <dd>
        ${Math.round((booking.endAt - booking.startAt) / 60_000)} minutes by
        video${facts.guide ? `: ${facts.guide.content.format}` : ""}
      </dd>
      <dt>You need</dt>
      <dd>${capital(facts.guide?.content.equipment ?? "a computer with camera and microphone")}</dd>
      ${wishes(visit)}
    </dl>
    ${live ? "" : change(visit)}`;
  return pageOf(visit, { title, body }, true);
}

function join({ joinUrl }: Visit, live: boolean): Html {
  if (joinUrl === null || !isWebAddress(joinUrl))
    return html`<p>The link to join appears here before the interview begins.</p>`;
  return html`<p class="row"><a class="button" href="${href(joinUrl)}" rel="noreferrer">Join the interview</a></p>
    <p class="soft">
      ${live ? "In the browser; your expert expects you. If it asks for camera and microphone, please allow both." : "In the browser, a few minutes before it begins. Check your camera and microphone beforehand."}
    </p>`;
}

function wishes({ loaded }: Visit): Html {
  const words = arrangedWords(loaded.row);
  return words === ""
    ? html``
    : html`<dt>Arranged for you</dt>
        <dd>${words}</dd>`;
}

function change(visit: Visit): Html {
  const refused = isRefusal(visit.mayMove);
  return html`<h2>Something came up?</h2>
    <p>${movesLeftWords(visit)}</p>
    <p class="row">
      ${refused ? "" : html`<a class="button plain" href="${href(pathOf(visit, "/reschedule"))}">Change the time</a>`}<a
        class="button danger"
        href="${href(pathOf(visit, "/cancel"))}"
        >Cancel the interview</a
      >
    </p>
    <p class="soft">
      Need more time, captions or anything else?
      ${refused ? "Write to us below." : "Choose it when you change the time, or write to us below."}
    </p>`;
}
