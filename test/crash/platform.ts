/**
 * The platform as a process of its own that dies at named points. Test-owned: it composes the same app from the same parts
 * and wraps the handlers; the product knows nothing of it. KILL_POINTS="kind@place,…" with place = before | after | recorded, or
 * KILL_EVERY=place for all kinds; each strikes once, at its first occurrence, and is written to STRUCK_FILE first, so that the next
 * life goes past it.
 */
import { appendFileSync, existsSync, readFileSync } from "node:fs";
import { createParts, startApp } from "../../packages/server/src/app.ts";
import { readConfig } from "../../packages/server/src/config.ts";
import type { Handler } from "../../packages/server/src/effects/effect.ts";
import { createLog } from "../../packages/server/src/log.ts";
import { pointsFor, readWhere, UNSEEN } from "./machinery/place.ts";

type Message = { offsetMs: number };

let offsetMs = Number(process.env["CLOCK_OFFSET_MS"] ?? 0);
const { KILL_POINTS = "", KILL_EVERY = "", STRUCK_FILE = "", CLOCK_OFFSET_MS: _offset, ...environment } = process.env;
const config = readConfig(environment);
const log = createLog(config.logLevel);
const parts = createParts({
  config,
  clock: { now: () => Date.now() + offsetMs },
  log,
  databaseUrl: config.databaseUrl ?? "",
});
const struck = new Set(existsSync(STRUCK_FILE) ? readFileSync(STRUCK_FILE, "utf8").split("\n") : []);
const where = readWhere(KILL_EVERY);
const kinds = parts.handlers.map((handler) => handler.kind);
const points = new Set([
  ...KILL_POINTS.split(",").filter((point) => point !== ""),
  ...(where === null ? [] : pointsFor(kinds, where)),
]);

/** Carried out and perhaps recorded already: see `UNSEEN`. */
const ending = new Set<string>();

function dieAt(point: string): void {
  if (!points.has(point) || struck.has(point)) return;
  ending.delete(point);
  appendFileSync(
    STRUCK_FILE,
    [point, ...[...ending].map((other) => other + UNSEEN)].map((line) => `${line}\n`).join(""),
  );
  process.kill(process.pid, "SIGKILL");
  // The signal may arrive a moment later: nothing may happen in that moment.
  for (;;) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
}

function deadly(handler: Handler): Handler {
  return {
    ...handler,
    async run(effect, attempt) {
      dieAt(`${handler.kind}@before`);
      const outcome = await handler.run(effect, attempt);
      dieAt(`${handler.kind}@after`);
      const recordedAt = `${handler.kind}@recorded`;
      if (points.has(recordedAt) && !struck.has(recordedAt)) ending.add(recordedAt);
      return outcome;
    },
  };
}

parts.handlers = parts.handlers.map(deadly);
const recorded = parts.metrics.effect;
parts.metrics.effect = (effect, outcome) => {
  recorded(effect, outcome);
  dieAt(`${effect.kind}@recorded`);
};

const app = await startApp(parts);
process.on("message", (message: Message) => {
  // Absolute, so that it may be told again to a process that was not there the first time.
  if (message.offsetMs === offsetMs) return;
  offsetMs = message.offsetMs;
  app.runner.wake();
});
// A drill that was broken off leaves nobody behind.
process.on("disconnect", () => process.exit(1));
process.on("SIGTERM", () => {
  app.unready();
  setTimeout(() => void app.stop().then(() => process.exit(0)), config.drainMs);
});
process.send?.({ kinds });
