/**
 * Keeps packages/server/schema.sql beside the migrations: migrates a throwaway database, reads its catalogs and compares.
 * `--write` stores what was read; without it a difference is an error that names the first line.
 */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { migrate } from "../packages/server/src/db/migrate.ts";
import { startOwnPostgres } from "../packages/server/src/db/own-postgres.ts";
import { printSchema } from "./schema/print.ts";

const FILE = join(import.meta.dirname, "../packages/server/schema.sql");

async function currentSchema(): Promise<string> {
  const postgres = await startOwnPostgres({ throwaway: true, log: () => {} });
  try {
    await migrate(postgres.url);
    return await printSchema(postgres.url);
  } finally {
    await postgres.stop();
  }
}

const current = await currentSchema();
if (process.argv.includes("--write")) {
  await writeFile(FILE, current);
} else {
  const stored = await readFile(FILE, "utf8").catch(() => ""); // absent is as stale as it gets
  if (stored !== current) {
    const [was, is] = [stored.split("\n"), current.split("\n")];
    const line = is.findIndex((text, index) => text !== was[index]);
    console.error(
      `packages/server/schema.sql is stale from line ${line + 1} on. Run: node scripts/run.cjs scripts/schema.ts --write`,
    );
    console.error(`  stored:   ${was[line] ?? "(end of file)"}\n  migrated: ${is[line] ?? "(end of file)"}`);
    process.exitCode = 1;
  }
}
