/**
 * Around every call: faults, journal, and the ways in which an answer can fail to arrive. What is asked is decided by
 * the `perform` it is given, synchronously, so that a call either happened wholly or not at all.
 */
import { setTimeout as delay } from "node:timers/promises";
import type { HttpBindings } from "@hono/node-server";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import type { Context } from "hono";
import type { Activity } from "../activity.ts";
import type { Core } from "../core.ts";
import type { FaultName, FaultRule, Faults } from "../fault/fault.ts";
import type { Effect, Journal, JournalEntry } from "../journal.ts";
import { RefusalError } from "../refusal.ts";
import type { Body } from "./body.ts";
import { readBody } from "./body.ts";

export type Outcome = {
  status: number;
  body?: unknown;
  download?: { bytes: Uint8Array; name: string };
  effects?: Effect[];
  credentials?: JournalEntry["credentials"];
  performAs?: string | null;
};

export type Exchange = { core: Core; faults: Faults; journal: Journal; activity: Activity };
export type NodeContext = Context<{ Bindings: HttpBindings }>;
export type Perform = (body: Body, fired: FaultRule[]) => Outcome;

const nobody = { kind: "none", name: null, account: null } as const;

export async function exchange(parts: Exchange, c: NodeContext, perform: Perform): Promise<Response> {
  const done = parts.activity.begin();
  try {
    return await answered(parts, c, perform);
  } finally {
    done();
  }
}

async function answered(parts: Exchange, c: NodeContext, perform: Perform): Promise<Response> {
  const { core, faults, journal } = parts;
  const { path, search } = pathOf(c);
  const began = performance.now();
  const at = core.clock.now();
  const fired = faults.forCall(c.req.method, path);
  const body = await bodyOrRefusal(c.req.raw);
  const run = (): Outcome => refusable(() => perform(orThrow(body), fired));
  const log = (outcome: Outcome, sent: { status: number | null; answer: string }) =>
    journal.add({
      at,
      method: c.req.method,
      path,
      query: search,
      body: body instanceof RefusalError ? body.message : journalBody(path, body),
      credentials: outcome.credentials ?? nobody,
      performAs: outcome.performAs ?? null,
      status: sent.status,
      answer: sent.answer.slice(0, 300),
      faults: fired.map(({ fault }) => fault),
      durationMs: Math.round(performance.now() - began),
      effect: outcome.effects?.[0] ?? null,
      effects: outcome.effects ?? [],
    });

  await slowed(fired, "slow");
  const cut = (outcome: Outcome, why: string): Response => {
    log(outcome, { status: null, answer: why });
    c.env.incoming.socket.resetAndDestroy();
    return RESPONSE_ALREADY_SENT;
  };

  if (struck(fired, "resetBefore")) return cut({ status: 0 }, "connection reset, nothing done");
  if (struck(fired, "resetAfter")) return cut(run(), "connection reset after the change");
  const late = struck(fired, "lateApply");
  if (late) {
    core.timers.after(late.ms ?? 300, () =>
      log(run(), { status: null, answer: "connection closed, change made late" }),
    );
    c.env.incoming.socket.resetAndDestroy();
    return RESPONSE_ALREADY_SENT;
  }

  const { outcome, text, headers } = answerOf(fired, run);
  log(outcome, { status: outcome.status, answer: shortAnswer(path, outcome, text) });
  return respond({ outcome, text, headers, holdBodyMs: struck(fired, "slowBody")?.ms ?? 0 });
}

type Written = { outcome: Outcome; text: string; headers: Record<string, string> };

