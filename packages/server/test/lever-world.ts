/**
 * A Lever (the emulator, over real HTTP), a database and this server's Lever side with a runner between them, on one clock.
 * Mails go into a list. A connection, an active position and an expert are one call away.
 */
import { randomUUID } from "node:crypto";
import type { AddressInfo } from "node:net";
import { createAdaptorServer } from "@hono/node-server";
import { createEmulator, developmentApp, type Emulator, type EmulatorOptions } from "@interviewvector/lever-emulator";
import type { Actor, GuideContent, InterviewEvent, ReportDraft } from "@interviewvector/domain";
import { integrationApi } from "@interviewvector/domain";
import { Hono } from "hono";
import { freshDatabase } from "../../../test/support/database.ts";
import { readConfig } from "../src/config.ts";
import { createCrypt } from "../src/crypt.ts";
import { openDatabase, type Database } from "../src/db/database.ts";
import type { Handler } from "../src/effects/effect.ts";
import { Runner } from "../src/effects/runner.ts";
import { sweepHandler } from "../src/effects/sweep.ts";
import { problemAnswer, toProblem, type Variables } from "../src/http/problem.ts";
import { nobody, type Subject } from "../src/http/subject.ts";
import { act, type Door } from "../src/interview/act.ts";
import { timerHandler } from "../src/interview/timer.ts";
import { createLever, type LeverDeps } from "../src/lever/index.ts";
import { createLog } from "../src/log.ts";

export interface Owed {
  kind: string;
  payload: Record<string, unknown>;
}

export interface LeverWorld {
  emulator: Emulator;
  /** The hands of people in Acme's Lever. */
  acme: ReturnType<Emulator["account"]>;
  database: Database;
  door: Door;
  lever: ReturnType<typeof createLever>;
  runner: Runner;
  url: string;
  companyId: string;
  /** Mails that would have gone out. */
  mails: Owed[];
  admin: Subject;
  now(): number;
  /** Lets business time pass for both sides. */
  advance(seconds: number): void;
  /** Until nothing is under way on either side. */
  settle(withinMs?: number): Promise<void>;
  call(endpoint: { path: string; method: string }, input?: CallInput): Promise<unknown>;
  /** Connects with Acme's API key; webhooks are switched on unless told otherwise. */
  connect(options?: { webhooks?: boolean }): Promise<string>;
  /** An active position with one round for Acme's backend posting. */
  activate(options?: { rounds?: number; settings?: Record<string, unknown> }): Promise<string>;
  interviews(): Promise<InterviewLine[]>;
  happen(interviewId: string, event: InterviewEvent, actor?: Actor): Promise<void>;
  /** Books the given hour from now with the expert. */
  book(interviewId: string, inHours?: number): Promise<void>;
  report(interviewId: string, draft?: Partial<ReportDraft>): Promise<void>;
  /** Another runner and another Lever side over the same database. */
  twin(): Promise<Omit<Rig, "url">>;
  stop(): Promise<void>;
}

export interface CallInput {
  params?: Record<string, string>;
  query?: Record<string, string>;
  body?: unknown;
  as?: Subject;
}

export interface InterviewLine {
  id: string;
  state: string;
  opportunity_id: string;
  entered_at: Date;
  blocked_reasons: string[];
  round_number: number;
  ats: { panelId?: string; interviewId?: string; feedbackId?: string; fileId?: string };
}

interface Rig {
  lever: ReturnType<typeof createLever>;
  runner: Runner;
  url: string;
}

export const backend = "Senior Backend Engineer";

export interface LeverWorldOptions {
  emulator?: Partial<EmulatorOptions>;
  environment?: Record<string, string>;
  /** Carries what is asked of Lever. */
  fetch?: LeverDeps["fetch"];
  /** Wraps the handlers before the runner has them. */
  wrap?: (handlers: Handler[]) => Handler[];
}

