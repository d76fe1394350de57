/**
 * Requests to addresses that people give us. Only the public internet can be reached, over TLS; an installation may name
 * private hosts of its own. A name is resolved when the connection is made, and the connection goes to the very address that
 * was checked: a name that answers differently a moment later changes nothing. Redirects go through the same door. An answer
 * may take ten seconds and be five MiB: more is refused, because a calendar that size would cost every read as much again.
 */
import { lookup } from "node:dns/promises";
import { Agent as HttpAgent, type IncomingMessage, request as httpRequest } from "node:http";
import { Agent as HttpsAgent, request as httpsRequest } from "node:https";
import { isIP, type LookupFunction } from "node:net";
import { callbackify } from "node:util";
import { isPublicAddress } from "./address.ts";

export type OutsideCode =
  | "bad_address"
  | "not_secure"
  | "private_address"
  | "unknown_host"
  | "unreachable"
  | "too_slow"
  | "too_large"
  | "certificate"
  | "too_many_redirects";

/** Words fit for the person who gave the address; they never quote what came. */
export class OutsideError extends Error {
  override name = "OutsideError";
  readonly code: OutsideCode;
  constructor(code: OutsideCode, words: string, options?: ErrorOptions) {
    super(words, options);
    this.code = code;
  }
}

export interface OutsideRequest {
  method?: string;
  headers?: Record<string, string>;
  body?: string;
  /** Sent to this origin only, not to where it redirects. */
  authorization?: string;
  /** Instead of ten seconds: for work that nobody waits for. */
  deadlineMs?: number;
  signal?: AbortSignal;
}

export interface OutsideAnswer {
  status: number;
  headers: IncomingMessage["headers"];
  body: string;
  /** Where it came from, after redirects. */
  url: string;
}

export interface Outside {
  request(url: string, request?: OutsideRequest): Promise<OutsideAnswer>;
  /** Ends kept connections. */
  close(): void;
}

export interface Reach {
  /** Checks the form of an address, without any look outside. Throws `OutsideError`. */
  check(url: string): URL;
  /** Connections are kept for as long as one piece of work takes. */
  open(): Outside;
}

export interface ReachOptions {
  /** "calendar.corp.example" or "localhost:5232": hosts that may have private addresses and speak plain HTTP. */
  privateHosts: readonly string[];
  deadlineMs?: number;
  maxBytes?: number;
  /** All addresses of a name; default: the system's resolver. */
  resolve?: (host: string) => Promise<string[]>;
}

export const MAX_BYTES = 5 * 1024 * 1024;
const DEADLINE_MS = 10_000;
const MOST_REDIRECTS = 5;

export function createReach(options: ReachOptions): Reach {
  const check = (url: string): URL => checkAddress(url, options.privateHosts);
  return {
    check,
    open() {
      const lookupFor = guardedLookup(options);
      const agents = {
        "http:": new HttpAgent({ keepAlive: true, maxSockets: 4 }),
        "https:": new HttpsAgent({ keepAlive: true, maxSockets: 4 }),
      };
      return {
        request: (url, request = {}) => followed({ options, agents, lookupFor, check }, url, request),
        close() {
          for (const agent of Object.values(agents)) agent.destroy();
        },
      };
    },
  };
}

function checkAddress(text: string, privateHosts: readonly string[]): URL {
  const url = URL.parse(text.trim().replace(/^webcals?:/i, "https:"));
  if (!url || (url.protocol !== "https:" && url.protocol !== "http:") || url.hostname === "")
    throw new OutsideError("bad_address", "This is not a web address: it begins with https:// (or webcal://).");
  if (url.username !== "" || url.password !== "")
    throw new OutsideError("bad_address", "The address holds a name or password. Put them into their own fields.");
  const isNamed = isPrivateHost(url, privateHosts);
  if (url.protocol === "http:" && !isNamed)
    throw new OutsideError(
      "not_secure",
      "Only addresses that begin with https:// are read: others can be listened to.",
    );
  const literal = literalOf(url);
  if (literal !== null && !isNamed && !isPublicAddress(literal)) throw privateAddress();
  return url;
}

/** The URL parser has already brought decimal, octal, hexadecimal and short forms of IPv4 into the usual one. */
function literalOf({ hostname }: URL): string | null {
  const plain = hostname.replace(/^\[(.*)\]$/, "$1");
  return isIP(plain) === 0 ? null : plain;
}

function isPrivateHost({ hostname, port, protocol }: URL, privateHosts: readonly string[]): boolean {
  const withPort = `${hostname}:${port || (protocol === "https:" ? "443" : "80")}`;
  return privateHosts.includes(hostname) || privateHosts.includes(withPort);
}

