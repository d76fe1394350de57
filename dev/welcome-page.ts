/** The front page itself, as HTML; what it shows is given. */
import { html } from "hono/html";
import { clockWords, dayWords } from "../packages/server/src/time/wording.ts";
import type { Step } from "./checklist.ts";

export interface CastMember {
  name: string;
  email: string;
  what: string;
  start: string;
}

export interface WelcomeFacts {
  urls: { platform: string; emulator: string; management: string; mailbox: string };
  clock: { now(): number };
  cast: { group: string; people: CastMember[] }[];
  password: string;
  steps: Step[];
}

export function welcomePage(facts: WelcomeFacts) {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>InterviewVector: the world</title>
        <link rel="stylesheet" href="/world/welcome.css" />
        <script src="/world/welcome.js" defer></script>
      </head>
      <body>
        <header>
          <p class="mark">InterviewVector</p>
          <h1>Move a candidate in Lever; find the interview’s report in Lever.</h1>
          <p>This is a world of made-up people on your machine. Nothing leaves it.</p>
        </header>
        <main>
          ${todoSection(facts.steps)} ${castSection(facts)} ${timeSection(facts.clock.now())} ${placesSection(facts)}
        </main>
      </body>
    </html>`;
}

function todoSection(steps: Step[]) {
  return html`<section aria-labelledby="todo">
    <h2 id="todo">The first minute</h2>
    <ol class="steps">
      ${steps.map(
        (step) =>
          html`<li id="step-${step.id}" data-done="${String(step.done)}">
            <span class="tick" aria-hidden="true"></span>
            <div>
              ${stepLink(step)}
              <p>${step.hint}</p>
            </div>
            <span class="state">${step.done ? "done" : "to do"}</span>
          </li>`,
      )}
    </ol>
  </section>`;
}

function stepLink(step: Step) {
  if (!step.signInAs) return html`<a href="${step.path}">${step.title}</a>`;
  return html`<form method="post" action="/world/sign-in">
    <input type="hidden" name="email" value="${step.signInAs}" />
    <input type="hidden" name="next" value="${step.path}" />
    <button class="link">${step.title}</button>
  </form>`;
}

function castSection({ cast, password }: WelcomeFacts) {
  return html`<section aria-labelledby="cast">
    <h2 id="cast">Sign in as</h2>
    <div class="groups">
      ${cast.map(
        ({ group, people }) =>
          html`<div>
            <h3>${group}</h3>
            <ul>
              ${people.map(
                (person) =>
                  html`<li>
                    <form method="post" action="/world/sign-in">
                      <input type="hidden" name="email" value="${person.email}" />
                      <button><strong>${person.name}</strong> <span>${person.what}</span></button>
                    </form>
                  </li>`,
              )}
            </ul>
          </div>`,
      )}
    </div>
    <p>Their password is <code>${password}</code>. Candidates have none: their link is in the mail.</p>
  </section>`;
}

/** "Fri 27 Nov 2026, 13:14 UTC" */
function worldTime(now: number): string {
  return `${dayWords(now, "UTC")}, ${clockWords(now, "UTC")} UTC`;
}

const passes = [
  { value: "600", words: "10 minutes" },
  { value: "3600", words: "1 hour" },
  { value: "86400", words: "1 day" },
  { value: "interview", words: "until the next booked interview is over" },
];

function timeSection(now: number) {
  const reading = worldTime(now);
  return html`<section aria-labelledby="time">
    <h2 id="time">Let time pass</h2>
    <p>
      In this world it is <span id="now">${reading}</span>. Platform, Lever and everything due move on together; time
      never goes back.
    </p>
    <form method="post" action="/world/clock" class="passes">
      ${passes.map(({ value, words }) => html`<button name="pass" value="${value}">${words}</button>`)}
    </form>
  </section>`;
}

function placesSection({ urls }: WelcomeFacts) {
  const places = [
    { name: "Lever emulator", url: urls.emulator, what: "the pipeline board: move candidates, read notes" },
    { name: "Mailbox", url: urls.mailbox, what: "every mail that was sent" },
    { name: "API", url: `${urls.platform}/api/v1/docs`, what: "the platform’s REST API" },
    { name: "Mails", url: `${urls.platform}/dev/mails`, what: "each text with sample facts" },
  ];
  return html`<section aria-labelledby="places">
    <h2 id="places">Other places</h2>
    <ul class="places">
      ${places.map((place) => html`<li><a href="${place.url}">${place.name}</a> <span>${place.what}</span></li>`)}
    </ul>
  </section>`;
}
