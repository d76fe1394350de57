/**
 * `npm test`: the checks, the web client's build, then every test. The last line is the sum; a test that was skipped or
 * only promised counts as failed, since it says nothing. With arguments only the tests they name run, as Vitest reads them.
 */
import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runChecks } from "./check/run.ts";
import { type Tally, tallyOf } from "./test/tally.ts";

const root = join(import.meta.dirname, "..");

async function main(args: string[]): Promise<Tally> {
  const tally: Tally = { passed: 0, failed: 0 };
  if (args.length === 0) {
    for (const { ok } of await runChecks()) count(tally, ok);
    const built = (await run([join(root, "scripts/run.cjs"), "--build"])) === 0;
    console.log(`${built ? "✓" : "✗"} the web client builds`);
    count(tally, built);
  }
  const tests = await runVitest(args);
  return { passed: tally.passed + tests.passed, failed: tally.failed + tests.failed };
}

function count(tally: Tally, ok: boolean): void {
  if (ok) tally.passed += 1;
  else tally.failed += 1;
}

async function runVitest(args: string[]): Promise<Tally> {
  const folder = await mkdtemp(join(tmpdir(), "interviewvector-test-"));
  const report = join(folder, "report.json");
  try {
    const vitest = join(root, "node_modules/vitest/vitest.mjs");
    const code = await run([
      vitest,
      "run",
      "--reporter=default",
      "--reporter=json",
      `--outputFile.json=${report}`,
      ...args,
    ]);
    return tallyOf(await readFile(report, "utf8").catch(() => ""), code); // absent when Vitest could not even begin
  } finally {
    await rm(folder, { recursive: true });
  }
}

function run(args: string[]): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd: root, stdio: "inherit" });
    child.on("error", reject);
    child.on("exit", (code) => resolve(code ?? 1));
  });
}

const { passed, failed } = await main(process.argv.slice(2));
process.exitCode = failed === 0 ? 0 : 1;
console.log(`${passed} passed, ${failed} failed`);