function privateAddress(): OutsideError {
  return new OutsideError(
    "private_address",
    "This address leads into a private network, which we don't reach into. Use an address that can be opened from anywhere.",
  );
}

interface Way {
  options: ReachOptions;
  agents: { "http:": HttpAgent; "https:": HttpsAgent };
  lookupFor(isNamed: boolean): LookupFunction;
  check(url: string): URL;
}

async function followed(way: Way, first: string, request: OutsideRequest): Promise<OutsideAnswer> {
  const deadline = AbortSignal.timeout(way.options.deadlineMs ?? request.deadlineMs ?? DEADLINE_MS);
  const signal = request.signal ? AbortSignal.any([deadline, request.signal]) : deadline;
  let url = way.check(first);
  const { origin } = url;
  for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
    const answer = await once(way, url, { ...request, signal }, url.origin === origin);
    const { location } = answer.headers;
    if (![301, 302, 303, 307, 308].includes(answer.status) || location === undefined) return answer;
    const next = URL.parse(location, url);
    if (!next) throw new OutsideError("bad_address", "The address redirects to something that is no address.");
    url = way.check(next.href);
  }
  throw new OutsideError("too_many_redirects", "The address redirects again and again.");
}

function once(
  { options, agents, lookupFor }: Way,
  url: URL,
  { method = "GET", headers = {}, body, authorization, signal }: OutsideRequest,
  isFirstOrigin: boolean,
): Promise<OutsideAnswer> {
  const isSecure = url.protocol === "https:";
  return new Promise((resolve, reject) => {
    const fail = (error: unknown): void => reject(asOutsideError(error, signal));
    const outgoing = (isSecure ? httpsRequest : httpRequest)(
      url,
      {
        method,
        agent: isSecure ? agents["https:"] : agents["http:"],
        lookup: lookupFor(isPrivateHost(url, options.privateHosts)),
        headers: {
          "user-agent": "InterviewVector",
          "accept-encoding": "identity",
          ...headers,
          ...(authorization !== undefined && isFirstOrigin ? { authorization } : {}),
          ...(body === undefined ? {} : { "content-length": String(Buffer.byteLength(body)) }),
        },
        ...(signal ? { signal } : {}),
      },
      (incoming) => {
        readCapped(incoming, options.maxBytes ?? MAX_BYTES).then(
          (text) => resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, body: text, url: url.href }),
          fail,
        );
      },
    );
    outgoing.on("error", fail);
    outgoing.end(body);
  });
}

async function readCapped(incoming: IncomingMessage, maxBytes: number): Promise<string> {
  const tooLarge = (): OutsideError =>
    new OutsideError(
      "too_large",
      `The calendar is larger than ${Math.round(maxBytes / 1024 / 1024)} MiB, the most that we read. Share a calendar that holds less, or only its last year.`,
    );
  if (Number(incoming.headers["content-length"] ?? 0) > maxBytes) {
    incoming.destroy();
    throw tooLarge();
  }
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    size += chunk.length;
    // Leaving the loop destroys the stream.
    if (size > maxBytes) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

/** Called by the socket itself, so that what is checked is what is connected to. Sockets ask for all addresses of a name at once. */
function guardedLookup({ resolve = resolveAll }: ReachOptions): Way["lookupFor"] {
  return (isNamed) => {
    const check = async (host: string) => {
      const addresses = await resolve(host).catch((cause: unknown) => {
        throw unknownHost(cause);
      });
      // One private address among public ones is enough: whoever answers so is up to something.
      if (!isNamed && !addresses.every(isPublicAddress)) throw privateAddress();
      if (addresses.length === 0) throw unknownHost(null);
      return addresses.map((address) => ({ address, family: isIP(address) }));
    };
    const answer = callbackify(check);
    return (host, _wanted, done) => answer(host, (error, all) => done(error, all));
  };
}

function unknownHost(cause: unknown): OutsideError {
  return new OutsideError("unknown_host", "There is no host of this name.", { cause });
}

async function resolveAll(host: string): Promise<string[]> {
  return (await lookup(host, { all: true, verbatim: true })).map(({ address }) => address);
}

function asOutsideError(error: unknown, signal: AbortSignal | undefined): OutsideError {
  if (error instanceof OutsideError) return error;
  if (signal?.aborted) return new OutsideError("too_slow", "The server takes too long to answer.", { cause: error });
  const code = String((error as { code?: unknown }).code ?? "");
  if (/CERT|TLS|SSL|SELF_SIGNED|ALTNAME|UNABLE_TO_VERIFY|EPROTO/.test(code))
    return new OutsideError("certificate", "The server's certificate can't be trusted.", { cause: error });
  return new OutsideError("unreachable", "The server can't be reached.", { cause: error });
}
