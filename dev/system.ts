/**
 * The world in one process: the platform, its PostgreSQL, a Lever played by the emulator over real HTTP, a mailbox behind
 * real SMTP, and one clock for all. Development, tests and demo boot it from here; only ports and folders differ.
 */
import { createHash } from "node:crypto";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { Hono } from "hono";
import { createEmulator, developmentApp, type Emulator, type EmulatorOptions } from "@interviewvector/lever-emulator";
import { createParts, startApp, type App } from "../packages/server/src/app.ts";
import { readConfig } from "../packages/server/src/config.ts";
import { migrate } from "../packages/server/src/db/migrate.ts";
import { startOwnPostgres } from "../packages/server/src/db/own-postgres.ts";
import { seedGuides } from "../packages/server/src/guide/library.ts";
import type { Variables } from "../packages/server/src/http/problem.ts";
import { createLog, type Log } from "../packages/server/src/log.ts";
import { mailPreview } from "../packages/server/src/mail/preview.ts";
import type { Parts } from "../packages/server/src/parts.ts";
import { createWorldClock, type WorldClock } from "./clock.ts";
import { createMailbox, type Mailbox } from "./mailbox/mailbox.ts";
import { freePort } from "./port.ts";
import { seed } from "./seed.ts";
import { welcome } from "./welcome.ts";

export interface SystemOptions {
  /** 0 or absent: a free port each. */
  ports?: { platform?: number; emulator?: number; management?: number; mailbox?: number; smtp?: number };
  /** Absent: nothing is kept. */
  dataDir?: string;
  /** A database that is there already (tests); absent: an own PostgreSQL, throwaway without `dataDir`. */
  databaseUrl?: string;
  extraExperts?: number;
  log?: Log;
  /** Settings of the platform beside those that the world sets. */
  environment?: Record<string, string>;
  emulator?: Partial<EmulatorOptions>;
  /** When the world begins, ms; absent: now. */
  startAt?: number;
  /** Lets a test wrap handlers before the runner starts. */
  wrap?: (parts: Parts) => Parts;
}

export interface System {
  app: App;
  emulator: Emulator;
  mailbox: Mailbox;
  clock: WorldClock;
  urls: { platform: string; emulator: string; management: string; mailbox: string };
  databaseUrl: string;
  companyIds: Record<string, string>;
  /** Lets business time pass for platform and emulator, and wakes what is due. */
  advance(seconds: number): void;
  /** Until webhooks are delivered, the inbox is empty and no effect is due. */
  settle(withinMs?: number): Promise<void>;
  stop(): Promise<void>;
}

/** What those who act in the world need of it; the platform may be a process of its own. */
export type World = Pick<System, "emulator" | "mailbox" | "clock" | "urls" | "advance" | "settle">;

/** The world's own key: secret enough for made-up people, the same over restarts. */
const worldKey = createHash("sha256").update("the world of InterviewVector, made-up people only").digest("base64");

