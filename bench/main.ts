/** `npm run bench -- NAME [--json …]`: a seeded benchmark, each beside what it is compared with, in one run. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startOwnPostgres } from "../packages/server/src/db/own-postgres.ts";

const names = ["slots", "booking", "drive", "webhooks", "claim", "fairness", "crowd", "load", "page"] as const;

const [name, ...args] = process.argv.slice(2);
if (!names.includes(name as (typeof names)[number])) {
  console.error(`npm run bench -- NAME [--json]\nNAME is one of: ${names.join(", ")}`);
  process.exit(2);
}
// What needs a real PostgreSQL brings its own, without one of yours: a durable one, since bookings are, and a raw insert that
// waits for no disk would be no comparison.
const needsDatabase = ["slots", "booking", "claim", "fairness", "page"].includes(name ?? "");
const dataDir =
  needsDatabase && !process.env["DATABASE_URL"] ? mkdtempSync(join(tmpdir(), "interviewvector-bench-")) : null;
const postgres = dataDir === null ? null : await startOwnPostgres({ dataDir, log: () => undefined });
if (postgres) process.env["DATABASE_URL"] = postgres.url;
const { run } = (await import(`./${name}.ts`)) as { run(args: string[]): Promise<void> };
try {
  await run(args);
} finally {
  await postgres?.stop();
  if (dataDir !== null) rmSync(dataDir, { recursive: true, force: true });
}
