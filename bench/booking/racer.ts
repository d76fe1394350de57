/**
 * One process of the race: its share of the candidates, each trying up to five hours, over its own connections. It may be
 * killed at any moment and started again: the same keys then mean the same bookings. Prints one line of JSON at the end.
 */
import pg from "pg";
import { below, mulberry32 } from "../slots/team.ts";
import { bookStatement, type Race } from "./race.ts";

const race = JSON.parse(process.argv[2] ?? "") as Race & { from: number; to: number };
const pool = new pg.Pool({
  connectionString: race.url,
  max: race.connections,
  options: "-c role=interviewvector_service",
});
pool.on("error", () => undefined);
pool.on("connect", (client) => client.on("error", () => undefined));

const told = { calls: 0, booked: 0, deadlocks: 0, cut: 0 };
const began = performance.now();
let next = race.from;
await Promise.all(
  Array.from({ length: race.connections }, async () => {
    while (next < race.to) await tryFor(next++);
  }),
);
console.log(JSON.stringify({ ...told, ms: performance.now() - began }));
await pool.end();

async function tryFor(candidate: number): Promise<void> {
  const random = mulberry32(race.seed * 7919 + candidate);
  for (let attempt = 0; attempt < race.tries; attempt++) {
    const startAt = race.starts[below(random, race.starts.length)] ?? 0;
    const ranked = shuffled(race.experts, random);
    const outcome = await book(candidate, attempt, startAt, ranked);
    if (outcome === "booked") {
      told.booked++;
      return;
    }
  }
}

async function book(candidate: number, attempt: number, startAt: number, ranked: readonly string[]): Promise<string> {
  for (let again = 0; ; again++) {
    try {
      told.calls++;
      const ask = { candidate, attempt, startAt, ranked, companyId: race.companyId };
      const { rows } = await pool.query<{ outcome: string }>(bookStatement(ask));
      if (rows[0]?.outcome !== "retry") return rows[0]?.outcome ?? "none";
      await new Promise((done) => setTimeout(done, 1 + (again % 5)));
    } catch (error) {
      const { code } = error as { code?: string };
      if (code === "40P01") told.deadlocks++;
      // A connection that was cut may have booked: the same key finds out.
      else told.cut++;
      if (again > 200) throw error;
    }
  }
}

function shuffled(ids: readonly string[], random: () => number): string[] {
  const all = [...ids];
  for (let at = all.length - 1; at > 0; at--) {
    const other = below(random, at + 1);
    [all[at], all[other]] = [all[other] ?? "", all[at] ?? ""];
  }
  return all;
}
