/** Prints a database's schema as SQL from its catalogs, in an order that depends on names alone. */
import { Client } from "pg";
import * as catalog from "./catalog.ts";

const SECTIONS: [string, string][] = [
  ["Roles", catalog.roles],
  ["Schemas", catalog.schemas],
  ["Extensions", catalog.extensions],
  ["Types", catalog.types],
  ["Sequences", catalog.sequences],
  ["Tables", catalog.tables],
  ["Views", catalog.views],
  ["Functions", catalog.functions],
];

export async function printSchema(url: string): Promise<string> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query("set search_path = ''");
    const parts = ["-- The schema after all migrations, printed by scripts/schema.ts. Not edited, not executed: read."];
    for (const [title, query] of SECTIONS) {
      const { rows } = await client.query<{ text: string }>(query);
      if (rows.length > 0) parts.push(`-- ${title}`, ...rows.map(({ text }) => text.trim()));
    }
    return `${parts.join("\n\n")}\n`;
  } finally {
    await client.end();
  }
}
