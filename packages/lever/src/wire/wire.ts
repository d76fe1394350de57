/**
 * The line to one Lever account: credentials, retries of what is safe to retry, redirects, and answers parsed into what
 * the resources ask for. It holds no state but the options and repeats no write that may have taken effect.
 */
import { canRetry, LeverError } from "../error.ts";
import { takesEffect, urlOf } from "./call.ts";
import type { Call } from "./call.ts";
import { oneOf, pageOf } from "./envelope.ts";
import { exchange } from "./exchange.ts";
import type { Answer, Fetch } from "./exchange.ts";
import { walk } from "./paging.ts";
import type { WalkedPage } from "./paging.ts";
import { MisfitError } from "./parse.ts";
import type { Parser } from "./parse.ts";
import { isRedirect, trustedTarget } from "./redirect.ts";
import { readAnswer, unreadable } from "./answer.ts";
import { requestIdOf, statusError } from "./status.ts";
import type { Asked } from "./status.ts";

export interface AttemptInfo {
  readonly method: Call["method"];
  /** Path pattern such as `/opportunities/:opportunity`; no ids, so it is fit for logs and metric labels. */
  readonly path: string;
  /** 1 for the first attempt; a followed redirect counts as part of its attempt. */
  readonly attempt: number;
}

export interface Observation extends AttemptInfo {
  /** Undefined if no answer came. */
  readonly status: number | undefined;
  readonly ms: number;
}

export interface WireOptions {
  readonly apiUrl: string;
  readonly authorization: () => Promise<string>;
  readonly fetch: Fetch;
  readonly now: () => number;
  readonly timeoutMs: number;
  readonly userAgent: string;
  readonly maxPages: number;
  readonly maxAttempts: number;
  /** Milliseconds to wait after the given attempt failed. */
  readonly backoffMs: (attempt: number) => number;
  readonly wait: (ms: number) => Promise<void>;
  readonly beforeRequest: (info: AttemptInfo) => Promise<void> | void;
  readonly observe: (seen: Observation) => void;
}

export interface Download {
  readonly bytes: Uint8Array;
  /** As Lever sends it; undefined if it sends none. */
  readonly contentType: string | undefined;
}

/** An item of a listing that is not what Lever documents. */
export interface Misfit {
  /** As it came. */
  readonly item: unknown;
  /** `unreadable_answer`; `field` says where it does not fit, such as `data[3].stageChanges[0].toStageId`. */
  readonly error: LeverError;
}

export type OnMisfit = (misfit: Misfit) => void;

export interface Wire {
  /** One object, out of whichever envelope. */
  one<T>(call: Call, parser: Parser<T>): Promise<T>;
  /** The whole body, for the few answers whose envelope carries something. */
  body<T>(call: Call, parser: Parser<T>): Promise<T>;
  /** A list that is no listing: it has no pages. */
  many<T>(call: Call, parser: Parser<T>): Promise<readonly T[]>;
  /** All items of all pages, page by page as they are asked for. One that does not fit ends the listing, unless `onMisfit` takes it. */
  list<T>(call: Call, parser: Parser<T>, onMisfit?: OnMisfit): AsyncGenerator<T, void, undefined>;
  /** An answer without a body, or with one that does not matter as long as it is JSON. */
  none(call: Call): Promise<void>;
  bytes(call: Call): Promise<Download>;
}

const MOST_REDIRECTS = 3;

export function createWire(options: WireOptions): Wire {
  const send = (call: Call) => sendWithRetries(options, call);
  return {
    one: async (call, parser) => read(call, await send(call), (body) => parseOne(body, parser)),
    body: async (call, parser) => read(call, await send(call), (body) => parser(body, "body")),
    many: async (call, parser) => read(call, await send(call), (body) => parsePage(body, parser).items),
    list: (call, parser, onMisfit) => {
      const readPage = async (offset: string | undefined) => {
        const paged = { ...call, query: { ...call.query, offset } };
        const answer = await send(paged);
        const onOdd =
          onMisfit &&
          ((item: unknown, cause: MisfitError) => onMisfit({ item, error: unreadable(askedOf(call), answer, cause) }));
        return read(call, answer, (body) => parsePage(body, parser, onOdd));
      };
      return walk(readPage, { path: call.path, maxPages: options.maxPages });
    },
    none: async (call) => {
      const answer = await send(call);
      // A proxy's HTML page with status 200 must not pass for Lever's word.
      if (answer.bytes.length > 0) read(call, answer, () => undefined);
    },
    bytes: async (call) => {
      const answer = await send(call);
      return { bytes: answer.bytes, contentType: answer.headers.get("content-type") ?? undefined };
    },
  };
}

