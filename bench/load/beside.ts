/**
 * What is measured runs in threads of their own: an event loop that also plays Lever, or waits for a disk, would have its own
 * delays counted as the platform's.
 */
import { Worker } from "node:worker_threads";

export interface Beside {
  /** Asks the thread for one thing; answers come in order. */
  ask<Answer>(question: unknown): Promise<Answer>;
  end(): Promise<void>;
}

export function startBeside(file: URL, workerData: unknown): Beside {
  const worker = new Worker(file, { workerData });
  const waiting: { resolve(answer: unknown): void; reject(error: unknown): void }[] = [];
  worker.on("message", (answer) => waiting.shift()?.resolve(answer));
  worker.on("error", (error) => {
    for (const one of waiting.splice(0)) one.reject(error);
  });
  return {
    ask: <Answer>(question: unknown) =>
      new Promise<Answer>((resolve, reject) => {
        waiting.push({ resolve: resolve as (answer: unknown) => void, reject });
        worker.postMessage(question, []);
      }),
    end: async () => void (await worker.terminate()),
  };
}
