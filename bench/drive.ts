/**
 * `npm run bench -- drive`: planning a campus day, beside a greedy plan and beside HiGHS (npm `highs`, for development only).
 * At 10,000 candidates ours must be ten times faster with the same number of seats; on 150 small random drives as fair as the
 * optimum. `--full` goes on to 50,000 without HiGHS; `--json`. Exit 1 when a bar is missed.
 */
import { parseArgs } from "node:util";
import { compareFairness, measureDrive } from "./drive/drives.ts";
import { loadHighs } from "./drive/highs.ts";
import { printTable } from "./slots/timing.ts";

const BAR = 10;

export async function run(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      json: { type: "boolean", default: false },
      full: { type: "boolean", default: false },
      cases: { type: "string", default: "150" },
    },
  });
  const highs = await loadHighs();
  const sizes = values.full ? [500, 2000, 10_000, 50_000] : [500, 2000, 10_000];
  const drives = sizes.flatMap((size) =>
    (["loose", "tight"] as const).map((demand) => measureDrive(size, demand, size > 10_000 ? null : highs)),
  );
  const fairness = compareFairness(Number(values.cases), highs);
  const large = drives.filter(({ candidates }) => candidates === 10_000);
  const ok =
    large.every(({ highsOverAssign }) => (highsOverAssign ?? 0) >= BAR) &&
    drives.every(({ seated, highsSeated }) => highsSeated === undefined || highsSeated === seated) &&
    fairness.sameCount === fairness.cases &&
    fairness.sameCost === fairness.cases;
  if (values.json) console.log(JSON.stringify({ drives, fairness, ok }));
  else {
    printTable(
      "A drive planned: exact, greedy, HiGHS (ms)",
      drives.map((row) => ({ ...row })),
    );
    printTable("Small random drives against the fairest optimum that HiGHS finds", [{ ...fairness }]);
    console.log(
      `\nBars: at 10,000 candidates at least ${BAR} times faster than HiGHS, the same count, the same cost: ${ok ? "held" : "MISSED"}`,
    );
  }
  if (!ok) process.exitCode = 1;
}
