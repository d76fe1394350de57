/**
 * Reads calendars in a thread of its own, so that ten thousand events of one expert hold up nobody's page. The thread is
 * started when it is first needed; one that takes too long over a calendar is ended, and that calendar counts as unreadable.
 */
import { Worker } from "node:worker_threads";
import { MultistatusError } from "../caldav/multistatus.ts";
import type { Jobs } from "./jobs.ts";
import type { Reply } from "./worker.ts";

export class TooLongError extends Error {
  override name = "TooLongError";
}

export interface Reader {
  run<Name extends keyof Jobs>(job: Name, input: Parameters<Jobs[Name]>[0]): Promise<ReturnType<Jobs[Name]>>;
  close(): Promise<void>;
}

interface Waiting {
  resolve(value: never): void;
  reject(error: Error): void;
}

export interface ReaderOptions {
  /** For one job, once it is its turn. */
  deadlineMs?: number;
}

export function createReader({ deadlineMs = 20_000 }: ReaderOptions = {}): Reader {
  let worker: Worker | null = null;
  let lastId = 0;
  const waiting = new Map<number, Waiting>();
  let timer: NodeJS.Timeout | undefined;

  function failAll(error: Error): void {
    for (const one of waiting.values()) one.reject(error);
    waiting.clear();
  }

  function drop(error: Error): void {
    clearTimeout(timer);
    const ended = worker;
    worker = null;
    void ended?.terminate();
    failAll(error);
  }

  /** Jobs are done one after the other: each answer gives the next one its time. */
  function watch(): void {
    clearTimeout(timer);
    if (waiting.size > 0)
      timer = setTimeout(() => drop(new TooLongError("reading the calendar takes too long")), deadlineMs);
  }

  function start(): Worker {
    const made = new Worker(new URL("worker.ts", import.meta.url), { resourceLimits: { maxOldGenerationSizeMb: 512 } });
    made.unref();
    made.on("message", (reply: Reply) => {
      const one = waiting.get(reply.id);
      waiting.delete(reply.id);
      watch();
      if ("value" in reply) one?.resolve(reply.value as never);
      else one?.reject(reply.isMultistatus ? new MultistatusError(reply.error) : new Error(reply.error));
    });
    // Out of memory, most likely: what waits can't be read now.
    made.on("error", (error) => {
      if (worker === made) drop(new TooLongError("reading the calendar takes too much", { cause: error }));
    });
    return made;
  }

  return {
    run(job, input) {
      worker ??= start();
      const id = ++lastId;
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve, reject });
        if (waiting.size === 1) watch();
        worker?.postMessage({ id, job, input }, []);
      });
    },
    async close() {
      clearTimeout(timer);
      failAll(new Error("the reader was closed"));
      await worker?.terminate();
      worker = null;
    },
  };
}
