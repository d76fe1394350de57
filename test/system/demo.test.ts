/** `npm run demo -- --json`, as people start it: ends well, says exactly what stands in Lever, and leaves nothing running. */
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import type { Judgement } from "../../dev/demo-judge.ts";
import { whenWords } from "../../packages/server/src/time/wording.ts";

const root = join(import.meta.dirname, "../..");
/** Whatever the demo starts works below it, so what is left of it can be told by it. */
let folder = "";

afterAll(() => rm(folder, { recursive: true, force: true }));

interface Printed extends Judgement {
  ok: boolean;
  steps: { name: string; ok: boolean; ms: number; problem?: string }[];
  wallMs: number;
}

async function runDemo(): Promise<{ code: number | null; out: string; err: string }> {
  folder = await mkdtemp(join(tmpdir(), "iv-demo-"));
  const child = spawn(process.execPath, ["scripts/run.cjs", "dev/demo.ts", "--json"], {
    cwd: root,
    env: { ...process.env, TMPDIR: folder },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const [out, err] = await Promise.all([textOf(child.stdout), textOf(child.stderr)]);
  const code = await new Promise<number | null>((resolve) => {
    if (child.exitCode === null) child.once("exit", resolve);
    else resolve(child.exitCode);
  });
  return { code, out, err };
}

async function textOf(stream: AsyncIterable<Buffer>): Promise<string> {
  let text = "";
  for await (const chunk of stream) text += String(chunk);
  return text;
}

/** Command lines of processes that name the folder; nothing can be told where there is no /proc. */
async function working(): Promise<string[]> {
  const ids = (await readdir("/proc").catch(() => [])).filter((name) => /^\d+$/.test(name));
  const lines = await Promise.all(ids.map((id) => readFile(`/proc/${id}/cmdline`, "utf8").catch(() => "")));
  return lines.map((line) => line.replaceAll("\0", " ")).filter((line) => folder !== "" && line.includes(folder));
}

it("lives a candidate's whole life, and everything stands once", { timeout: 240_000 }, async () => {
  const running = runDemo();
  // Seen while it runs, or that nothing is left would say nothing.
  if (existsSync("/proc")) await expect.poll(working, { timeout: 120_000, interval: 200 }).not.toEqual([]);
  const { code, out, err } = await running;
  const { ok, steps, lever, mails, leverCalls } = JSON.parse(out) as Printed;
  expect({ ok, code, failed: steps.filter((step) => !step.ok), err: ok ? "" : err }).toEqual({
    ok: true,
    code: 0,
    failed: [],
    err: "",
  });
  const saying = (words: string) => lever.notes.filter((note) => note.includes(words)).length;
  expect(["was invited", "is booked", "was moved by", "is uploaded"].map(saying)).toEqual([1, 1, 1, 1]);
  expect(lever.notes).toHaveLength(4);
  expect(lever.panels.map(({ canceledAt }) => canceledAt)).toEqual([null]);
  expect(lever.interviews.map(({ canceledAt }) => canceledAt)).toEqual([null]);
  const moved = lever.notes.find((note) => note.includes("was moved by"));
  expect(moved).toContain(`New: ${whenWords(lever.interviews[0]?.date ?? 0, "Europe/Berlin")}`);
  expect(lever.feedback).toHaveLength(1);
  for (const field of lever.feedback[0]?.fields ?? []) expect(field.value, `${field.text} is filled`).not.toBe("");
  expect(lever.feedback[0]?.fields.length).toBeGreaterThan(2);
  expect(lever.files.filter(({ name }) => name.endsWith(".pdf"))).toHaveLength(1);
  expect(leverCalls).toBeLessThanOrEqual(16);
  expect(mails.filter(({ subject }) => subject.startsWith("Choose a time"))).toHaveLength(1);
  await expect.poll(working, { timeout: 10_000 }).toEqual([]);
});
