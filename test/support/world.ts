/** A world of one's own for a test file: the whole system on free ports and a fresh database. Vitest only. */
import { startSystem, type System, type SystemOptions } from "../../dev/system.ts";
import { freshDatabase } from "./database.ts";

/**
 * Short waits, so that uncertainty is cleared up within a test, and no pacing of calls to Lever: whole lives would wait for it most of
 * their time. Tests of the rate say the real one. The platform's own defaults are longer and slower.
 */
const quick = {
  EFFECT_QUIET_S: "0.5",
  EFFECT_LEASE_S: "10",
  LEVER_RATE_PER_S: "1000",
  LEVER_BURST: "1000",
  LOG_LEVEL: "silent",
};
const unlimited = { ratePerSecond: 10_000, rateBurst: 10_000 };

/** 06:00 UTC of a Monday in winter: hours, days and weekends agree whenever a test runs. */
export const monday = Date.parse("2030-01-07T06:00:00Z");

export async function startWorld(options: SystemOptions = {}): Promise<System> {
  const database = await freshDatabase();
  const system = await startSystem({
    startAt: monday,
    ...options,
    databaseUrl: database.url,
    environment: { ...quick, ...options.environment },
    emulator: {
      webhookRetryMs: [20, 40, 80, 160, 320],
      ...options.emulator,
      behaviours: { ...unlimited, ...options.emulator?.behaviours },
    },
  });
  return {
    ...system,
    async stop() {
      await system.stop();
      await database.drop();
    },
  };
}
