/** Headers of every answer: strict policies, a request id, and the origin check that stands between a cookie and a change. */
import { randomBytes, randomUUID } from "node:crypto";
import type { MiddlewareHandler } from "hono";
import { forbidden, type Variables } from "./problem.ts";

type Middleware = MiddlewareHandler<{ Variables: Variables }>;

/** A request id that came with the request is kept only when it looks like one. */
export const requestId: Middleware = async (context, next) => {
  const given = context.req.header("x-request-id");
  const id = given !== undefined && /^[A-Za-z0-9._-]{8,64}$/.test(given) ? given : randomUUID();
  context.set("requestId", id);
  await next();
  context.res.headers.set("x-request-id", id);
};

/** Policies for pages that set none of their own. `https` adds HSTS. */
export function secureHeaders(https: boolean): Middleware {
  return async (context, next) => {
    await next();
    const { headers } = context.res;
    const setDefault = (name: string, value: string): void => {
      if (!headers.has(name)) headers.set(name, value);
    };
    setDefault(
      "content-security-policy",
      "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
    );
    setDefault("x-content-type-options", "nosniff");
    setDefault("referrer-policy", "no-referrer");
    setDefault("cross-origin-opener-policy", "same-origin");
    setDefault("permissions-policy", "camera=(), microphone=(), geolocation=(), browsing-topics=()");
    if (https) setDefault("strict-transport-security", "max-age=31536000; includeSubDomains");
  };
}

export function nonce(): string {
  return randomBytes(16).toString("base64");
}

/**
 * A change that comes with a cookie must come from our own pages. Browsers send Origin on every such request; programs that
 * send none bring no cookie of a person's browser either.
 */
export const ownOriginOnly: Middleware = async (context, next) => {
  const safe = ["GET", "HEAD", "OPTIONS"].includes(context.req.method);
  if (
    !safe &&
    context.req.header("cookie") !== undefined &&
    !isOwnOrigin(context.req.header("origin"), context.req.header("host"), context.req.header("sec-fetch-site"))
  ) {
    throw forbidden("This request did not come from our own pages.");
  }
  await next();
};

function isOwnOrigin(origin: string | undefined, host: string | undefined, fetchSite: string | undefined): boolean {
  if (origin === undefined) return fetchSite === undefined || fetchSite === "same-origin" || fetchSite === "none";
  // A page that tells no referrer (a candidate's) sends forms with the origin "null"; where it came from, the browser says apart.
  if (origin === "null") return fetchSite === "same-origin";
  return URL.parse(origin)?.host === host;
}
