/**
 * The suite itself on trial: each of the four rules of the ambiguous POST is taken out of a temporary copy of the product,
 * one at a time, and the drill must fail. A rule whose absence nobody notices would be a rule that nothing tests.
 */
import { execFile } from "node:child_process";
import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { copyOfTheHouse } from "./machinery/house.ts";
import type { Scenario } from "./machinery/scenario.ts";

interface Mutation {
  rule: string;
  /** In these files the first text becomes the second. */
  changes: readonly { file: string; from: string; to: string }[];
}

const effects = "packages/server/src/effects";
const mutations: readonly Mutation[] = [
  {
    rule: "quiet period",
    changes: [
      { file: `${effects}/record.ts`, from: "Math.max(options.quietMs,", to: "Math.max(0," },
      { file: `${effects}/reclaim.ts`, from: "then ${options.quietMs} else 0 end", to: "then 0 else 0 end" },
    ],
  },
  {
    rule: "pagination loop",
    changes: [
      {
        file: "packages/lever/src/wire/paging.ts",
        from: "if (page.next === undefined) return;",
        to: "if (count > 0) return;",
      },
    ],
  },
  {
    rule: "fence",
    changes: [
      {
        file: `${effects}/record.ts`,
        from: "and state = 'running' and attempt = ${effect.attempt} and owner = ${options.owner.toString()}::bigint",
        to: "and state = 'running'",
      },
    ],
  },
  {
    rule: "intent",
    changes: [
      {
        file: `${effects}/reclaim.ts`,
        from: "set state = case when lost.in_doubt or e.doubts > 0 then 'unsure' else 'pending' end,",
        to: "set state = 'pending',",
      },
    ],
  },
];

export const mutationCheck: Scenario = {
  id: "mutations",
  title: "each rule of the ambiguous POST taken out of a copy: the drill fails every time",
  unit: "candidates per drill",
  small: 3,
  full: 10,
  async run({ seed, amount, say }) {
    const violations: string[] = [];
    let caught = 0;
    for (const { rule, changes } of mutations) {
      const copy = await copyOfTheHouse();
      try {
        for (const change of changes) await apply(copy, change);
        const { failed, words } = await drill(copy, seed, amount);
        if (failed) caught += 1;
        else violations.push(`nobody noticed that the ${rule} was missing`);
        say(`without the ${rule}: ${failed ? `caught (${words})` : "NOT CAUGHT"}`);
      } finally {
        await rm(copy, { recursive: true, force: true });
      }
    }
    return { violations, figures: { mutations: mutations.length, caught } };
  },
};

async function apply(copy: string, { file, from, to }: Mutation["changes"][number]): Promise<void> {
  const path = join(copy, file);
  const text = await readFile(path, "utf8");
  if (!text.includes(from)) throw new Error(`${file} no longer holds: ${from}`);
  await writeFile(
    path,
    text.replace(from, () => to),
  );
}

function drill(copy: string, seed: number, amount: number): Promise<{ failed: boolean; words: string }> {
  const args = [
    join(copy, "test/crash/main.ts"),
    "ambiguous",
    "--seed",
    String(seed),
    "--amount",
    String(amount),
    "--json",
  ];
  return new Promise((resolve, reject) => {
    execFile(process.execPath, args, { cwd: copy, timeout: 600_000, maxBuffer: 1 << 26 }, (_error, stdout, stderr) => {
      const line = stdout.trim().split("\n").at(-1) ?? "";
      // Only the drill's own verdict counts: a copy that could not even start has caught nothing.
      if (!line.startsWith("{")) return reject(new Error(`the drill could not be played: ${stderr.slice(-2_000)}`));
      const { violations } = JSON.parse(line) as { violations: string[] };
      resolve({ failed: violations.length > 0, words: violations[0] ?? "" });
    });
  });
}
