/** A database of one's own, cloned from a migrated one on a server where databases may be made. About 0.1 s. */
import { randomUUID } from "node:crypto";
import { Client } from "pg";

export interface FreshDatabase {
  /** Connects as the owner. */
  url: string;
  /** Removes the database, whoever is still connected to it. */
  drop(): Promise<void>;
}

export async function cloneDatabase({ url, template }: { url: string; template: string }): Promise<FreshDatabase> {
  const name = `test_${randomUUID().replaceAll("-", "")}`;
  await asOwner(url, `create database ${name} template ${template}`);
  const own = new URL(url);
  own.pathname = `/${name}`;
  return { url: own.href, drop: () => asOwner(url, `drop database if exists ${name} with (force)`) };
}

async function asOwner(url: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
