/** `npm run serve`: the platform alone, configured by the environment. `--check` only checks the settings. */
import { existsSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import { createParts, startApp, type App } from "./app.ts";
import { systemClock } from "./clock.ts";
import { ConfigError, ownEnvironment, readConfig, type Config } from "./config.ts";
import { databaseOf } from "./db/of-config.ts";
import { migrate } from "./db/migrate.ts";
import { seedGuides } from "./guide/library.ts";
import { createLog } from "./log.ts";

function configOrExit(): Config {
  try {
    return readConfig(ownEnvironment());
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    process.stderr.write(
      `InterviewVector cannot start with these settings:\n${error.message.replaceAll(/^/gm, "  ")}\n`,
    );
    process.exit(1);
  }
}

const config = configOrExit();
if (process.argv.includes("--check")) {
  process.stdout.write("The settings are complete.\n");
  process.exit(0);
}
const log = createLog(config.logLevel);
if (!existsSync(config.dataDir)) log.info({ dataDir: config.dataDir }, "making the data folder");

const stops: (() => Promise<unknown>)[] = [];
let stopping = false;
let serving: App | null = null;

async function stop(code: number, signal?: "SIGTERM"): Promise<void> {
  if (stopping) process.exit(code || 1);
  stopping = true;
  if (signal === "SIGTERM" && serving && config.role !== "worker") {
    serving.unready();
    await wait(config.drainMs);
  }
  for (const end of stops.toReversed()) await end();
  process.exit(code);
}

process.on("SIGTERM", () => void stop(0, "SIGTERM"));
process.on("SIGINT", () => void stop(0));

try {
  const database = await databaseOf(config, log);
  stops.push(database.stop);
  await migrate(database.url);
  const parts = createParts({ config, clock: systemClock, log, databaseUrl: database.url });
  stops.push(() => parts.database.close());
  await seedGuides(parts.database.service);
  const app = await startApp(parts);
  stops.pop();
  stops.push(app.stop);
  serving = app;
  log.info({ url: config.publicUrl, role: config.role }, "InterviewVector is ready");
} catch (error) {
  const failure = error as NodeJS.ErrnoException & { port?: number };
  if (failure.code === "EADDRINUSE") process.stderr.write(`Port ${failure.port} is taken: set PORT to another one.\n`);
  else if (failure.code === "EACCES" && failure.syscall === "listen")
    process.stderr.write(`Port ${failure.port} needs more rights: set PORT to one above 1023.\n`);
  else log.fatal({ err: error }, "could not start");
  await stop(1);
}
