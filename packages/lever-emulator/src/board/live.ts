/** Tells open pages the number of the latest change; those that show an older one fetch themselves again. */
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
    const tell = () => stream.writeSSE({ event: "version", data: parts.version() });
    await tell();
    while (!stream.aborted) {
      if (!changed) await within(keepAliveMs, (resolve) => (wake = resolve));
      if (stream.aborted) break;
      changed = false;
      await tell();
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
