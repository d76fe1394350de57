/** Tells open pages that something changed; they fetch themselves again. At most a few times a second. */
import type { Context } from "hono";
import { streamSSE } from "hono/streaming";
import type { Parts } from "../assemble.ts";

const calmMs = 150;
const keepAliveMs = 20_000;

export function liveEvents(parts: Parts, c: Context) {
  return streamSSE(c, async (stream) => {
    let changed = false;
    let wake = () => {};
    const stop = parts.onChange(() => {
      changed = true;
      wake();
    });
    stream.onAbort(() => {
      stop();
      wake();
    });
    await stream.writeSSE({ event: "hello", data: "" });
    while (!stream.aborted) {
      if (!changed) await within(keepAliveMs, (resolve) => (wake = resolve));
      if (stream.aborted) break;
      await stream.writeSSE({ event: changed ? "changed" : "hello", data: "" });
      changed = false;
      await stream.sleep(calmMs);
    }
  });
}

async function within(ms: number, start: (resolve: () => void) => void): Promise<void> {
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, ms);
    timer.unref();
    start(() => {
      clearTimeout(timer);
      resolve();
    });
  });
}
