/** The whole site: middleware, API, the nouns' own routes, the web client. Errors become problems here and only here. */
import { join } from "node:path";
import { Hono } from "hono";
import { getConnInfo } from "@hono/node-server/conninfo";
import { bodyLimit } from "hono/body-limit";
import { routePath } from "hono/route";
import { clientAddressHeader } from "../account/sign-in.ts";
import type { Parts } from "../parts.ts";
import { healthRoutes } from "../operations/health.ts";
import { createApi } from "./api.ts";
import { ownOriginOnly, requestId, secureHeaders } from "./headers.ts";
import { HttpProblem, notFound, problemAnswer, toProblem, type AppContext, type Variables } from "./problem.ts";
import { nobody, subjectOfKey, subjectOfPerson, type Subject } from "./subject.ts";
import { createWebClient } from "./web-client.ts";

export type Site = Hono<{ Variables: Variables }>;

const distFolder = join(import.meta.dirname, "../../../web/dist");

export async function createSite(parts: Parts, isReady: () => boolean): Promise<Site> {
  const { config, log, database, signIn, metrics } = parts;
  const site: Site = new Hono<{ Variables: Variables }>();
  site.onError((error, context) => problemAnswer(context, toProblem(error, log, context.get("requestId"))));
  site.notFound((context) => problemAnswer(context, notFound("This page")));
  site.use(requestId, secureHeaders(config.publicUrl.startsWith("https://")));
  site.use(async (context, next) => {
    const began = performance.now();
    await next();
    const seconds = (performance.now() - began) / 1000;
    // The pattern of the route, never the path: links and keys stand in paths.
    const route = routePath(context, -1);
    metrics.request(context.req.method, route, context.res.status, seconds);
    log.debug(
      {
        requestId: context.get("requestId"),
        method: context.req.method,
        route,
        status: context.res.status,
        ms: Math.round(seconds * 1000),
      },
      "request",
    );
  });
  site.route("/", healthRoutes({ database, metrics, metricsToken: config.metricsToken, isReady }));
  site.use(ownOriginOnly);
  site.use(
    "/api/*",
    bodyLimit({
      maxSize: 1_048_576,
      onError: () => {
        throw new HttpProblem(413, "too_large", "The request is larger than 1 MB.");
      },
    }),
  );
  // Countdowns on screens follow the platform's time, which may differ from the reader's computer.
  site.use("/api/v1/*", async (context, next) => {
    await next();
    context.res.headers.set("date", new Date(parts.clock.now()).toUTCString());
  });
  site.on(["GET", "POST"], "/api/auth/*", (context) => {
    const headers = new Headers(context.req.raw.headers);
    headers.set(clientAddressHeader, clientAddress(context, config.trustProxy));
    return signIn.handle(new Request(context.req.raw, { headers }));
  });
  site.route(
    "/api/v1",
    createApi({
      bindings: parts.bindings,
      subjectOf: (context) => subjectOf(parts, context),
      publicUrl: config.publicUrl,
    }),
  );
  for (const routes of parts.routes) site.route("/", routes);
  site.route("/", await createWebClient(distFolder));
  site.get("/", (context) => context.redirect("/sign-in"));
  return site;
}

/** The address of whoever asks, for rate limits. A proxy's word is taken only when the installation says that there is one. */
function clientAddress(context: AppContext, trustProxy: boolean): string {
  const forwarded = trustProxy ? context.req.header("x-forwarded-for")?.split(",").at(-1)?.trim() : undefined;
  return forwarded || (getConnInfo(context).remote.address ?? "unknown");
}

/** Who asks: an API key as bearer token, else the person of the session cookie, else nobody. */
export async function subjectOf(
  { database, clock, signIn }: Pick<Parts, "database" | "clock" | "signIn">,
  context: AppContext,
  companyId: string | undefined = context.req.header("x-company-id"),
): Promise<Subject> {
  const authorization = context.req.header("authorization");
  if (authorization?.startsWith("Bearer ")) return subjectOfKey(database, clock, authorization.slice(7).trim());
  const signedIn = await signIn.sessionOf(context.req.raw.headers);
  if (!signedIn) return nobody;
  return subjectOfPerson(database, signedIn, companyId);
}
