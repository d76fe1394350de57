/** `fetch` as a person uses a browser: when the server is just not there, they wait a moment and try again. */
import { setTimeout as wait } from "node:timers/promises";

const PATIENCE_MS = 60_000;

/** Repeats only what met no server, or one that died over it: forms and API calls carry keys that make a repeat harmless. */
export async function patientFetch(url: URL | string, init: RequestInit): Promise<Response> {
  const until = performance.now() + PATIENCE_MS;
  for (;;) {
    try {
      return await fetch(url, init);
    } catch (error) {
      if (!(error instanceof TypeError) || performance.now() > until) throw error;
      await wait(250);
    }
  }
}
