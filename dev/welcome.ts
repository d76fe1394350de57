/**
 * The world's front page: the cast with one-click sign-in, the addresses, and a checklist that ticks itself as the main
 * job is done for the first time. It exists in the world only; elsewhere `/` is the sign-in.
 */
import { createHash } from "node:crypto";
import { Hono } from "hono";
import { html, raw } from "hono/html";
import type { Emulator } from "@interviewvector/lever-emulator";
import type { SignIn } from "../packages/server/src/account/sign-in.ts";
import type { Database } from "../packages/server/src/db/database.ts";
import type { Variables } from "../packages/server/src/http/problem.ts";
import { companies, experts, password, service } from "./cast.ts";
import { checklist, type Step } from "./checklist.ts";
import type { Mailbox } from "./mailbox/mailbox.ts";
import { welcomeScript, welcomeStyle } from "./welcome-assets.ts";

export interface WelcomeOptions {
  database: Database;
  signIn: SignIn;
  emulator: Emulator;
  mailbox: Mailbox;
  urls: { platform: string; emulator: string; management: string; mailbox: string };
  clock: { now(): number; advance(seconds: number): void };
}

interface CastMember {
  name: string;
  email: string;
  what: string;
  start: string;
}

const cast: { group: string; people: CastMember[] }[] = [
  ...companies.map((company) => ({
    group: company.name,
    people: company.members.map(({ name, email, role }) => ({ name, email, what: role, start: "/app" })),
  })),
  {
    group: "Experts",
    people: experts.map(({ name, email, zone }) => ({
      name,
      email,
      what: zone.split("/")[1]?.replace("_", " ") ?? zone,
      start: "/expert",
    })),
  },
  { group: "Service", people: service.map(({ name, email, role }) => ({ name, email, what: role, start: "/ops" })) },
];

const hash = (source: string): string => `'sha256-${createHash("sha256").update(source).digest("base64")}'`;
const policy = `default-src 'none'; style-src ${hash(welcomeStyle)}; script-src ${hash(welcomeScript)}; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`;

export function welcome(options: WelcomeOptions): Hono<{ Variables: Variables }> {
  const app = new Hono<{ Variables: Variables }>();
  app.get("/", async (context) => {
    context.header("content-security-policy", policy);
    context.header("cache-control", "no-store");
    return context.html(page(options, await checklist(options)));
  });
  app.post("/world/clock", async (context) => {
    const { pass } = await context.req.parseBody();
    const seconds = pass === "interview" ? await untilNextEnd(options) : Number(pass);
    if (Number.isFinite(seconds) && seconds > 0 && seconds <= 90 * 86_400) options.clock.advance(seconds);
    return context.redirect("/", 303);
  });
  app.get("/world/checklist", async (context) =>
    context.json((await checklist(options)).map(({ id, done }) => ({ id, done }))),
  );
  app.post("/world/sign-in", async (context) => {
    const form = await context.req.parseBody();
    const person = cast.flatMap(({ people }) => people).find(({ email }) => email === form["email"]);
    if (!person) return context.text("There is nobody of this name in the cast.", 404);
    const answer = await options.signIn.signIn(person.email, password, context.req.raw.headers);
    for (const cookie of answer.headers.getSetCookie()) context.header("set-cookie", cookie, { append: true });
    const next =
      typeof form["next"] === "string" && /^\/(app|expert|ops)(\/|$)/.test(form["next"]) ? form["next"] : person.start;
    return context.redirect(next, 303);
  });
  return app;
}

/** Seconds until the next booked interview is over, and a moment more; 0 when none is booked. */
async function untilNextEnd({ database, clock }: WelcomeOptions): Promise<number> {
  const row = await database.service
    .selectFrom("interviews")
    .select("ends_at")
    .where("state", "in", ["scheduled", "live"])
    .where("ends_at", "is not", null)
    .orderBy("ends_at")
    .executeTakeFirst();
  return row?.ends_at ? Math.ceil((row.ends_at.getTime() - clock.now()) / 1000) + 5 : 0;
}

const passes = [
  { value: "600", words: "10 minutes" },
  { value: "3600", words: "1 hour" },
  { value: "86400", words: "1 day" },
  { value: "interview", words: "until the next booked interview is over" },
];

function timeSection(now: number) {
  const reading = new Date(now).toISOString().slice(0, 16).replace("T", " ");
  return html`<section aria-labelledby="time">
    <h2 id="time">Let time pass</h2>
    <p>
      In this world it is ${reading} UTC. Platform, Lever and everything due move on together; time never goes back.
    </p>
    <form method="post" action="/world/clock" class="passes">
      ${passes.map(({ value, words }) => html`<button name="pass" value="${value}">${words}</button>`)}
    </form>
  </section>`;
}

function page({ urls, clock }: WelcomeOptions, steps: Step[]) {
  const places = [
    { name: "Lever emulator", url: urls.emulator, what: "the pipeline board: move candidates, read notes" },
    { name: "Mailbox", url: urls.mailbox, what: "every mail that was sent" },
    { name: "API", url: `${urls.platform}/api/v1/docs`, what: "the platform's REST API" },
    { name: "Mails and notes", url: `${urls.platform}/dev/mails`, what: "each text with sample facts" },
  ];
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>InterviewVector: the world</title>
        <style>
          ${raw(welcomeStyle)}
        </style>
      </head>
      <body>
        <header>
          <p class="mark">InterviewVector</p>
          <h1>Move a candidate in the ATS; find the interview's report in the ATS.</h1>
          <p>This is a world of made-up people on your machine. Nothing leaves it.</p>
        </header>
        <main>
          <section aria-labelledby="todo">
            <h2 id="todo">The first minute</h2>
            <ol class="steps">
              ${steps.map(
                (step) =>
                  html`<li id="step-${step.id}" data-done="${step.done}">
                    <span class="tick" aria-hidden="true"></span>
                    <div>
                      ${
                        step.signInAs
                          ? html`<form method="post" action="/world/sign-in">
                              <input type="hidden" name="email" value="${step.signInAs}" />
                              <input type="hidden" name="next" value="${step.path}" />
                              <button class="link">${step.title}</button>
                            </form>`
                          : html`<a href="${step.path}">${step.title}</a>`
                      }
                      <p>${step.hint}</p>
                    </div>
                    <span class="state">${step.done ? "done" : "to do"}</span>
                  </li>`,
              )}
            </ol>
          </section>
          <section aria-labelledby="cast">
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
          </section>
          ${timeSection(clock.now())}
          <section aria-labelledby="places">
            <h2 id="places">Other places</h2>
            <ul class="places">
              ${places.map((place) => html`<li><a href="${place.url}">${place.name}</a> <span>${place.what}</span></li>`)}
            </ul>
          </section>
        </main>
        <script>
          ${raw(welcomeScript)};
        </script>
      </body>
    </html>`;
}
