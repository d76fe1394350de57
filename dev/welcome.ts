/**
 * The world's front page: the cast with one-click sign-in, the addresses, and a checklist that ticks itself as the main
 * job is done for the first time. It exists in the world only; elsewhere `/` is the sign-in.
 */
import { Hono } from "hono";
import type { Emulator } from "@interviewvector/lever-emulator";
import type { SignIn } from "../packages/server/src/account/sign-in.ts";
import type { Database } from "../packages/server/src/db/database.ts";
import type { Variables } from "../packages/server/src/http/problem.ts";
import { companies, experts, password, service } from "./cast.ts";
import { checklist } from "./checklist.ts";
import type { Mailbox } from "./mailbox/mailbox.ts";
import { welcomeScript, welcomeStyle } from "./welcome-assets.ts";
import { welcomePage, type CastMember } from "./welcome-page.ts";

export interface WelcomeOptions {
  database: Database;
  signIn: SignIn;
  emulator: Emulator;
  mailbox: Mailbox;
  urls: { platform: string; emulator: string; management: string; mailbox: string };
  clock: { now(): number; advance(seconds: number): void };
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

const policy =
  "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

export function welcome(options: WelcomeOptions): Hono<{ Variables: Variables }> {
  const app = new Hono<{ Variables: Variables }>();
  app.get("/", async (context) => {
    context.header("content-security-policy", policy);
    context.header("cache-control", "no-store");
    return context.html(welcomePage({ ...options, cast, password, steps: await checklist(options) }));
  });
  app.get("/world/welcome.css", (context) =>
    context.body(welcomeStyle, 200, { "content-type": "text/css; charset=utf-8" }),
  );
  app.get("/world/welcome.js", (context) =>
    context.body(welcomeScript, 200, { "content-type": "text/javascript; charset=utf-8" }),
  );
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
