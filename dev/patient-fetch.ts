/** `fetch` as a person uses a browser: when the server is just not there, or dies in the middle of a page, they try again. */
import { setTimeout as wait } from "node:timers/promises";

const PATIENCE_MS = 60_000;

/** Repeats only what met no server, or one that died over it: forms and API calls carry keys that make a repeat harmless. */
export async function patientFetch(url: URL | string, init: RequestInit): Promise<Response> {
  const until = performance.now() + PATIENCE_MS;
  for (;;) {
    try {
      return await whole(await fetch(url, init));
    } catch (error) {
      if (!(error instanceof TypeError) || performance.now() > until) throw error;
      await wait(250);
    }
  }
}

/** The answer once all of it is here. */
async function whole(answer: Response): Promise<Response> {
  const bytes = await answer.arrayBuffer();
  const { status, statusText, headers, url } = answer;
  const body = bytes.byteLength === 0 ? null : bytes;
  return Object.defineProperty(new Response(body, { status, statusText, headers }), "url", { value: url });
}
