/**
 * Once per test run: a throwaway PostgreSQL with a migrated template database. Test files clone the template through
 * `freshDatabase`; this file is Vitest's global set-up and nothing imports it.
 */
import { Client } from "pg";
import type { TestProject } from "vitest/node";
import { migrate } from "../../packages/server/src/db/migrate.ts";
import { startOwnPostgres } from "../../packages/server/src/db/own-postgres.ts";

declare module "vitest" {
  interface ProvidedContext {
    postgresUrl: string;
    /** Name of the database that `freshDatabase` clones. */
    templateDatabase: string;
    /** Why the template could not be migrated; empty when it could. Tests without a database still run. */
    migrationFailure: string;
  }
}

const TEMPLATE = "template_migrated";

export default async function startPostgresForTests(project: TestProject): Promise<() => Promise<void>> {
  const postgres = await startOwnPostgres({ throwaway: true, log: () => {} });
  project.provide("postgresUrl", postgres.url);
  project.provide("templateDatabase", TEMPLATE);
  project.provide("migrationFailure", await makeTemplate(postgres.url));
  return postgres.stop;
}

async function makeTemplate(url: string): Promise<string> {
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query(`create database ${TEMPLATE}`);
  await client.end();
  const template = new URL(url);
  template.pathname = `/${TEMPLATE}`;
  try {
    await migrate(template.href);
    return "";
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
