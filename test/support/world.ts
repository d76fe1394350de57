/** A world of one's own for a test file: the whole system on free ports and a fresh database. Vitest only. */
import { startSystem, type System, type SystemOptions } from "../../dev/system.ts";
import { freshDatabase } from "./database.ts";

/** Short waits, so that uncertainty is cleared up within a test; the platform's own defaults are longer. */
const quick = { EFFECT_QUIET_S: "0.5", EFFECT_LEASE_S: "10", LOG_LEVEL: "silent" };

/** 06:00 UTC of a Monday in winter: hours, days and weekends agree whenever a test runs. */
export const monday = Date.parse("2030-01-07T06:00:00Z");

export async function startWorld(options: SystemOptions = {}): Promise<System> {
  const database = await freshDatabase();
  const system = await startSystem({
    startAt: monday,
    ...options,
    databaseUrl: database.url,
    environment: { ...quick, ...options.environment },
    emulator: { webhookRetryMs: [20, 40, 80, 160, 320], ...options.emulator },
  });
  return {
    ...system,
    async stop() {
      await system.stop();
      await database.drop();
    },
  };
}
