/**
 * How much a process takes on in the background. People and Lever's webhooks are answered by the same event loop and the same
 * processors, and they wait: whenever the loop is late, less is taken on, and more again once it keeps up. What is owed is not
 * in a hurry, and enough of it always runs to use all that one company's ATS allows.
 */

export interface Pace {
  /** So many at the same time, for now. */
  readonly most: number;
  stop(): void;
}

const LOOK_MS = 20;
const LOOKS = 10;
/** By so much a timer may be late before anybody notices. */
const LATE_MS = 15;

export function createPace({ most, least }: { most: number; least: number }): Pace {
  let now = most;
  let late = 0;
  let looks = 0;
  let lookedAt = performance.now();
  const timer = setInterval(() => {
    const at = performance.now();
    late += Math.max(0, at - lookedAt - LOOK_MS);
    lookedAt = at;
    looks += 1;
    if (looks < LOOKS) return;
    now = nextMost(now, late / looks, { most, least });
    [late, looks] = [0, 0];
  }, LOOK_MS);
  timer.unref();
  return {
    get most() {
      return now;
    },
    stop: () => clearInterval(timer),
  };
}

/** A third less when late, one more when not: quickly out of the way, slowly back. */
export function nextMost(now: number, lateMs: number, { most, least }: { most: number; least: number }): number {
  if (lateMs > LATE_MS) return Math.max(least, Math.floor((now * 2) / 3));
  return lateMs > LATE_MS / 2 ? now : Math.min(most, now + 1);
}
