/** The platform as a process of its own, at a date of the bench's team; it answers requests and does no other work. */
import { createParts, startApp } from "../../packages/server/src/app.ts";
import { readConfig } from "../../packages/server/src/config.ts";
import { createLog } from "../../packages/server/src/log.ts";

const { CLOCK_OFFSET_MS = "0", ...environment } = process.env;
const config = readConfig(environment);
const parts = createParts({
  config,
  clock: { now: () => Date.now() + Number(CLOCK_OFFSET_MS) },
  log: createLog(config.logLevel),
  databaseUrl: config.databaseUrl ?? "",
});
const app = await startApp(parts);
process.send?.({ url: app.url });
process.once("message", () => void app.stop().then(() => process.exit(0)));
