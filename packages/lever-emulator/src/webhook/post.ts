/** One POST of a delivery. Any 2xx is a success; redirects are not followed; the answer's body is ignored. */
import * as http from "node:http";
import * as https from "node:https";

export type PostResult = { status: number | null; error: string | null; durationMs: number };

export function post(url: string, payload: string, timeoutMs: number): Promise<PostResult> {
  const began = performance.now();
  return new Promise((resolve) => {
    const finish = (status: number | null, error: string | null) =>
      resolve({ status, error, durationMs: Math.round(performance.now() - began) });
    const { request } = new URL(url).protocol === "https:" ? https : http;
    const headers = {
      "content-type": "application/json",
      "content-length": Buffer.byteLength(payload),
      "user-agent": "Lever-Webhooks",
    };
    const sent = request(url, { method: "POST", headers, agent: false, signal: AbortSignal.timeout(timeoutMs) });
    sent.on("response", (answer) => {
      answer.resume();
      answer.on("error", () => undefined);
      finish(answer.statusCode ?? null, null);
    });
    sent.on("error", (error) =>
      finish(null, error.name === "TimeoutError" ? `no answer within ${timeoutMs} ms` : error.message),
    );
    sent.end(payload);
  });
}
