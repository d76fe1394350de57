/**
 * The world of a drill: the platform as processes of their own behind one address, Lever and the mail server in this
 * process, where they judge. Nothing here helps the platform; what it survives it survives by itself.
 */
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, existsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { Pool } from "pg";
import { createEmulator, developmentApp, type EmulatorOptions } from "@interviewvector/lever-emulator";
import { createWorldClock } from "../../../dev/clock.ts";
import { setUpAcme } from "../../../dev/life.ts";
import { createMailbox } from "../../../dev/mailbox/mailbox.ts";
import type { Person } from "../../../dev/person.ts";
import { freePort } from "../../../dev/port.ts";
import { seed as seedCast } from "../../../dev/seed.ts";
import type { World } from "../../../dev/system.ts";
import { createParts } from "../../../packages/server/src/app.ts";
import { systemClock } from "../../../packages/server/src/clock.ts";
import { readConfig } from "../../../packages/server/src/config.ts";
import { isDatabaseDown } from "../../../packages/server/src/http/problem.ts";
import { seedGuides } from "../../../packages/server/src/guide/library.ts";
import { createLog } from "../../../packages/server/src/log.ts";
import { cloneDatabase } from "../../support/clone.ts";
import { startFront } from "./front.ts";
import { writeWhere, type Where } from "./place.ts";
import { platformProcess, type PlatformProcess } from "./process.ts";
import type { PostgresForDrills } from "./postgres.ts";

export interface RigOptions {
  processes?: number;
  environment?: Record<string, string>;
  emulator?: Partial<EmulatorOptions>;
  /** Places where a process dies, once each: `kind@before`, `@after`, `@recorded`. */
  points?: readonly string[];
  /** Every kind's place. */
  everyPoint?: Where;
  experts?: number;
  /** How Acme is connected; `none` leaves that to the drill. */
  connect?: "api_key" | "oauth" | "none";
  /** The folder of the version that a process runs, asked at each of its starts. */
  root?: () => string;
  /** A database that is there and seeded already. */
  databaseUrl?: string;
}

export interface Rig extends World {
  databaseUrl: string;
  /** The environment of the processes, but for what is each one's own. */
  settings: Record<string, string>;
  connectionId: string;
  ada: Person;
  processes: PlatformProcess[];
  /** Points that have struck, in order. */
  struck(): string[];
  /** For comparing and measuring; it is never the judge. */
  query<Row extends object>(text: string, values?: unknown[]): Promise<Row[]>;
  up(): Promise<void>;
  /** Another database from the next start of the processes on. */
  moveTo(databaseUrl: string): Promise<void>;
  stop(): Promise<void>;
}

/** A Monday morning, as in all tests, so that nights and weekends are the same whenever a drill is played. */
const MONDAY = Date.parse("2030-01-07T06:00:00Z");
export const LEASE_S = 3;
export const QUIET_S = 1;
export const secretKey = createHash("sha256").update("crash tests").digest("base64");

