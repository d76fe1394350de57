/** The checks by name. Each returns what it found; nothing found is green. */
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { rules } from "../architecture/rules.ts";
import { readSources } from "../architecture/source.ts";

export interface Check {
  name: string;
  run(): Promise<string>;
}

const root = join(import.meta.dirname, "../..");

export async function checks(): Promise<Check[]> {
  return [
    { name: "types", run: () => types(".") },
    ...(existsSync(join(root, "packages/web/src"))
      ? [{ name: "types of the web client", run: () => types("packages/web") }]
      : []),
    { name: "unused files, exports and dependencies", run: () => tool("knip/bin/knip.js", ["--no-progress"]) },
    { name: "schema.sql is what the migrations make", run: () => node([join(root, "scripts/schema.ts")]) },
    { name: "lint", run: () => tool("oxlint/bin/oxlint", ["--deny-warnings"]) },
    { name: "format", run: () => tool("oxfmt/bin/oxfmt", ["--check"]) },
    ...(await architecture()),
  ];
}

async function architecture(): Promise<Check[]> {
  const sources = await readSources(root);
  return rules.map(({ sentence, find }) => ({ name: sentence, run: async () => find(sources).join("\n") }));
}

/** Remembers what was right the last time, which makes it five times faster. */
function types(project: string): Promise<string> {
  const memory = join(root, "node_modules/.cache", `types-${project.replaceAll(/[^a-z]/g, "")}.json`);
  return tool("typescript/bin/tsc", ["-p", project, "--incremental", "--tsBuildInfoFile", memory]);
}

function tool(script: string, args: string[]): Promise<string> {
  return node([join(root, "node_modules", script), ...args]);
}

/** What the program printed when it failed, else nothing. */
function node(args: string[]): Promise<string> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, { cwd: root, stdio: ["ignore", "pipe", "pipe"] });
    let printed = "";
    child.stdout.on("data", (chunk) => (printed += String(chunk)));
    child.stderr.on("data", (chunk) => (printed += String(chunk)));
    child.on("error", (error) => resolve(error.message));
    child.on("close", (code) => resolve(code === 0 ? "" : printed || `ended with ${code} and no word`));
  });
}
