/** A migrated database to clone from, on a server where databases may be made. */
import { Client } from "pg";
import { migrate } from "../../../packages/server/src/db/migrate.ts";
import type { PostgresForDrills } from "./postgres.ts";

export async function withTemplate(url: string): Promise<PostgresForDrills> {
  const template = "template_drills";
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query(`create database ${template}`);
  await client.end();
  const own = new URL(url);
  own.pathname = `/${template}`;
  await migrate(own.href);
  return { url, template };
}
