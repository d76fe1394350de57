/**
 * The world's clock: real time plus what people let pass. It never goes back, also not over a restart. Tests give it a
 * moment to begin at, so that weekdays, nights and clock changes are the same whenever they run.
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

export interface WorldClock {
  now(): number;
  advance(seconds: number): void;
}

export function createWorldClock({ persistTo, startAt }: { persistTo?: string; startAt?: number } = {}): WorldClock {
  let offsetMs = startAt !== undefined ? startAt - Date.now() : persistTo === undefined ? 0 : readOffset(persistTo);
  return {
    now: () => Date.now() + offsetMs,
    advance(seconds) {
      if (!(seconds >= 0)) throw new RangeError("time only moves forward");
      offsetMs += seconds * 1000;
      if (persistTo !== undefined) {
        mkdirSync(dirname(persistTo), { recursive: true });
        writeFileSync(persistTo, JSON.stringify({ offsetMs }));
      }
    },
  };
}

function readOffset(path: string): number {
  try {
    return (JSON.parse(readFileSync(path, "utf8")) as { offsetMs: number }).offsetMs;
  } catch {
    return 0; // first start: the world's time is the real one
  }
}
