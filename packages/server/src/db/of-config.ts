/** The database that the settings name, or our own PostgreSQL in the data folder. */
import type { Config } from "../config.ts";
import type { Log } from "../log.ts";
import { startOwnPostgres } from "./own-postgres.ts";

export interface RunningDatabase {
  url: string;
  stop(): Promise<void>;
}

export async function databaseOf(config: Pick<Config, "databaseUrl" | "dataDir">, log: Log): Promise<RunningDatabase> {
  if (config.databaseUrl !== null) return { url: config.databaseUrl, stop: () => Promise.resolve() };
  const own = await startOwnPostgres({ dataDir: config.dataDir, log: (sentence) => log.info(sentence) });
  return { url: own.url, stop: own.stop };
}
