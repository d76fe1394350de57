/** Serves the built web client: hashed assets for ever, index.html with a nonce per request. It renders nothing itself. */
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { Hono } from "hono";
import { packFile, sendPacked, type PackedFile } from "./compress.ts";
import { nonce } from "./headers.ts";
import { notFound, type AppContext, type Variables } from "./problem.ts";

const types: Record<string, string> = {
  js: "text/javascript; charset=utf-8",
  css: "text/css; charset=utf-8",
  svg: "image/svg+xml",
  png: "image/png",
  ico: "image/x-icon",
  woff2: "font/woff2",
  webmanifest: "application/manifest+json",
};

const appPaths = [
  "/sign-in",
  "/sign-in/link",
  "/set-password",
  "/app",
  "/app/*",
  "/expert",
  "/expert/*",
  "/ops",
  "/ops/*",
];

/** `distFolder` holds Vite's output, read once: a newer build beside a running server changes nothing. A missing build is said, with the cure. */
export async function createWebClient(distFolder: string): Promise<Hono<{ Variables: Variables }>> {
  const app = new Hono<{ Variables: Variables }>();
  const index = await readFile(join(distFolder, "index.html"), "utf8").catch(() => null); // no build: the page says so
  const assets = await readAssets(join(distFolder, "assets"));

  app.get("/assets/:name", (context) => {
    const name = context.req.param("name");
    const file = assets.get(name);
    if (!file) throw notFound("This file");
    return sendPacked(context, file, {
      "content-type": types[name.split(".").at(-1) ?? ""] ?? "application/octet-stream",
      "cache-control": "public, max-age=31536000, immutable",
    });
  });

  // Asked for by every page that names no icon of its own; a candidate's pages carry the company's logo instead.
  const mark = [...assets].find(([name]) => /^mark-.*\.svg$/.test(name))?.[1];
  app.get("/favicon.ico", (context) =>
    mark === undefined ? context.body(null, 204) : sendPacked(context, mark, { "content-type": "image/svg+xml" }),
  );

  for (const path of appPaths) {
    app.get(path, (context) => {
      if (index === null)
        return context.text(
          "The web client is not built. Start with `npm start` or `npm run serve`, which build it.",
          503,
        );
      return page(context, index, 200);
    });
  }
  // A person who followed an old link reads a page; programs get the problem that the site answers.
  app.get("*", async (context, next) => {
    const asksForPage = (context.req.header("accept") ?? "").includes("text/html");
    if (index === null || !asksForPage || context.req.path === "/" || context.req.path.startsWith("/api/"))
      return next();
    return page(context, index, 404);
  });
  return app;
}

function page(context: AppContext, index: string, status: 200 | 404): Response | Promise<Response> {
  const once = nonce();
  context.header("content-security-policy", policy(once));
  context.header("cache-control", "no-store");
  return context.html(index.replaceAll("__CSP_NONCE__", once), status);
}

async function readAssets(folder: string): Promise<Map<string, PackedFile>> {
  const names = await readdir(folder).catch((): string[] => []); // no build: the page says so
  const read = async (name: string) =>
    [name, await packFile(new Uint8Array(await readFile(join(folder, name))))] as const;
  return new Map(await Promise.all(names.map(read)));
}

function policy(once: string): string {
  return [
    "default-src 'none'",
    `script-src 'self' 'nonce-${once}'`,
    `style-src 'self' 'nonce-${once}'`,
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "frame-src 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "manifest-src 'self'",
  ].join("; ");
}