export async function startRig(postgres: PostgresForDrills, options: RigOptions = {}): Promise<Rig> {
  const folder = mkdtempSync(join(tmpdir(), "interviewvector-crash-"));
  const database = options.databaseUrl === undefined ? await cloneDatabase(postgres) : null;
  const databaseUrl = options.databaseUrl ?? database?.url ?? "";
  const clock = createWorldClock({ startAt: MONDAY });
  const mailbox = await createMailbox({ host: "127.0.0.1", httpPort: 0, smtpPort: 0, now: clock.now });
  const processes: PlatformProcess[] = [];
  const front = await startFront(() => processes.map(({ port }) => port));
  const platform = `http://localhost:${front.port}`;
  const emulator = await createEmulator({
    now: clock.now,
    oauthApps: [{ ...developmentApp, redirectUris: [`${platform}/integrations/lever/callback`] }],
    webhookRetryMs: [200, 400, 800, 1600, 3200, 6400],
    ...options.emulator,
    behaviours: { ratePerSecond: 500, rateBurst: 500, ...options.emulator?.behaviours },
  });
  const settings = {
    PUBLIC_URL: platform,
    SECRET_KEY: secretKey,
    SMTP_URL: mailbox.smtpUrl,
    SMS_URL: `${mailbox.httpUrl}/texts`,
    DATABASE_URL: databaseUrl,
    LEVER_CLIENT_ID: developmentApp.clientId,
    LEVER_CLIENT_SECRET: developmentApp.clientSecret,
    LEVER_API_URL: emulator.apiUrl,
    LEVER_AUTH_URL: emulator.authUrl,
    LEVER_RATE_PER_S: "400",
    LEVER_BURST: "400",
    EFFECT_QUIET_S: String(QUIET_S),
    EFFECT_LEASE_S: String(LEASE_S),
    DRAIN_S: "0.6",
    LOG_LEVEL: "fatal",
    NODE_COMPILE_CACHE: join(tmpdir(), "interviewvector-crash-compiled"),
    ...options.environment,
  };
  if (database) await seedOnce(settings, databaseUrl, options.experts ?? 0);

  let offsetMs = MONDAY - Date.now();
  const struckFile = join(folder, "struck");
  for (let place = 0; place < (options.processes ?? 2); place++) {
    const own = () => ({
      ...settings,
      KILL_POINTS: (options.points ?? []).join(","),
      KILL_EVERY: options.everyPoint === undefined ? "" : writeWhere(options.everyPoint),
      STRUCK_FILE: struckFile,
      CLOCK_OFFSET_MS: String(offsetMs),
    });
    processes.push(platformProcess(await freePort(), own, options.root));
  }
  await Promise.all(processes.map((one) => one.start()));
  const watch = (url: string): Pool => {
    const pool = new Pool({ connectionString: url, max: 3 });
    pool.on("error", () => undefined);
    return pool;
  };
  let watcher = watch(databaseUrl);

  const up = async (): Promise<void> => {
    for (const one of processes) await one.up();
    for (const one of processes) one.tellTime(offsetMs);
  };
  const query = async <Row extends object>(text: string, values: unknown[] = []): Promise<Row[]> => {
    for (const until = performance.now() + 30_000; ; await wait(200)) {
      try {
        return (await watcher.query<Row>(text, values)).rows;
      } catch (error) {
        // Drills take the database away as well.
        if (!isDatabaseDown(error) || performance.now() > until) throw error;
      }
    }
  };
  const world: World = {
    emulator,
    mailbox,
    clock,
    urls: { platform, emulator: emulator.authUrl, management: emulator.managementUrl, mailbox: mailbox.httpUrl },
    advance(seconds) {
      clock.advance(seconds);
      offsetMs += seconds * 1000;
      for (const one of processes) one.tellTime(offsetMs);
      emulator.clockMoved();
    },
    settle: (withinMs = 240_000) => settle({ up, query, emulator, clock }, withinMs),
  };
  let stopped: Promise<void> | null = null;
  const how = options.connect ?? "api_key";
  const acme = how === "none" ? null : await setUpAcme(world, how);
  const rig: Rig = {
    ...world,
    databaseUrl,
    settings,
    connectionId: acme?.connectionId ?? "",
    ada: acme?.ada as Person,
    processes,
    struck: () => (existsSync(struckFile) ? readFileSync(struckFile, "utf8").split("\n").filter(Boolean) : []),
    query,
    up,
    async moveTo(url) {
      settings.DATABASE_URL = url;
      await watcher.end();
      watcher = watch(url);
    },
    stop: () => (stopped ??= stop()),
  };
  const stop = async (): Promise<void> => {
    await Promise.all(processes.map((one) => one.end()));
    await watcher.end();
    await front.stop();
    await emulator.stop();
    await mailbox.stop();
    await database?.drop();
    rmSync(folder, { recursive: true, force: true });
  };
  return rig;
}

const OPEN = `select kind, state, outcome from effects e
  where (state = 'running' or (state in ('pending', 'unsure') and run_after <= $1))
    and (e.connection_id is null or exists (select 1 from connections c where c.id = e.connection_id and c.state = 'connected'))`;

/** Quiet three times in a row: nothing under way in Lever, nothing owed here. */
async function settle(
  { up, query, emulator, clock }: Pick<Rig, "up" | "query" | "emulator" | "clock">,
  withinMs: number,
): Promise<void> {
  const deadline = performance.now() + withinMs;
  for (let quiet = 0; quiet < 3;) {
    await up();
    await emulator.settle();
    const open = await query<{ kind: string }>(OPEN, [new Date(clock.now())]);
    quiet = open.length === 0 ? quiet + 1 : 0;
    if (performance.now() > deadline)
      throw new Error(`not quiet within ${withinMs} ms: ${open.length} open, e.g. ${JSON.stringify(open.slice(0, 5))}`);
    await wait(50);
  }
}

async function seedOnce(settings: Record<string, string>, databaseUrl: string, extraExperts: number): Promise<void> {
  const { NODE_COMPILE_CACHE: _cache, ...environment } = settings;
  const parts = createParts({
    config: readConfig(environment),
    clock: systemClock,
    log: createLog("silent"),
    databaseUrl,
  });
  await seedGuides(parts.database.service);
  await seedCast(parts.database, parts.signIn, extraExperts);
  parts.close();
  await parts.database.close();
}