export async function startLeverWorld(options: LeverWorldOptions = {}): Promise<LeverWorld> {
  // A Monday morning, whenever the tests run.
  let offset = Date.parse("2030-01-07T06:00:00Z") - Date.now();
  const now = () => Date.now() + offset;
  const clock = { now };
  const fresh = await freshDatabase();
  const database = openDatabase({ url: fresh.url, onError: () => undefined });
  const newId = randomUUID;
  const door: Door = { database, clock, newId };
  const emulator = await createEmulator({
    now,
    ...options.emulator,
    behaviours: { ratePerSecond: 1000, rateBurst: 1000, webhookTestDelayMs: 5, ...options.emulator?.behaviours },
  });
  const mails: Owed[] = [];
  const admin = adminOf(randomUUID());
  const server = await listen();
  emulator.addRedirectUri(developmentApp.clientId, `${server.url}/integrations/lever/callback`);
  const rig = { database, door, emulator, mails, admin, url: server.url, options };
  const main = makeSide(rig);
  server.serve(main.lever);
  await main.runner.start();
  const twins: Runner[] = [];
  await database.service
    .insertInto("companies")
    .values({
      id: admin.company?.companyId ?? "",
      name: "Acme",
      slug: "acme",
      zone: "Europe/Berlin",
      privacy_url: null,
      logo: null,
      logo_type: null,
    })
    .execute();
  const world: LeverWorld = {
    emulator,
    acme: emulator.account("acme"),
    database,
    door,
    ...main,
    url: server.url,
    companyId: admin.company?.companyId ?? "",
    mails,
    admin,
    now,
    advance(seconds) {
      offset += seconds * 1000;
      emulator.clockMoved();
      main.runner.wake();
    },
    async settle(withinMs = 20_000) {
      for (let round = 0; round < 2; round += 1) {
        await emulator.settle(400);
        await main.runner.settle(withinMs);
      }
    },
    call: (endpoint, input) => call(main.lever, endpoint, { as: admin, ...input }),
    connect: (how) => connect(world, how),
    activate: (how) => activate(world, how),
    interviews: () => interviewLines(database),
    async happen(interviewId, event, actor = { kind: "system" }) {
      const decision = await act(door, interviewId, actor, event);
      if ("refused" in decision) throw new Error(decision.words);
      main.runner.wake();
    },
    book: (interviewId, inHours) => book(world, interviewId, inHours),
    report: (interviewId, draft) => report(world, interviewId, draft),
    async twin() {
      const other = makeSide(rig);
      await other.runner.start();
      twins.push(other.runner);
      return other;
    },
    async stop() {
      await Promise.all([main.runner.stop(2_000), ...twins.map((runner) => runner.stop(2_000))]);
      await server.close();
      await emulator.stop();
      await database.close();
      await fresh.drop();
    },
  };
  return world;
}

interface Base {
  database: Database;
  door: Door;
  emulator: Emulator;
  mails: Owed[];
  admin: Subject;
  url: string;
  options: LeverWorldOptions;
}

function makeSide({ database, door, emulator, mails, admin, url, options }: Base): Omit<Rig, "url"> {
  const config = readConfig({
    SECRET_KEY: Buffer.alloc(32, 7).toString("base64"),
    SMTP_URL: "smtp://127.0.0.1:1",
    PUBLIC_URL: url,
    LEVER_API_URL: emulator.apiUrl,
    LEVER_AUTH_URL: emulator.authUrl,
    LEVER_CLIENT_ID: developmentApp.clientId,
    LEVER_CLIENT_SECRET: developmentApp.clientSecret,
    LEVER_RATE_PER_S: "1000",
    LEVER_BURST: "1000",
    EFFECT_QUIET_S: "0.2",
    EFFECT_LEASE_S: "5",
    ...options.environment,
  });
  const log = createLog(process.env["LEVER_TEST_LOG"] ?? "silent");
  const side: { runner: Runner | null } = { runner: null };
  const deps: LeverDeps = {
    door,
    log,
    metrics: { atsCall: () => undefined, delivery: () => undefined },
    crypt: createCrypt(config.secretKey),
    config,
    fetch: options.fetch ?? globalThis.fetch,
    wake: () => side.runner?.wake(),
    subjectOf: () => Promise.resolve(admin),
  };
  const lever = createLever(deps);
  const sink = ["mail.candidate", "mail.expert", "mail.operator", "mail.company"].map((kind): Handler => ({
    kind,
    run(effect) {
      mails.push({ kind, payload: effect.payload });
      return Promise.resolve({ result: "done", words: "sent" });
    },
  }));
  const all = [timerHandler(door), ...sink, ...lever.handlers];
  const handlers = options.wrap?.(all) ?? all;
  const runner = new Runner({
    ...door,
    log,
    handlers: [...handlers, sweepHandler(database, handlers)],
    leaseMs: config.effects.leaseMs,
    quietMs: config.effects.quietMs,
  });
  side.runner = runner;
  return { lever, runner };
}

