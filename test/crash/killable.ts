/** A world whose platform is a process of its own: it dies at the given points, and is started again at once each time. */
import { fork, type ChildProcess } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, existsSync } from "node:fs";
import { createHash } from "node:crypto";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { Pool } from "pg";
import { createEmulator, developmentApp } from "@interviewvector/lever-emulator";
import { createWorldClock } from "../../dev/clock.ts";
import { createMailbox } from "../../dev/mailbox/mailbox.ts";
import { freePort } from "../../dev/port.ts";
import { seed } from "../../dev/seed.ts";
import type { World } from "../../dev/system.ts";
import { createParts } from "../../packages/server/src/app.ts";
import { systemClock } from "../../packages/server/src/clock.ts";
import { readConfig } from "../../packages/server/src/config.ts";
import { seedGuides } from "../../packages/server/src/guide/library.ts";
import { createLog } from "../../packages/server/src/log.ts";
import { freshDatabase } from "../support/database.ts";
import { monday } from "../support/world.ts";

export interface KillableWorld extends World {
  databaseUrl: string;
  /** Points that have struck, in order. */
  struck(): string[];
  kill(): void;
  stop(): Promise<void>;
}

const secretKey = createHash("sha256").update("crash tests").digest("base64");

export async function startKillable(
  points: readonly string[],
  environment: Record<string, string> = {},
): Promise<KillableWorld> {
  const folder = mkdtempSync(join(tmpdir(), "interviewvector-crash-"));
  const struckFile = join(folder, "struck");
  const database = await freshDatabase();
  const clock = createWorldClock({ startAt: monday });
  const mailbox = await createMailbox({ host: "127.0.0.1", httpPort: 0, smtpPort: 0, now: clock.now });
  const port = await freePort();
  const platform = `http://localhost:${port}`;
  const emulator = await createEmulator({
    now: clock.now,
    oauthApps: [{ ...developmentApp, redirectUris: [`${platform}/integrations/lever/callback`] }],
    webhookRetryMs: [200, 400, 800, 1600, 3200],
  });
  const settings = {
    PORT: String(port),
    PUBLIC_URL: platform,
    SECRET_KEY: secretKey,
    SMTP_URL: mailbox.smtpUrl,
    DATABASE_URL: database.url,
    LEVER_CLIENT_ID: developmentApp.clientId,
    LEVER_CLIENT_SECRET: developmentApp.clientSecret,
    LEVER_API_URL: emulator.apiUrl,
    LEVER_AUTH_URL: emulator.authUrl,
    EFFECT_QUIET_S: "1",
    EFFECT_LEASE_S: "10",
    LOG_LEVEL: "fatal",
    ...environment,
  };
  await seedOnce(settings, database.url);

  let offsetMs = monday - Date.now();
  let stopping = false;
  let child: ChildProcess | null = null;
  let up = Promise.resolve();

  const launch = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const started = fork(join(import.meta.dirname, "platform.ts"), {
        env: {
          ...process.env,
          ...settings,
          KILL_POINTS: points.join(","),
          STRUCK_FILE: struckFile,
          CLOCK_OFFSET_MS: String(offsetMs),
        },
        stdio: ["ignore", "inherit", "inherit", "ipc"],
      });
      child = started;
      started.once("message", () => resolve());
      started.once("exit", (code, signal) => {
        if (stopping) return;
        // Died at a point: somebody starts it again, as an operator's service manager would.
        if (signal === "SIGKILL") up = launch();
        else reject(new Error(`the platform ended with ${code}`));
      });
    });
  up = launch();
  await up;

  const tellTime = (): void => {
    // A process that is just dying hears nothing; the next one is told again.
    if (child?.connected) child.send({ offsetMs }, () => undefined);
  };

  const watcher = new Pool({ connectionString: database.url, max: 2 });
  watcher.on("error", () => undefined);

  return {
    emulator,
    mailbox,
    clock,
    databaseUrl: database.url,
    urls: { platform, emulator: emulator.authUrl, management: emulator.managementUrl, mailbox: mailbox.httpUrl },
    struck: () => (existsSync(struckFile) ? readFileSync(struckFile, "utf8").split("\n").filter(Boolean) : []),
    kill: () => child?.kill("SIGKILL"),
    advance(seconds) {
      clock.advance(seconds);
      offsetMs += seconds * 1000;
      tellTime();
      emulator.clockMoved();
    },
    async settle(withinMs = 60_000) {
      const deadline = performance.now() + withinMs;
      for (let quiet = 0; quiet < 3;) {
        await up;
        tellTime();
        await emulator.settle();
        const { rows } = await watcher.query<{ open: string }>(
          "select count(*) as open from effects where state = 'running' or (state in ('pending', 'unsure') and run_after <= $1)",
          [new Date(clock.now())],
        );
        quiet = Number(rows[0]?.open) === 0 ? quiet + 1 : 0;
        if (performance.now() > deadline) {
          const { rows: open } = await watcher.query(
            "select kind, state, outcome from effects where state = 'running' or (state in ('pending', 'unsure') and run_after <= $1)",
            [new Date(clock.now())],
          );
          throw new Error(`not quiet within ${withinMs} ms: ${JSON.stringify(open)}`);
        }
        await wait(50);
      }
    },
    async stop() {
      stopping = true;
      const gone = new Promise((resolve) => child?.once("exit", resolve));
      child?.kill("SIGTERM");
      await gone;
      await watcher.end();
      await emulator.stop();
      await mailbox.stop();
      await database.drop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function seedOnce(settings: Record<string, string>, databaseUrl: string): Promise<void> {
  const parts = createParts({
    config: readConfig(settings),
    clock: systemClock,
    log: createLog("silent"),
    databaseUrl,
  });
  await seedGuides(parts.database.service);
  await seed(parts.database, parts.signIn);
  parts.close();
  await parts.database.close();
}
