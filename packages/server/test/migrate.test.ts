import { Client } from "pg";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { freshDatabase } from "../../../test/support/database.ts";
import { migrate } from "../src/db/migrate.ts";

let database: Awaited<ReturnType<typeof freshDatabase>>;
beforeEach(async () => void (database = await freshDatabase()));
afterEach(() => database.drop());

async function newerMigration(olderCodeWorks: boolean): Promise<void> {
  const client = new Client({ connectionString: database.url });
  await client.connect();
  await client.query("insert into migrations (name, hash, older_code_works) values ('9999_future.sql', 'x', $1)", [
    olderCodeWorks,
  ]);
  await client.end();
}

describe("a database that a newer version has migrated", () => {
  it("is refused, with the name of the migration", async () => {
    await newerMigration(false);
    await expect(migrate(database.url)).rejects.toThrow(/newer version \(9999_future\.sql\)/);
  });

  it("is taken when the migration says that older code works: during a deploy, and to go back", async () => {
    await newerMigration(true);
    expect(await migrate(database.url)).toEqual([]);
  });

  it("is refused when one of its migrations was changed, whatever the newer ones say", async () => {
    await newerMigration(true);
    const client = new Client({ connectionString: database.url });
    await client.connect();
    await client.query("update migrations set hash = 'y' where name = '0001_roles.sql'");
    await client.end();
    await expect(migrate(database.url)).rejects.toThrow(/0001_roles\.sql was changed/);
  });
});