/** The port is needed before anything that answers on it exists. */
async function listen() {
  const app = new Hono<{ Variables: Variables }>();
  const log = createLog("silent");
  app.onError((error, context) => problemAnswer(context, toProblem(error, log, "test")));
  const routes = { current: null as Hono<{ Variables: Variables }> | null };
  app.all("*", (context) => (routes.current ?? new Hono()).fetch(context.req.raw));
  const server = createAdaptorServer({ fetch: app.fetch });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    serve(lever: ReturnType<typeof createLever>) {
      const inner = new Hono<{ Variables: Variables }>();
      inner.onError((error, context) => problemAnswer(context, toProblem(error, log, "test")));
      inner.route("/", lever.webhookRoutes);
      inner.route("/", lever.callbackRoutes);
      routes.current = inner;
    },
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}

function adminOf(companyId: string): Subject {
  const person = { id: "ada", name: "Ada Admin", email: "ada@acme.example" };
  return {
    ...nobody,
    person,
    sessionId: "ada's session",
    memberships: [
      { companyId, companyName: "Acme", slug: "acme", zone: "Europe/Berlin", role: "admin", logoVersion: null },
    ],
    company: { companyId, role: "admin", positionIds: null, actor: { kind: "member", id: "ada", name: "Ada Admin" } },
  };
}

async function call(
  lever: ReturnType<typeof createLever>,
  endpoint: { path: string; method: string },
  { as = nobody, params = {}, query = {}, body = {} }: CallInput,
): Promise<unknown> {
  const binding = lever.bindings.find((one) => one.endpoint === endpoint);
  if (!binding) throw new Error(`nothing is bound to ${endpoint.path}`);
  return binding.handle(as, { params, query, body });
}

async function connect(world: LeverWorld, { webhooks = true }: { webhooks?: boolean } = {}): Promise<string> {
  if (webhooks) switchOn(world);
  const connection = (await world.call(integrationApi.connectByKey, {
    body: { apiKey: "acme-key", environment: "production" },
  })) as { id: string };
  await world.settle();
  return connection.id;
}

export function switchOn({ acme }: LeverWorld): void {
  for (const event of [
    "candidateStageChange",
    "candidateArchiveChange",
    "candidateHired",
    "candidateDeleted",
    "contactUpdated",
  ] as const)
    acme.switchWebhookGroup(event, true);
}

export const guide: GuideContent = {
  format: "a conversation and some code",
  equipment: "a computer",
  sections: [
    {
      name: "Warm-up",
      minutes: 10,
      questions: [{ id: "intro", text: "What did you build last?", hints: [], expected: [], followUps: [] }],
    },
  ],
  competencies: ["Problem solving", "Coding", "Communication"].map((name) => ({
    id: name.toLowerCase().replaceAll(" ", "-"),
    name,
    mandatory: true,
    anchors: ["none", "some", "good", "great"],
  })),
};

async function activate(
  world: LeverWorld,
  { rounds = 1, settings = {} }: { rounds?: number; settings?: Record<string, unknown> } = {},
): Promise<string> {
  const db = world.database.service;
  const position = await db
    .selectFrom("positions")
    .select(["id", "company_id"])
    .where("title", "=", backend)
    .executeTakeFirstOrThrow();
  const guideId = randomUUID();
  await db.insertInto("guides").values({ id: guideId, name: "Backend", category: "Backend" }).execute();
  await db
    .insertInto("guide_versions")
    .values({ guide_id: guideId, version: 1, content: JSON.stringify(guide), created_by: "test" })
    .execute();
  for (let number = 1; number <= rounds; number += 1) {
    await db
      .insertInto("rounds")
      .values({
        id: randomUUID(),
        company_id: position.company_id,
        position_id: position.id,
        number,
        name: `Round ${number}`,
        guide_id: guideId,
        duration_minutes: 60,
      })
      .execute();
  }
  await db
    .updateTable("positions")
    .set({
      state: "active",
      category: "Backend",
      role: "Backend Engineer",
      activated_at: new Date(world.now()),
      settings: JSON.stringify(settings),
    })
    .where("id", "=", position.id)
    .execute();
  return position.id;
}

