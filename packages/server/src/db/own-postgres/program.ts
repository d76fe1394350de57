/** Runs one of PostgreSQL's short-lived programs to its end, in a bare environment and as the server's user. */
import { spawn } from "node:child_process";
import type { PostgresUser } from "./user.ts";

/** The caller's locale, PGDATA and the like must not leak into the server; the shell initdb calls needs a path. */
export const BARE_ENVIRONMENT = { PATH: "/usr/bin:/bin", LC_ALL: "C", TZ: "UTC" };

export interface Outcome {
  code: number | null;
  output: string;
}

export async function runProgram(
  file: string,
  args: string[],
  { user, input }: { user?: PostgresUser | undefined; input?: string },
): Promise<Outcome> {
  return new Promise((settle) => {
    const child = spawn(file, args, { cwd: "/", env: BARE_ENVIRONMENT, ...identity(user), stdio: "pipe" });
    let output = "";
    child.stdout.on("data", (chunk) => (output += String(chunk)));
    child.stderr.on("data", (chunk) => (output += String(chunk)));
    child.stdin.on("error", (error) => (output += error.message));
    child.on("error", (error) => settle({ code: null, output: error.message }));
    child.on("close", (code) => settle({ code, output }));
    child.stdin.end(input ?? "");
  });
}

export function identity(user: PostgresUser | undefined): { uid?: number; gid?: number } {
  return user ? { uid: user.uid, gid: user.gid } : {};
}
