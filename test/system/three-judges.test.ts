/** The tenth law of slots, a sample of it: engine, twin and PostgreSQL say the same of random teams in all zones of the tests. */
import { expect, test } from "vitest";
import { verifyAgainstSql } from "../../bench/slots/verify.ts";
import { freshDatabase } from "../support/database.ts";

test("engine, twin and PostgreSQL find the same slots for random teams around clock changes in 44 zones", async () => {
  const database = await freshDatabase({ empty: true });
  try {
    const found = await verifyAgainstSql(database.url, 18);
    expect(found).toMatchObject({ zones: 44, wrong: 0 });
    // Zones that PostgreSQL reads by older data are left out; were it many, this would say little.
    expect(found.experts).toBeGreaterThan(45);
    expect(found.offered).toBeGreaterThan(1000);
  } finally {
    await database.drop();
  }
}, 60_000);