async function interviewLines(database: Database): Promise<InterviewLine[]> {
  return database.service
    .selectFrom("interviews")
    .select(["id", "state", "opportunity_id", "entered_at", "blocked_reasons", "round_number", "ats"])
    .orderBy("entered_at")
    .orderBy("created_at")
    .execute();
}

async function expertOf({ database }: LeverWorld): Promise<string> {
  const there = await database.service.selectFrom("experts").select("id").executeTakeFirst();
  if (there) return there.id;
  const id = randomUUID();
  await database.service
    .insertInto("experts")
    .values({
      id,
      user_id: null,
      name: "Priya Raman",
      first_name: "Priya",
      email: "priya@experts.example",
      zone: "Asia/Kolkata",
      state: "active",
      meeting_url: null,
    })
    .execute();
  return id;
}

async function book(world: LeverWorld, interviewId: string, inHours = 30): Promise<void> {
  const startAt = Math.ceil((world.now() + inHours * 3_600_000) / 300_000) * 300_000;
  const endAt = startAt + 3_600_000;
  const expertId = await expertOf(world);
  const decision = await act(world.door, interviewId, { kind: "candidate" }, async (tx, { row, interview }) => {
    const id = interview.booking?.id ?? randomUUID();
    const during = `[${new Date(startAt).toISOString()},${new Date(endAt).toISOString()})`;
    if (interview.booking) await tx.updateTable("bookings").set({ during }).where("id", "=", id).execute();
    else
      await tx
        .insertInto("bookings")
        .values({
          id,
          expert_id: expertId,
          candidate_id: row.candidate_id,
          company_id: row.company_id,
          interview_id: row.id,
          status: "confirmed",
          during,
          idempotency_key: randomUUID(),
          decision: null,
          created_at: new Date(world.now()),
        })
        .execute();
    return { type: "slotBooked", booking: { id, expertId, startAt, endAt } };
  });
  if ("refused" in decision) throw new Error(decision.words);
  world.runner.wake();
}

export const draft: ReportDraft = {
  recommendation: "hire",
  competencies: {
    "problem-solving": { score: 3, evidence: "Found the edge cases." },
    coding: { score: 4, evidence: "Clean code." },
    communication: { score: 3, evidence: "Clear." },
  },
  questions: { intro: "A queue." },
  strengths: "Thinks aloud.",
  concerns: "Little testing.",
  integrity: "",
  summary: "A solid engineer.",
};

async function report(world: LeverWorld, interviewId: string, change: Partial<ReportDraft> = {}): Promise<void> {
  const expertId = await expertOf(world);
  const submitted = JSON.stringify({ ...draft, ...change });
  const decision = await act(
    world.door,
    interviewId,
    { kind: "expert", id: expertId, name: "Priya" },
    async (tx, { row, interview }) => {
      const version = interview.reportVersion + 1;
      const facts = { submitted, submitted_at: new Date(world.now()), version };
      await tx
        .insertInto("reports")
        .values({
          id: randomUUID(),
          company_id: row.company_id,
          interview_id: row.id,
          expert_id: expertId,
          saved_at: null,
          ...facts,
        })
        .onConflict((conflict) => conflict.column("interview_id").doUpdateSet(facts))
        .execute();
      await tx
        .insertInto("report_versions")
        .values({
          company_id: row.company_id,
          interview_id: row.id,
          expert_id: expertId,
          version,
          content: submitted,
          submitted_at: facts.submitted_at,
          sent_back_words: null,
        })
        .execute();
      return { type: "reportSubmitted", reportVersion: version };
    },
  );
  if ("refused" in decision) throw new Error(decision.words);
  world.runner.wake();
}
