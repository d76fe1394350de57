/**
 * Whether a process number is the server of a given data folder. Numbers are used again, so being alive proves nothing;
 * and a pid file may go only when surely nothing is left that writes into the folder. Without /proc, alive has to do.
 */
import { readdir, readFile, readlink, stat } from "node:fs/promises";

/** What the kernel shows for users that have no number in this container. */
const UNNAMED_USER = 65_534;
const HAS_PROC = process.platform === "linux";

/** Alive, and started by us for this folder. A process that ended but was not collected has no command line. */
export async function serves(pid: number, folder: string): Promise<boolean> {
  if (!isAlive(pid)) return false;
  return !HAS_PROC || (await commandLine(String(pid))).includes(folder);
}

/** Could any process still work in the folder? PostgreSQL's processes have it as their working directory. */
export async function mayBeInUse(folder: string): Promise<boolean> {
  if (!HAS_PROC) return true;
  const owner = (await stat(folder)).uid;
  for (const pid of (await readdir("/proc")).filter((name) => /^\d+$/.test(name))) {
    try {
      if ((await readlink(`/proc/${pid}/cwd`)) === folder) return true;
    } catch {
      // Ended meanwhile, or another user's. The folder is its owner's alone, so another user's PostgreSQL works elsewhere;
      // a user that this container cannot name may be the owner after all.
      const uid = await stat(`/proc/${pid}`).then(
        (process) => process.uid,
        () => null, // ended meanwhile
      );
      const maybeOwner = uid === owner || uid === UNNAMED_USER;
      if (maybeOwner && (await commandLine(pid))[0]?.startsWith("postgres")) return true;
    }
  }
  return false;
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

export function signalIfAlive(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

async function commandLine(pid: string): Promise<string[]> {
  const text = await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => ""); // ended meanwhile
  return text.split("\0").filter(Boolean);
}
