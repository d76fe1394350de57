/** /api/v1: every bound endpoint as a route, who asks found out once, and the OpenAPI document made from the same contract. */
import { setImmediate } from "node:timers/promises";
import { OpenAPIHono, createRoute, z } from "@hono/zod-openapi";
import type { Endpoint } from "@interviewvector/domain";
import { values } from "@interviewvector/domain";
import { Hono } from "hono";
import { docsPage, docsStyle } from "./api-docs.ts";
import type { Binding } from "./bind.ts";
import { packFile, sendPacked, type PackedFile } from "./compress.ts";
import { HttpProblem, invalid, type AppContext, type Variables } from "./problem.ts";
import { storable } from "./storable.ts";
import type { Subject } from "./subject.ts";

const problemJson = { description: "Problem", content: { "application/problem+json": { schema: values.problem } } };

function routeOf(endpoint: Endpoint) {
  const names = [...endpoint.path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? "");
  const params = z.object(Object.fromEntries(names.map((name) => [name, z.string()])));
  return createRoute({
    method: endpoint.method,
    path: endpoint.path,
    summary: endpoint.summary,
    description: `For: ${endpoint.audience}.${endpoint.keyScope ? ` API key scope: ${endpoint.keyScope}.` : ""}`,
    tags: [endpoint.path.split("/")[1] ?? ""],
    request: {
      ...(names.length > 0 ? { params } : {}),
      ...(endpoint.query ? { query: endpoint.query as z.ZodObject } : {}),
      ...(endpoint.body
        ? { body: { required: true, content: { "application/json": { schema: endpoint.body } } } }
        : {}),
    },
    responses: {
      200: { description: "Done", content: { "application/json": { schema: endpoint.answer } } },
      401: problemJson,
      403: problemJson,
      404: problemJson,
      409: problemJson,
      422: problemJson,
    },
  });
}

export interface ApiOptions {
  bindings: readonly Binding[];
  subjectOf(context: AppContext): Promise<Subject>;
  publicUrl: string;
}

export function createApi({ bindings, subjectOf, publicUrl }: ApiOptions): Hono<{ Variables: Variables }> {
  const api = new Hono<{ Variables: Variables }>();
  for (const { endpoint, handle } of bindings) {
    api.on(endpoint.method.toUpperCase(), endpoint.path.replaceAll(/\{(\w+)\}/g, ":$1"), async (context) => {
      const subject = await subjectOf(context);
      const body = endpoint.body ? await jsonBody(context) : undefined;
      const answer = await handle(subject, {
        params: storable(context.req.param()) as Record<string, string>,
        query: storable(context.req.query()),
        body,
      });
      context.header("cache-control", "no-store");
      return context.json(answer as Record<string, unknown>);
    });
  }
  const endpoints = bindings.map(({ endpoint }) => endpoint);
  // Anybody may ask for these two: they are made once.
  const document = once(async () => JSON.stringify(await documentOf(endpoints, publicUrl)));
  api.get("/openapi.json", async (context) =>
    sendPacked(context, await document(), { "content-type": "application/json; charset=utf-8" }),
  );
  const docs = once(() => docsPage(endpoints, publicUrl));
  api.get("/docs", async (context) => {
    context.header("content-security-policy", "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'");
    return sendPacked(context, await docs(), { "content-type": "text/html; charset=utf-8" });
  });
  api.get("/docs.css", (context) => context.body(docsStyle, 200, { "content-type": "text/css; charset=utf-8" }));
  return api;
}

/** Takes up to half a second in all: endpoint by endpoint, so that whoever asks for something else in the meantime is answered. */
async function documentOf(endpoints: readonly Endpoint[], publicUrl: string): Promise<object> {
  const { openAPIRegistry, getOpenAPI31Document } = new OpenAPIHono();
  openAPIRegistry.registerComponent("securitySchemes", "apiKey", { type: "http", scheme: "bearer" });
  const document = getOpenAPI31Document({
    openapi: "3.1.0",
    info: {
      title: "InterviewVector",
      version: "1",
      description:
        "Interview as a Service: from a stage move in the ATS to a report in the ATS. Keys are made under Settings; send them as a bearer token.",
    },
    servers: [{ url: `${publicUrl}/api/v1` }],
  });
  const paths: NonNullable<typeof document.paths> = {};
  for (const endpoint of endpoints) {
    const one = new OpenAPIHono();
    one.openAPIRegistry.registerPath({ ...routeOf(endpoint), security: endpoint.keyScope ? [{ apiKey: [] }] : [] });
    const made = one.getOpenAPI31Document({ openapi: document.openapi, info: document.info });
    for (const [path, methods] of Object.entries(made.paths ?? {})) paths[path] = { ...paths[path], ...methods };
    await setImmediate();
  }
  return { ...document, paths };
}

/** Made when it is first asked for, and packed; the same from then on. */
function once(make: () => { toString(): string } | Promise<{ toString(): string }>): () => Promise<PackedFile> {
  let made: Promise<PackedFile> | null = null;
  return () => (made ??= Promise.resolve(make()).then((text) => packFile(new TextEncoder().encode(text.toString()))));
}

async function jsonBody(context: AppContext): Promise<unknown> {
  const type = context.req.header("content-type") ?? "";
  if (!type.includes("application/json")) throw new HttpProblem(415, "invalid", "Send the body as application/json.");
  try {
    const text = await context.req.text();
    const body: unknown = JSON.parse(text);
    // Only an escape can bring in what can't be kept: the bytes themselves were decoded as UTF-8, and JSON has no bare NUL.
    return /\\u(0000|d[89a-f])/i.test(text) ? storable(body) : body;
  } catch {
    throw invalid("The body is not JSON."); // what is not JSON can only be refused
  }
}
