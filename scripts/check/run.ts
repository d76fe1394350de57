/** Runs the checks side by side and prints each as it ends, with what it found when it is red. */
import { checks } from "./list.ts";

export interface CheckResult {
  name: string;
  ok: boolean;
}

/** More would only make each slower on a small machine; the longest start first. */
const AT_ONCE = 3;

export async function runChecks(): Promise<CheckResult[]> {
  const waiting = await checks();
  const results: CheckResult[] = [];
  const work = async (): Promise<void> => {
    for (let check = waiting.shift(); check; check = waiting.shift()) {
      const since = performance.now();
      const found = await check.run();
      const seconds = ((performance.now() - since) / 1000).toFixed(1);
      console.log(`${found === "" ? "✓" : "✗"} ${check.name} (${seconds} s)`);
      if (found !== "") console.log(found.trimEnd().replaceAll(/^/gm, "    "));
      results.push({ name: check.name, ok: found === "" });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return results;
}
