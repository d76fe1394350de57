/** The web side: pages for people, JSON for tests. */
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { createAdaptorServer } from "@hono/node-server";
import { Hono } from "hono";
import { csrf } from "hono/csrf";
import { streamSSE } from "hono/streaming";
import { type FaultPlan, parseFaults } from "./fault.ts";
import { LIVE_SCRIPT } from "./live.ts";
import { listPage } from "./list-page.ts";
import { type Message, readAttachment } from "./message.ts";
import { isView, messagePage } from "./message-page.ts";
import type { MessageStore } from "./store.ts";
import { STYLE_SHEET } from "./style-sheet.ts";
import type { TextStore } from "./texts.ts";

const OUR_PAGES =
  "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; frame-src 'self'; img-src data:; form-action 'self'; base-uri 'none'";

/** A mail is a stranger's page: no script, no form, no access to ours. Its links open beside us. */
const STRANGERS_PAGE =
  "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src http: https: data:";

interface WebOptions {
  host: string;
  port: number;
  store: MessageStore;
  texts: TextStore;
  faults: FaultPlan;
}

export async function startWeb({
  host,
  port,
  store,
  texts,
  faults,
}: WebOptions): Promise<{ port: number; stop(): Promise<void> }> {
  const app = new Hono();
  app.use(async (c, next) => {
    await next();
    c.header("x-content-type-options", "nosniff");
    c.header("referrer-policy", "no-referrer");
    if (!c.res.headers.has("content-security-policy")) c.header("content-security-policy", OUR_PAGES);
  });
  app.get("/style.css", (c) => c.body(STYLE_SHEET, 200, { "content-type": "text/css; charset=utf-8" }));
  app.get("/live.js", (c) => c.body(LIVE_SCRIPT, 200, { "content-type": "text/javascript; charset=utf-8" }));
  addPages(app, store, texts);
  addJson(app, store, faults);
  addTexts(app, texts);
  const server = createAdaptorServer({ fetch: app.fetch });
  server.listen(port, host);
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        if ("closeAllConnections" in server) server.closeAllConnections();
      }),
  };
}

function addPages(app: Hono, store: MessageStore, texts: TextStore): void {
  app.get("/", (c) => {
    const words = c.req.query("q")?.trim() ?? "";
    return c.html(
      listPage({
        shown: matching(store.messages(), words).toReversed(),
        total: store.messages().length,
        words,
        texts: texts.all(),
      }),
    );
  });
  app.post("/clear", csrf(), async (c) => {
    await store.clear();
    texts.clear();
    return c.redirect("/", 303);
  });
  app.get("/mail/:id", (c) => {
    const found = store.find(c.req.param("id"));
    if (!found) return c.notFound();
    const asked = c.req.query("view");
    return c.html(
      messagePage({ ...found, view: isView(asked) ? asked : found.message.html === null ? "text" : "html" }),
    );
  });
  app.get("/mail/:id/body", (c) => {
    const found = store.find(c.req.param("id"));
    if (!found) return c.notFound();
    c.header("content-security-policy", STRANGERS_PAGE);
    return c.html(`<base target="_blank">${found.message.html ?? ""}`);
  });
  app.get("/events", (c) =>
    streamSSE(c, async (stream) => {
      const stopListening = store.onArrival((message) => void stream.writeSSE({ event: "arrival", data: message.id }));
      stream.onAbort(() => void stopListening());
      await stream.writeSSE({ event: "listening", data: "" });
      await new Promise((closed) => stream.onAbort(() => closed(undefined)));
    }),
  );
}

function addJson(app: Hono, store: MessageStore, faults: FaultPlan): void {
  app.get("/messages", (c) => {
    const to = c.req.query("to")?.toLowerCase();
    return c.json(
      store
        .messages()
        .filter(
          ({ envelope }) => to === undefined || envelope.to.some((address) => address.toLowerCase().includes(to)),
        ),
    );
  });
  app.delete("/messages", async (c) => {
    await store.clear();
    return c.body(null, 204);
  });
  app.get("/messages/:id", (c) => {
    const found = store.find(c.req.param("id"));
    return found ? c.json(found.message) : c.notFound();
  });
  app.get("/messages/:id/raw", (c) => {
    const found = store.find(c.req.param("id"));
    return found ? c.body(new Uint8Array(found.raw), 200, { "content-type": "message/rfc822" }) : c.notFound();
  });
  app.get("/messages/:id/attachments/:index", async (c) => {
    const found = store.find(c.req.param("id"));
    const part = found && (await readAttachment(found.raw, Number(c.req.param("index"))));
    if (!part) return c.notFound();
    const name = encodeURIComponent(part.filename ?? "attachment");
    return c.body(new Uint8Array(part.content), 200, {
      "content-type": "application/octet-stream",
      "content-disposition": `attachment; filename*=UTF-8''${name}`,
    });
  });
  app.get("/ledger", (c) => c.json(store.ledger()));
  app.get("/faults", (c) => c.json(faults.list()));
  app.put("/faults", async (c) => {
    try {
      faults.set(parseFaults(await c.req.json()));
    } catch (error) {
      return c.json({ title: error instanceof Error ? error.message : String(error), status: 400 }, 400, {
        "content-type": "application/problem+json",
      });
    }
    return c.json(faults.list());
  });
  app.delete("/faults", (c) => {
    faults.set([]);
    return c.body(null, 204);
  });
}

/** What the platform's SMS_URL names, and what arrived there. */
function addTexts(app: Hono, texts: TextStore): void {
  app.get("/texts", (c) => c.json(texts.all()));
  app.post("/texts", async (c) => {
    try {
      texts.take(await c.req.json());
    } catch (error) {
      return c.json({ title: error instanceof Error ? error.message : String(error), status: 400 }, 400, {
        "content-type": "application/problem+json",
      });
    }
    return c.body(null, 204);
  });
}

function matching(messages: Message[], words: string): Message[] {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  return messages.filter((message) => {
    const searched = [message.subject, message.text, message.from?.address, message.from?.name, ...message.envelope.to]
      .join("\n")
      .toLowerCase();
    return wanted.every((word) => searched.includes(word));
  });
}