async function sendWithRetries(options: WireOptions, call: Call): Promise<Answer> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await sendOnce(options, call, attempt);
    } catch (error) {
      const again = error instanceof LeverError && canRetry(error) && attempt < options.maxAttempts;
      if (!again) throw error;
      await options.wait(options.backoffMs(attempt));
    }
  }
}

/** One attempt, redirects included. Resolves for 2xx only. */
async function sendOnce(options: WireOptions, call: Call, attempt: number): Promise<Answer> {
  const asked = { method: call.method, path: call.path, takesEffect: takesEffect(call) };
  let url = urlOf(options.apiUrl, call);
  for (let hops = 0; ; hops += 1) {
    const answer = await sendTo(options, call, { url, attempt });
    if (answer.status >= 200 && answer.status < 300) return answer;
    if (answer.status >= 400) throw statusError(asked, answer);
    const target = trustedTarget(url, answer.headers.get("location"));
    const follow = isRedirect(answer.status, asked.takesEffect) && target !== undefined && hops < MOST_REDIRECTS;
    if (!follow) throw redirectRefused(call, answer);
    url = target;
  }
}

async function sendTo(options: WireOptions, call: Call, to: { url: string; attempt: number }): Promise<Answer> {
  const info: AttemptInfo = { method: call.method, path: call.path, attempt: to.attempt };
  const headers = await headersOf(options, call);
  await options.beforeRequest(info);
  const startedAt = options.now();
  let status: number | undefined;
  try {
    const answer = await exchange(options.fetch, {
      method: call.method,
      url: to.url,
      path: call.path,
      headers,
      body: call.form ?? (call.json === undefined ? undefined : JSON.stringify(call.json)),
      timeoutMs: call.transfer === true ? options.timeoutMs * 3 : options.timeoutMs,
      takesEffect: takesEffect(call),
    });
    status = answer.status;
    return answer;
  } finally {
    options.observe({ ...info, status, ms: options.now() - startedAt });
  }
}

/** Multipart bodies bring their own content type, with the boundary. */
async function headersOf(options: WireOptions, call: Call): Promise<Record<string, string>> {
  return {
    authorization: await options.authorization(),
    accept: call.transfer === true ? "*/*" : "application/json",
    "user-agent": options.userAgent,
    ...(call.json === undefined ? {} : { "content-type": "application/json" }),
  };
}

function redirectRefused(call: Call, answer: Answer): LeverError {
  const maybeDone = takesEffect(call) && !isRedirect(answer.status, true);
  return new LeverError({
    code: "redirect_refused",
    message: `answered ${answer.status}, which leads nowhere the credentials may go.`,
    tookEffect: maybeDone ? "unknown" : "no",
    method: call.method,
    path: call.path,
    status: answer.status,
    requestId: requestIdOf(answer),
  });
}

function parseOne<T>(body: unknown, parser: Parser<T>): T {
  const { value, at } = oneOf(body);
  return parser(value, at);
}

type OnOdd = (item: unknown, cause: MisfitError) => void;

function parsePage<T>(body: unknown, parser: Parser<T>, onOdd?: OnOdd): WalkedPage<T> {
  const { items, at, next } = pageOf(body);
  return { items: items.flatMap((item, index) => parseItem({ item, at: `${at}[${index}]` }, parser, onOdd)), next };
}

function parseItem<T>({ item, at }: { item: unknown; at: string }, parser: Parser<T>, onOdd?: OnOdd): T[] {
  try {
    return [parser(item, at)];
  } catch (error) {
    if (!(error instanceof MisfitError) || onOdd === undefined) throw error;
    onOdd(item, error);
    return [];
  }
}

function read<T>(call: Call, answer: Answer, parse: (body: unknown) => T): T {
  return readAnswer(askedOf(call), answer, parse);
}

function askedOf(call: Call): Asked {
  return { method: call.method, path: call.path, takesEffect: takesEffect(call) };
}
