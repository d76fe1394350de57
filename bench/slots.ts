/**
 * `npm run bench -- slots`: the slot engine beside one SQL statement on the same seeded team. `--verify` compares millions of answers instead, and fails when one of them is wrong. `--json` prints one
 * object, `--full` goes on to 50,000 experts. The database is `DATABASE_URL`; without one, what needs it
 * is left out and said to be.
 */
import { parseArgs } from "node:util";
import { type EndpointMeasurement, measureEndpoint } from "./slots/endpoint.ts";
import { measure, measureBooking } from "./slots/measure.ts";
import { printTable } from "./slots/timing.ts";
import { verifyAgainstSql, verifyAgainstTwin } from "./slots/verify.ts";

const bars = { hot: 500, cold: 10, endpoint: 5 };

export async function run(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      json: { type: "boolean", default: false },
      verify: { type: "boolean", default: false },
      full: { type: "boolean", default: false },
      starts: { type: "string", default: "5000000" },
    },
  });
  const url = process.env["DATABASE_URL"];
  if (values.verify) await verify(url, Number(values.starts), values.json);
  else await compare(url, values.full, values.json);
}

async function verify(url: string | undefined, least: number, json: boolean): Promise<void> {
  const results = [verifyAgainstTwin(least)];
  if (url !== undefined) results.push(await verifyAgainstSql(url, 88));
  const wrong = results.reduce((sum, result) => sum + result.wrong, 0);
  if (json) console.log(JSON.stringify({ verification: results, ok: wrong === 0 }));
  else {
    printTable(
      "Answers compared",
      results.map((result) => ({ ...result })),
    );
    if (url === undefined) console.log("PostgreSQL was not asked: DATABASE_URL is not set.");
  }
  if (wrong > 0) process.exitCode = 1;
}

async function compare(url: string | undefined, full: boolean, json: boolean): Promise<void> {
  const sizes = full ? [10, 100, 460, 1000, 5000, 50_000] : [10, 100, 460, 1000, 5000];
  const queries = [];
  for (const size of sizes) {
    for (const days of [14, 28]) {
      const sqlToo = size <= (full ? 5000 : 1000);
      queries.push(await measure(size, days, sqlToo ? url : undefined));
    }
  }
  const bookings = [460, 5000].map(measureBooking);
  const endpoints: EndpointMeasurement[] = [];
  if (url !== undefined) for (const size of [460, 5000]) endpoints.push(await measureEndpoint(url, size));
  const pool = queries.find(({ experts, days }) => experts === 460 && days === 14);
  const ok =
    queries.every(({ sameSlots }) => sameSlots) &&
    (pool?.sqlOverHot ?? Infinity) >= bars.hot &&
    (pool?.sqlOverCold ?? Infinity) >= bars.cold &&
    endpoints.every(({ experts, endpointOverOneRow }) => experts < 5000 || endpointOverOneRow <= bars.endpoint);
  if (!ok) process.exitCode = 1;
  if (json) {
    console.log(JSON.stringify({ queries, bookings, endpoints, sql: url !== undefined, bars, ok }));
    return;
  }
  printTable(
    "One question, 60 minutes every 15, buffers of 15 (ms)",
    queries.map((row) => ({ ...row })),
  );
  if (url === undefined) console.log("SQL was not measured: DATABASE_URL is not set.");
  printTable(
    "One booking in a roster of kept pools, 28 days",
    bookings.map((row) => ({ ...row })),
  );
  printTable(
    "The whole endpoint in process, warm, beside a one-row select through pg (ms)",
    endpoints.map((row) => ({ ...row })),
  );
  console.log(
    `\nBars: 460 experts, 14 days, SQL over hot ≥ ${bars.hot}, over cold ≥ ${bars.cold}; 5,000 experts, endpoint ≤ ${bars.endpoint} × one row: ${ok ? "held" : "MISSED"}`,
  );
}
