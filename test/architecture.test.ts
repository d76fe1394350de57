import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { rules } from "../scripts/architecture/rules.ts";
import { readSources, type Source, sourceOf } from "../scripts/architecture/source.ts";

let house: Source[];

beforeAll(async () => {
  house = await readSources(join(import.meta.dirname, ".."));
});

describe("of the house it is true that", () => {
  for (const { sentence, find } of rules) {
    test(sentence, () => expect(find(house)).toEqual([]));
  }
});

/** Each would slip through if its rule looked away. */
const BREACHES: [path: string, text: string][] = [
  ["packages/slots/src/plan.ts", 'import { z } from "zod";'],
  ["packages/domain/src/rule.ts", 'import { plan } from "@interviewvector/slots";'],
  ["packages/domain/src/rule.ts", 'import { readFile } from "node:fs/promises";'],
  ["packages/lever-emulator/src/api.ts", 'import type { Opportunity } from "@interviewvector/lever";'],
  ["packages/server/src/mail/mail.ts", 'export { start } from "../../../lever-emulator/src/index.ts";'],
  ["packages/server/src/mail/mail.ts", 'import { cast } from "../../../../dev/cast.ts";'],
  ["packages/web/src/Page.tsx", 'import { act } from "@interviewvector/server";'],
  ["packages/server/src/mail/mail.ts", 'import { self } from "./mail.ts";'],
  ["packages/server/src/mail/mail.ts", 'export const url = process.env["SMTP_URL"];'],
  ["packages/slots/src/plan.ts", "export const at = Date.now();"],
  ["packages/slots/src/plan.ts", "export const at = new Date();"],
  ["packages/domain/src/rule.ts", "export const at = Temporal.Now.instant();"],
  ["packages/domain/src/rule.ts", "export const id = globalThis.crypto.randomUUID();"],
  ["packages/server/src/mail/long.ts", "export {};\n".repeat(401)],
  [
    "packages/server/src/mail/crowded.ts",
    Array.from({ length: 16 }, (_, index) => `import "./part-${index}.ts";`).join("\n"),
  ],
  ["packages/server/src/mail/utils.ts", "export {};"],
  ["packages/server/src/common/mail.ts", "export {};"],
];

test.each(BREACHES.map(([path, text]) => ({ path, text, line: text.split("\n")[0] })))(
  "the rules see a breach in $path: $line",
  ({ path, text }) => {
    const sources = [sourceOf(path, text)];
    expect(rules.flatMap(({ find }) => find(sources))).toHaveLength(1);
  },
);

test("the rules leave alone what is allowed", () => {
  const sources = [
    sourceOf(
      "packages/domain/src/rule.ts",
      'import type { Slot } from "@interviewvector/slots";\nexport const at = (ms: number) => new Date(ms);',
    ),
    sourceOf(
      "packages/server/src/lever/client.ts",
      'import { createClient } from "@interviewvector/lever";\nimport { join } from "node:path";',
    ),
    sourceOf("packages/server/src/config.ts", 'export const port = process.env["PORT"];'),
    sourceOf("packages/server/test/mail.test.ts", 'import { start } from "@interviewvector/lever-emulator";'),
  ];
  expect(rules.flatMap(({ find }) => find(sources))).toEqual([]);
});
