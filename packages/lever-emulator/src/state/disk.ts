/**
 * Keeps the state in one JSON file over restarts: read at start, written after changes (debounced) and at the end,
 * through a temporary file and a rename. A file that can't be read stops the start; it is never overwritten silently.
 */
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import type { State } from "./records.ts";

const format = 1;

export function readState(path: string): State | null {
  if (!existsSync(path)) return null;
  try {
    return parseSnapshot(readFileSync(path, "utf8"));
  } catch (cause) {
    throw new Error(`The emulator's state in ${path} cannot be read; move it away to start afresh`, { cause });
  }
}

export const snapshotText = (state: State): string => JSON.stringify({ format, state });

export function parseSnapshot(text: string): State {
  const read: unknown = JSON.parse(text);
  const { format: found, state } = (read ?? {}) as { format?: unknown; state?: unknown };
  if (found !== format || typeof state !== "object" || state === null)
    throw new Error(`not a snapshot of format ${format}`);
  return state as State;
}

export type Disk = { changed: () => void; flush: () => void };

const debounceMs = 300;
/** A big state is written less often, so that writing never takes more than a twentieth of the time. */
const share = 20;

export function createDisk(path: string, state: State): Disk {
  let timer: NodeJS.Timeout | null = null;
  let lastTookMs = 0;
  const flush = () => {
    if (timer) clearTimeout(timer);
    timer = null;
    const began = performance.now();
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(`${path}.new`, snapshotText(state));
    renameSync(`${path}.new`, path);
    lastTookMs = performance.now() - began;
  };
  return {
    changed: () => {
      timer ??= setTimeout(flush, Math.max(debounceMs, lastTookMs * share)).unref();
    },
    flush,
  };
}