/** What goes out in the end: the call's own answer, or what a fault puts in its place. */
function answerOf(fired: FaultRule[], run: () => Outcome): Written {
  const plain = (outcome: Outcome): Written => ({ outcome, text: textOf(outcome), headers: {} });
  const limited = struck(fired, "rateLimit429");
  if (limited) {
    const written = plain({
      status: 429,
      body: { code: "TooManyRequestsError", message: "Too many requests. Please retry later." },
    });
    return { ...written, headers: limited.retryAfter === undefined ? {} : { "retry-after": limited.retryAfter } };
  }
  const before = struck(fired, "error5xxBefore");
  if (before) return plain(serverError(before));
  if (struck(fired, "htmlError")) {
    const text =
      "<html>\n<head><title>502 Bad Gateway</title></head>\n<body><h1>502 Bad Gateway</h1></body>\n</html>\n";
    return { outcome: { status: 502 }, text, headers: { "content-type": "text/html" } };
  }
  const written = plain(run());
  const after = struck(fired, "error5xxAfter");
  if (after) {
    const { status, body } = serverError(after);
    return plain({ ...written.outcome, status, body });
  }
  return struck(fired, "cutJson") ? { ...written, text: written.text.slice(0, written.text.length / 2) } : written;
}

export const struck = (fired: FaultRule[], name: FaultName) => fired.find(({ fault }) => fault === name);

const serverError = ({ status = 503 }: FaultRule): Outcome => ({
  status,
  body: { code: status === 503 ? "ServiceUnavailable" : "InternalServerError", message: "Something went wrong." },
});

async function slowed(fired: FaultRule[], name: "slow"): Promise<void> {
  const rule = struck(fired, name);
  if (rule) await delay(rule.ms ?? 1000);
}

/** Runs and turns a refusal into its answer. */
export function refusable(run: () => Outcome): Outcome {
  try {
    return run();
  } catch (error) {
    if (error instanceof RefusalError)
      return { status: error.status, body: { code: error.code, message: error.message } };
    throw error;
  }
}

async function bodyOrRefusal(request: Request): Promise<Body | RefusalError> {
  try {
    return await readBody(request);
  } catch (error) {
    if (error instanceof RefusalError) return error;
    throw error;
  }
}

function orThrow(body: Body | RefusalError): Body {
  if (body instanceof RefusalError) throw body;
  return body;
}

const textOf = ({ body }: Outcome) => (body === undefined ? "" : JSON.stringify(body));

/** Tokens and secrets stay out of the journal, here and in bodies. */
function shortAnswer(path: string, { download, status }: Outcome, text: string): string {
  if (download) return `${download.bytes.byteLength} bytes`;
  return path === "/oauth/token" && status === 200 ? "tokens" : text;
}

function journalBody(path: string, { fields, files }: Body): unknown {
  if (path === "/oauth/token") return { grant_type: fields.grant_type };
  if (files.length === 0) return Object.keys(fields).length === 0 ? null : fields;
  return { ...fields, files: files.map(({ field, name, bytes }) => ({ field, name, size: bytes.byteLength })) };
}

function pathOf(c: NodeContext): { path: string; search: string } {
  const { pathname, search } = new URL(c.req.url);
  return { path: pathname, search };
}

function respond({ outcome, text, headers, holdBodyMs }: Written & { holdBodyMs: number }): Response {
  const head = new Headers({ server: "lever-data-api", "x-lever-region": "global", ...headers });
  const { status, download } = outcome;
  if (status === 204) return new Response(null, { status, headers: head });
  if (download) {
    head.set("content-type", contentType(download.name));
    head.set("content-disposition", `attachment; filename*=UTF-8''${encodeURIComponent(download.name)}`);
    return new Response(Buffer.from(download.bytes), { status, headers: head });
  }
  if (!head.has("content-type")) head.set("content-type", "application/json; charset=utf-8");
  return new Response(holdBodyMs > 0 ? held(text, holdBodyMs) : text, { status, headers: head });
}

function held(text: string, ms: number): ReadableStream<Uint8Array> {
  const bytes = new TextEncoder().encode(text);
  return new ReadableStream({
    start: async (controller) => {
      controller.enqueue(bytes.slice(0, 1));
      await delay(ms);
      controller.enqueue(bytes.slice(1));
      controller.close();
    },
  });
}

export function contentType(name: string): string {
  const types: Record<string, string> = {
    pdf: "application/pdf",
    txt: "text/plain; charset=utf-8",
    png: "image/png",
    jpg: "image/jpeg",
    doc: "application/msword",
    docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  };
  return types[name.split(".").at(-1)?.toLowerCase() ?? ""] ?? "application/octet-stream";
}
