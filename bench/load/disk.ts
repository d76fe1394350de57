/** A thread: ten small synced writes a second, as a commit is one. Asked, it answers with how long each took, ms. */
import { randomBytes } from "node:crypto";
import { fdatasyncSync, openSync, writeSync } from "node:fs";
import { parentPort, workerData } from "node:worker_threads";

const file = openSync(workerData as string, "w");
const waits: number[] = [];
setInterval(() => {
  writeSync(file, randomBytes(512));
  const began = performance.now();
  fdatasyncSync(file);
  waits.push(performance.now() - began);
}, 100);
parentPort?.on("message", () => parentPort?.postMessage(waits.splice(0), []));
