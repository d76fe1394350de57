/**
 * The world in one process: the platform, its PostgreSQL, a Lever played by the emulator over real HTTP, a mailbox behind
 * real SMTP, and one clock for all. Development, tests and demo boot it from here; only ports and folders differ.
 */
import { createHash } from "node:crypto";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { createEmulator, developmentApp, type Emulator, type EmulatorOptions } from "@interviewvector/lever-emulator";
import { createParts, startApp, type App, type Parts } from "../packages/server/src/app.ts";
import { readConfig } from "../packages/server/src/config.ts";
import { migrate } from "../packages/server/src/db/migrate.ts";
import { startOwnPostgres } from "../packages/server/src/db/own-postgres.ts";
import { seedGuides } from "../packages/server/src/guide/library.ts";
import { createLog, type Log } from "../packages/server/src/log.ts";
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

/** The world's own key: secret enough for made-up people, the same over restarts. */
const worldKey = createHash("sha256").update("the world of InterviewVector, made-up people only").digest("base64");

export async function startSystem(options: SystemOptions = {}): Promise<System> {
  const { dataDir, ports = {} } = options;
  if (dataDir !== undefined) mkdirSync(dataDir, { recursive: true });
  const log = options.log ?? createLog("silent");
  const clock = createWorldClock(dataDir === undefined ? undefined : join(dataDir, "world-clock.json"));
  const postgres =
    options.databaseUrl === undefined
      ? await startOwnPostgres({
          ...(dataDir === undefined ? { throwaway: true } : { dataDir }),
          log: (words) => log.info(words),
        })
      : null;
  const databaseUrl = options.databaseUrl ?? postgres?.url ?? "";
  const platformPort = ports.platform || (await freePort());
  const publicUrl = `http://localhost:${platformPort}`;

  const mailbox = await createMailbox({
    host: "127.0.0.1",
    httpPort: ports.mailbox ?? 0,
    smtpPort: ports.smtp ?? 0,
    now: clock.now,
    ...(dataDir === undefined ? {} : { persistTo: join(dataDir, "mailbox") }),
  });
  let system: System | null = null;
  const emulator = await createEmulator({
    now: clock.now,
    apiPort: ports.emulator ?? 0,
    managementPort: ports.management ?? 0,
    oauthApps: [{ ...developmentApp, redirectUris: [`${publicUrl}/integrations/lever/callback`] }],
    onClockAdvance: (seconds) => system?.advance(seconds),
    ...(dataDir === undefined ? {} : { persistTo: join(dataDir, "emulator.json") }),
    ...options.emulator,
  });
  emulator.addRedirectUri(developmentApp.clientId, `${publicUrl}/integrations/lever/callback`);

  const config = readConfig({
    PORT: String(platformPort),
    PUBLIC_URL: publicUrl,
    SECRET_KEY: worldKey,
    SMTP_URL: mailbox.smtpUrl,
    SUPPORT_EMAIL: "help@interviewvector.example",
    DATABASE_URL: databaseUrl,
    DATA_DIR: dataDir ?? ".data",
    LEVER_CLIENT_ID: developmentApp.clientId,
    LEVER_CLIENT_SECRET: developmentApp.clientSecret,
    LEVER_API_URL: emulator.apiUrl,
    LEVER_AUTH_URL: emulator.authUrl,
    ...options.environment,
  });
  await migrate(databaseUrl);
  const parts = await createParts({ config, clock, log, databaseUrl });
  await seedGuides(parts.database.service, parts.newId);
  const { companyIds } = await seed(parts.database, parts.signIn, options.extraExperts ?? 0);
  const urls = {
    platform: publicUrl,
    emulator: emulator.authUrl,
    management: emulator.managementUrl,
    mailbox: mailbox.httpUrl,
  };
  const composed = options.wrap?.(parts) ?? parts;
  composed.routes.push(
    welcome({
      database: parts.database,
      signIn: parts.signIn,
      emulator,
      mailbox,
      urls,
      clock: { now: clock.now, advance: (seconds) => system?.advance(seconds) },
    }),
  );
  const app = await startApp(composed);

  system = {
    app,
    emulator,
    mailbox,
    clock,
    urls,
    databaseUrl,
    companyIds,
    advance(seconds) {
      clock.advance(seconds);
      emulator.clockMoved();
      app.runner.wake();
    },
    async settle(withinMs = 30_000) {
      // Work here makes work there (a write makes a webhook, a webhook makes a read): quiet on both sides, twice.
      for (let round = 0; round < 2; round++) {
        await emulator.settle();
        await app.runner.settle(withinMs);
      }
    },
    async stop() {
      await app.stop();
      await emulator.stop();
      await mailbox.stop();
      await postgres?.stop();
    },
  };
  return system;
}