export async function startSystem(options: SystemOptions = {}): Promise<System> {
  const { dataDir } = options;
  if (dataDir !== undefined) mkdirSync(dataDir, { recursive: true });
  const log = options.log ?? createLog("silent");
  const clock = createWorldClock({
    ...(dataDir === undefined ? {} : { persistTo: join(dataDir, "world-clock.json") }),
    ...(options.startAt === undefined ? {} : { startAt: options.startAt }),
  });
  // What was started is stopped in reverse order, also when a later part cannot start (a taken port, say).
  const stops: (() => Promise<unknown>)[] = [];
  const stop = async (): Promise<void> => {
    for (const end of stops.splice(0).toReversed()) await end();
  };
  try {
    const databaseUrl = await startDatabase(options, log, stops);
    const outside = await startOutside(options, clock, stops);
    const { config, urls } = settingsFor(options, outside, databaseUrl);
    await migrate(databaseUrl);
    const parts = createParts({ config, clock, log, databaseUrl });
    await seedGuides(parts.database.service);
    const { companyIds } = await seed(parts.database, parts.signIn, options.extraExperts ?? 0);
    const composed = options.wrap?.(parts) ?? parts;
    const advance = (seconds: number): void => {
      clock.advance(seconds);
      outside.emulator.clockMoved();
      parts.wake.now();
    };
    outside.onAdvance = advance;
    composed.routes.push(
      welcome({ ...outside, database: parts.database, signIn: parts.signIn, urls, clock: { now: clock.now, advance } }),
      new Hono<{ Variables: Variables }>().route("/dev/mails", mailPreview()),
    );
    const app = await startApp(composed);
    stops.push(app.stop);
    const settle = (withinMs?: number): Promise<void> => settleBoth(app, outside.emulator, withinMs);
    return { app, ...outside, clock, urls, databaseUrl, companyIds, advance, settle, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

type Stops = (() => Promise<unknown>)[];

async function startDatabase({ databaseUrl, dataDir }: SystemOptions, log: Log, stops: Stops): Promise<string> {
  if (databaseUrl !== undefined) return databaseUrl;
  const own = await startOwnPostgres({
    ...(dataDir === undefined ? { throwaway: true } : { dataDir }),
    log: (words) => log.info(words),
  });
  stops.push(own.stop);
  return own.url;
}

interface Outside {
  platformPort: number;
  emulator: Emulator;
  mailbox: Mailbox;
  onAdvance(seconds: number): void;
}

/** What the platform finds outside: a mail server and a Lever. */
async function startOutside(options: SystemOptions, clock: WorldClock, stops: Stops): Promise<Outside> {
  const { dataDir, ports = {} } = options;
  const platformPort = ports.platform || (await freePort());
  const mailbox = await createMailbox({
    host: "127.0.0.1",
    httpPort: ports.mailbox ?? 0,
    smtpPort: ports.smtp ?? 0,
    now: clock.now,
    ...(dataDir === undefined ? {} : { persistTo: join(dataDir, "mailbox") }),
  });
  stops.push(mailbox.stop);
  const callback = `http://localhost:${platformPort}/integrations/lever/callback`;
  const emulator = await createEmulator({
    now: clock.now,
    apiPort: ports.emulator ?? 0,
    managementPort: ports.management ?? 0,
    oauthApps: [{ ...developmentApp, redirectUris: [callback] }],
    onClockAdvance: (seconds) => outside.onAdvance(seconds),
    ...(dataDir === undefined ? {} : { persistTo: join(dataDir, "emulator.json") }),
    ...options.emulator,
  });
  stops.push(emulator.stop);
  emulator.addRedirectUri(developmentApp.clientId, callback);
  const outside: Outside = { platformPort, emulator, mailbox, onAdvance: (seconds) => clock.advance(seconds) };
  return outside;
}

function settingsFor(options: SystemOptions, { platformPort, emulator, mailbox }: Outside, databaseUrl: string) {
  const platform = `http://localhost:${platformPort}`;
  const config = readConfig({
    PORT: String(platformPort),
    PUBLIC_URL: platform,
    SECRET_KEY: worldKey,
    SMTP_URL: mailbox.smtpUrl,
    SMS_URL: `${mailbox.httpUrl}/texts`,
    SUPPORT_EMAIL: "help@interviewvector.example",
    DATABASE_URL: databaseUrl,
    DATA_DIR: options.dataDir ?? ".data",
    // Calendars on this machine may be tried out.
    CALENDAR_PRIVATE_HOSTS: "localhost,127.0.0.1",
    LEVER_CLIENT_ID: developmentApp.clientId,
    LEVER_CLIENT_SECRET: developmentApp.clientSecret,
    LEVER_API_URL: emulator.apiUrl,
    LEVER_AUTH_URL: emulator.authUrl,
    ...options.environment,
  });
  return {
    config,
    urls: { platform, emulator: emulator.authUrl, management: emulator.managementUrl, mailbox: mailbox.httpUrl },
  };
}

/** Work here makes work there (a write makes a webhook, a webhook makes a read): quiet on both sides, twice. */
async function settleBoth({ runner }: App, emulator: Emulator, withinMs = 30_000): Promise<void> {
  for (let round = 0; round < 2; round++) {
    await emulator.settle();
    await runner.settle(withinMs);
  }
}
