/**
 * `npm run bench -- fairness`: a season of bookings through the real door, judged from outside. 100 experts of unequal
 * hours, 5,000 bookings in 16 weeks; experts join, go away, leave, change hours; candidates cancel. Interviews against
 * offered hours must be within a tenth of the mean, and each decision explained by what was stored. `--seed`, `--bookings`,
 * `--experts`, `--weeks`, `--json`.
 */
import { parseArgs } from "node:util";
import { migrate } from "../packages/server/src/db/migrate.ts";
import { bookingWorld } from "../packages/server/test/booking-world.ts";
import { explained, shares, type Share } from "./fairness/judge.ts";
import { playSeason } from "./fairness/season.ts";
import { printTable } from "./slots/timing.ts";

export async function run(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      json: { type: "boolean", default: false },
      seed: { type: "string", default: "42" },
      experts: { type: "string", default: "100" },
      bookings: { type: "string", default: "5000" },
      weeks: { type: "string", default: "16" },
    },
  });
  const size = {
    experts: Number(values.experts),
    bookings: Number(values.bookings),
    weeks: Number(values.weeks),
    seed: Number(values.seed),
  };
  const url = process.env["DATABASE_URL"] ?? "";
  await migrate(url);
  const world = await bookingWorld({ url, drop: async () => undefined });
  const from = performance.now();
  const season = await playSeason(size, world);
  const seconds = (performance.now() - from) / 1000;
  const all = await shares(world, season);
  const told = await explained(world);
  await world.close();
  const result = {
    ...size,
    ...season.said,
    seconds,
    ...summary(all),
    decisions: told.decisions,
    unexplained: told.unexplained.length,
  };
  const ok = result.beyondTenth === 0 && told.unexplained.length === 0;
  if (values.json) console.log(JSON.stringify({ ...result, ok }));
  else {
    printTable("A season", [{ seed: size.seed, experts: size.experts, weeks: size.weeks, ...season.said }]);
    printTable("Interviews ÷ offered hours in the window, against the mean", [summary(all)]);
    printTable("Decisions", [{ stored: told.decisions, unexplained: told.unexplained.length, seconds }]);
    for (const words of told.unexplained.slice(0, 5)) console.log(words);
  }
  if (!ok) process.exitCode = 1;
}

function summary(all: readonly Share[]) {
  const off = all.map((one) => Math.abs(one.off));
  // One interview is more than a tenth for whoever has had fewer than ten: nobody can be given half of one.
  const enough = all.filter((one) => one.interviews >= 10 || Math.abs(one.offInterviews) >= 1);
  return {
    judged: all.length,
    least: `${(100 * Math.min(...all.map((one) => one.off))).toFixed(1)} %`,
    most: `${(100 * Math.max(...all.map((one) => one.off))).toFixed(1)} %`,
    mean: `${((100 * off.reduce((sum, one) => sum + one, 0)) / off.length).toFixed(1)} %`,
    beyondTenth: enough.filter((one) => Math.abs(one.off) > 0.1).length,
    fewerThanTen: all.filter((one) => one.interviews < 10).length,
  };
}
