/** `npm run check`: what can be said of the code without running it, side by side, each with its time. Under a minute. */
import { runChecks } from "./check/run.ts";

const results = await runChecks();
process.exitCode = results.every(({ ok }) => ok) ? 0 : 1;
