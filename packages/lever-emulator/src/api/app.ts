/** The Data API under `/v1`: credentials, rate, scope and `perform_as`, then the endpoint. */
import { Hono } from "hono";
import type { HttpBindings } from "@hono/node-server";
import { badRequest, forbidden, unauthorized } from "../refusal.ts";
import type { User } from "../state/records.ts";
import type { Body } from "./body.ts";
import type { Answer, Endpoint } from "./call.ts";
import type { Credentials } from "./credentials.ts";
import { authenticate, mustHaveScope } from "./credentials.ts";
import type { Exchange, NodeContext, Outcome } from "./dispatch.ts";
import { exchange, refusable, struck } from "./dispatch.ts";
import type { RateLimit } from "./rate.ts";
import type { FaultRule } from "../fault/fault.ts";

export type ApiParts = Exchange & { rate: RateLimit; endpoints: Endpoint[]; origin: () => string };

export function apiApp(parts: ApiParts): Hono<{ Bindings: HttpBindings }> {
  const app = new Hono<{ Bindings: HttpBindings }>();
  for (const endpoint of parts.endpoints)
    for (const path of pathsOf(endpoint))
      app.on(endpoint.method, `/v1${path}`, (c) =>
        exchange(parts, c, (body, fired) => perform(parts, { c, endpoint, body, fired })),
      );
  app.all("/v1/*", (c) =>
    exchange(parts, c, () => {
      const { pathname } = new URL(c.req.url);
      return { status: 404, body: { code: "ResourceNotFound", message: `${pathname} does not exist` } };
    }),
  );
  return app;
}

/** The old `/candidates` paths still answer like `/opportunities`. */
function pathsOf({ path }: Endpoint): string[] {
  return path.startsWith("/opportunities") ? [path, path.replace("/opportunities", "/candidates")] : [path];
}

type Asked = { c: NodeContext; endpoint: Endpoint; body: Body; fired: FaultRule[] };

function perform(parts: ApiParts, asked: Asked): Outcome {
  const { c, endpoint, fired } = asked;
  const credentials = authenticate(parts.core, c.req.header("authorization") ?? null);
  const query = new URL(c.req.url).searchParams;
  const who = {
    credentials: { kind: credentials.kind, name: credentials.name, account: credentials.account.key },
    performAs: query.get("perform_as"),
  };
  const outcome = refusable((): Outcome => {
    killToken(parts, credentials, fired);
    parts.rate.take(credentials.bucket);
    if (endpoint.scope !== null)
      mustHaveScope(credentials, endpoint.scope, endpoint.method === "GET" ? "read" : "write");
    if (struck(fired, "offsetRefused") && query.has("offset")) throw badRequest("Invalid offset token");
    const answer = endpoint.run({
      act: {
        core: parts.core,
        account: credentials.account,
        user: performer(parts, { endpoint, credentials, id: query.get("perform_as") }),
        madeBy: "api",
        credential: credentials.name,
      },
      credentials,
      params: c.req.param(),
      query,
      body: asked.body,
      origin: parts.origin(),
      lag: { listMs: struck(fired, "listLag")?.ms ?? 0, stageMs: struck(fired, "stageChangeNotVisibleYet")?.ms ?? 0 },
    });
    return brokenPage(answer, fired, query);
  });
  return { ...outcome, ...who };
}

function performer(
  parts: ApiParts,
  asked: { endpoint: Endpoint; credentials: Credentials; id: string | null },
): User | null {
  const { endpoint, credentials, id } = asked;
  const { behaviours } = parts.core;
  if (id === null) {
    if (endpoint.performAs === "required") throw badRequest("Missing required parameter: perform_as");
    return null;
  }
  const user = credentials.account.users[id];
  if (!user && behaviours.unknownPerformAs === "refused") throw badRequest(`perform_as: user ${id} was not found`);
  if (user && user.deactivatedAt !== null && behaviours.deactivatedPerformAs === "refused")
    throw forbidden(`perform_as: user ${id} is deactivated`);
  return user ?? null;
}

/** The faults `tokenExpired` and `tokenRevoked` end what the caller holds; an API key is only refused this once. */
function killToken({ core }: ApiParts, { token }: Credentials, fired: FaultRule[]): void {
  const expired = struck(fired, "tokenExpired");
  const revoked = struck(fired, "tokenRevoked");
  if (!expired && !revoked) return;
  const access = token === null ? undefined : core.state.oauth.accessTokens[token];
  const grant = access && core.state.oauth.grants[access.grant];
  if (access) access.expiresAt = core.clock.now();
  if (grant && revoked) grant.revokedAt = core.clock.now();
  throw unauthorized();
}

function brokenPage(answer: Answer, fired: FaultRule[], query: URLSearchParams): Answer {
  const body = answer.body as { data?: unknown; hasNext?: boolean; next?: string } | undefined;
  if (!Array.isArray(body?.data) || body.hasNext !== true) return answer;
  if (struck(fired, "pageEmpty")) return { ...answer, body: { ...body, data: [] } };
  const offset = query.get("offset");
  if (struck(fired, "pageRepeated") && offset !== null) return { ...answer, body: { ...body, next: offset } };
  return answer;
}
