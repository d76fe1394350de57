/** The thread that reads calendars. It has no access to database or network: text in, values out. */
import { parentPort } from "node:worker_threads";
import { MultistatusError } from "../caldav/multistatus.ts";
import { jobs, type Jobs } from "./jobs.ts";

export interface Request {
  id: number;
  job: keyof Jobs;
  input: never;
}

export type Reply = { id: number; value: unknown } | { id: number; error: string; isMultistatus: boolean };

parentPort?.on("message", ({ id, job, input }: Request) => {
  let reply: Reply;
  try {
    reply = { id, value: jobs[job](input) };
  } catch (error) {
    // Told to whoever asked, who throws it again.
    reply = { id, error: String(error), isMultistatus: error instanceof MultistatusError };
  }
  parentPort?.postMessage(reply, []);
});
