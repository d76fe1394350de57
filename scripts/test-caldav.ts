/**
 * `npm run test:caldav`: the tests that need a real CalDAV server, Debian's `radicale`. Last line: `N passed, N failed`.
 * `--events 10000` for a calendar of that size; 1,000 without.
 */
import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { tallyOf } from "./test/tally.ts";

const { values } = parseArgs({ options: { events: { type: "string", default: "1000" } } });
const root = join(import.meta.dirname, "..");
const folder = await mkdtemp(join(tmpdir(), "interviewvector-caldav-"));
const report = join(folder, "report.json");
const args = [
  "run",
  "--config",
  "vitest.caldav.config.ts",
  "--reporter=default",
  "--reporter=json",
  `--outputFile.json=${report}`,
];
try {
  const code = await new Promise<number>((resolve, reject) => {
    const child = spawn(process.execPath, [join(root, "node_modules/vitest/vitest.mjs"), ...args], {
      cwd: root,
      stdio: "inherit",
      env: { ...process.env, CALDAV_EVENTS: values.events },
    });
    child.on("error", reject);
    child.on("exit", (ended) => resolve(ended ?? 1));
  });
  const { passed, failed } = tallyOf(await readFile(report, "utf8").catch(() => ""), code); // absent when Vitest could not even begin
  process.exitCode = failed === 0 ? 0 : 1;
  console.log(`${passed} passed, ${failed} failed`);
} finally {
  await rm(folder, { recursive: true });
}
