/**
 * The emulator's time. Business time is injected (`now`), so that a test or the world can let it pass; things that
 * must happen later fall due when either that clock or the wall clock has moved far enough. Not a job queue: what is
 * pending dies with the process, as it would at Lever's.
 */
export type Clock = {
  now: () => number;
  /** Moves the emulator's own clock ahead of the injected one. */
  advance: (ms: number) => void;
  offsetMs: () => number;
};

export function createClock(injected: () => number, offsetMs = 0): Clock {
  let offset = offsetMs;
  return {
    now: () => injected() + offset,
    advance: (ms) => {
      offset += ms;
    },
    offsetMs: () => offset,
  };
}

type Task = { dueAt: number; wallDueAt: number; run: () => void };

export type Timers = {
  /** Runs once after `ms` of either clock. */
  after: (ms: number, run: () => void) => void;
  /** Runs what is due by the emulator's clock; call it after moving the clock. */
  tick: () => void;
  /** Tasks that fall due within `ms`. */
  waitingWithin: (ms: number) => number;
  stop: () => void;
};

const pollMs = 50;

export function createTimers(now: () => number): Timers {
  const tasks = new Set<Task>();
  let poll: NodeJS.Timeout | null = null;

  const tick = () => {
    const at = now();
    const wallAt = performance.now();
    const due = [...tasks].filter((task) => at >= task.dueAt || wallAt >= task.wallDueAt);
    for (const task of due.sort((a, b) => a.wallDueAt - b.wallDueAt)) if (tasks.delete(task)) task.run();
    if (tasks.size === 0 && poll) {
      clearInterval(poll);
      poll = null;
    }
  };

  return {
    after: (ms, run) => {
      tasks.add({ dueAt: now() + ms, wallDueAt: performance.now() + ms, run });
      if (ms < pollMs) setTimeout(tick, ms);
      poll ??= setInterval(tick, pollMs).unref();
    },
    tick,
    waitingWithin: (ms) => {
      const at = now() + ms;
      const wallAt = performance.now() + ms;
      return [...tasks].filter((task) => at >= task.dueAt || wallAt >= task.wallDueAt).length;
    },
    stop: () => {
      tasks.clear();
      if (poll) clearInterval(poll);
      poll = null;
    },
  };
}
