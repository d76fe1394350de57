/**
 * The platform as a process of its own that can be killed at a named point. Test-owned: it composes the same app from the
 * same parts and wraps the handlers; the product knows nothing of it. Settings come by environment as always; the point
 * comes as KILL_AT="<kind>:<place>", place = before | after | recorded, and strikes once.
 */
import { createParts, startApp } from "../../packages/server/src/app.ts";
import { readConfig } from "../../packages/server/src/config.ts";
import type { Handler } from "../../packages/server/src/effects/handler.ts";
import { createLog } from "../../packages/server/src/log.ts";

type Message = { advanceMs: number } | "stop";

let offsetMs = Number(process.env["CLOCK_OFFSET_MS"] ?? 0);
const { KILL_AT, CLOCK_OFFSET_MS: _offset, ...environment } = process.env;
const config = readConfig(environment);
const log = createLog(config.logLevel);
const parts = createParts({
  config,
  clock: { now: () => Date.now() + offsetMs },
  log,
  databaseUrl: config.databaseUrl ?? "",
});
const [kind, place] = (KILL_AT ?? "").split("@");

function die(): never {
  process.kill(process.pid, "SIGKILL");
  // The signal may arrive a moment later: nothing may happen in that moment.
  for (;;) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
}

function deadly(handler: Handler): Handler {
  if (handler.kind !== kind) return handler;
  return {
    ...handler,
    async run(effect, attempt) {
      if (place === "before") die();
      const outcome = await handler.run(effect, attempt);
      if (place === "after") die();
      return outcome;
    },
  };
}

parts.handlers = parts.handlers.map(deadly);
const recorded = parts.metrics.effect;
parts.metrics.effect = (effect, outcome) => {
  if (effect.kind === kind && place === "recorded") die();
  recorded(effect, outcome);
};

const app = await startApp(parts);
process.on("message", (message: Message) => {
  if (message === "stop") {
    void app.stop().then(() => process.exit(0));
    return;
  }
  offsetMs += message.advanceMs;
  app.runner.wake();
});
process.send?.({ ready: app.url, kinds: parts.handlers.map((handler) => handler.kind) });
