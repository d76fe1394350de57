/** The folder of a server for tests, and the watch that removes server and folder however this process ends. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { chown, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { BARE_ENVIRONMENT } from "./program.ts";
import { canReach, type PostgresUser } from "./user.ts";

export async function throwawayFolder(user: PostgresUser | undefined): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "interviewvector-postgres-"));
  if (!user) return folder;
  await chown(folder, user.uid, user.gid);
  if (await canReach(user, folder)) return folder;
  await rm(folder, { recursive: true });
  const reachable = await mkdtemp("/tmp/interviewvector-postgres-");
  await chown(reachable, user.uid, user.gid);
  return reachable;
}

/** Waits for the end of its standard input, which comes when we close it or die, by whatever signal. */
const WATCH = `
read -r _
pid=
read -r pid < "$1/postgres/postmaster.pid" 2>/dev/null && kill -QUIT "$pid" 2>/dev/null
left=100
while [ -n "$pid" ] && kill -0 "$pid" 2>/dev/null && [ $left -gt 0 ]; do sleep 0.1; left=$((left-1)); done
rm -rf "$1"
`;

export function watchOver(folder: string): { end(): Promise<void> } {
  const watch = spawn("/bin/sh", ["-c", WATCH, "sh", folder], {
    cwd: "/",
    env: BARE_ENVIRONMENT,
    detached: true,
    stdio: ["pipe", "ignore", "ignore"],
  });
  watch.unref();
  (watch.stdin as unknown as { unref?: () => void }).unref?.();
  return {
    async end() {
      watch.ref();
      const ended = once(watch, "exit");
      watch.stdin.end();
      await ended;
    },
  };
}
