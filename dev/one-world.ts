/**
 * One world on a data folder. A second one on other ports would share the first one's database and write over its Lever and its
 * mailbox, and nothing would say so until nobody's link works any more.
 */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

interface Running {
  pid: number;
  url: string;
}

const fileIn = (folder: string): string => join(folder, "world.json");

/** Where the world of this folder runs; null: it doesn't, whatever one that was killed left behind. */
export async function worldOn(folder: string): Promise<string | null> {
  const running = read(folder);
  if (running === null || !isAlive(running.pid)) return null;
  try {
    // A number of a process is given anew: only a world answers there.
    const answer = await fetch(`${running.url}/healthz`, { signal: AbortSignal.timeout(2000) });
    return answer.ok ? running.url : null;
  } catch {
    return null; // nobody answers: no world, and ports that are taken are said by themselves
  }
}

/** Says that this process is the folder's world. Returns what takes it back. */
export function takeFolder(folder: string, url: string): () => void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(fileIn(folder), JSON.stringify({ pid: process.pid, url } satisfies Running));
  return () => rmSync(fileIn(folder), { force: true });
}

function read(folder: string): Running | null {
  try {
    const { pid, url } = JSON.parse(readFileSync(fileIn(folder), "utf8")) as Partial<Running>;
    return typeof pid === "number" && typeof url === "string" ? { pid, url } : null;
  } catch {
    return null; // no such file, or half of one: nobody holds the folder
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
