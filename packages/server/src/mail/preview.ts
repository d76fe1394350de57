/**
 * For development: every mail and note with sample facts, as text and as HTML on a phone and on a desk. It shows the
 * real functions and has no other way to make a mail; it is mounted by the world, never by the platform alone.
 */
import { Hono, type Context } from "hono";
import { html, raw } from "hono/html";
import type { Mail } from "./mail.ts";
import { noteSamples } from "./preview/note-samples.ts";
import { interviewSamples, type Sample } from "./preview/samples.ts";
import { serviceSamples } from "./preview/service-samples.ts";

const mails: Sample<Mail>[] = [...interviewSamples, ...serviceSamples];

const style = `body{font:16px/1.5 system-ui,sans-serif;margin:24px;max-width:1500px;color:#1c2430;background:#fff}
a{color:#1d4ed8}ul{columns:3 260px;padding-left:20px}pre{white-space:pre-wrap;overflow-wrap:anywhere;background:#f3f5f8;padding:16px;border-radius:8px}
iframe{border:1px solid #dfe4ea;border-radius:8px;height:1100px;background:#fff}.twins{display:flex;gap:24px;flex-wrap:wrap;align-items:flex-start}
@media (prefers-color-scheme:dark){body{color:#e8ecf1;background:#12161c}pre{background:#1b212a}a{color:#9dbcff}}`;

export function mailPreview(): Hono {
  const app = new Hono();
  app.get("/", (c) => page(c, "Mails and notes", index(c.req.path)));
  app.get("/mail/:place", (c) => {
    const sample = mails[Number(c.req.param("place"))];
    return sample ? page(c, sample.name, mailPage(sample, c.req.path)) : c.notFound();
  });
  app.get("/mail/:place/html", (c) => {
    const sample = mails[Number(c.req.param("place"))];
    return sample ? shown(c, sample.make().html) : c.notFound();
  });
  app.get("/notes", (c) => page(c, "Notes in Lever", notesPage()));
  return app;
}

type Markup = ReturnType<typeof html>;

/** Mails carry inline styles, which the platform's own pages may not. */
function shown(c: Context, body: string | Markup): Response | Promise<Response> {
  c.header(
    "Content-Security-Policy",
    "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; frame-src 'self'",
  );
  return c.html(body);
}

function page(c: Context, title: string, body: Markup): Response | Promise<Response> {
  return shown(
    c,
    html`<!doctype html>
      <html lang="en">
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <meta name="color-scheme" content="light dark" />
          <title>${title}</title>
          <style>
            ${raw(style)}
          </style>
        </head>
        <body>
          ${body}
        </body>
      </html>`,
  );
}

function index(path: string): Markup {
  const base = path.replace(/\/$/, "");
  const groups = [...new Set(mails.map((sample) => sample.group))];
  return html`<h1>Mails and notes</h1>
    ${groups.map(
      (group) =>
        html`<h2>${group}</h2>
          <ul>
            ${mails.map((sample, place) =>
              sample.group === group ? html`<li><a href="${base}/mail/${place}">${sample.name}</a></li>` : "",
            )}
          </ul>`,
    )}
    <h2>Notes</h2>
    <ul>
      <li><a href="${base}/notes">All notes in Lever</a></li>
    </ul>`;
}

function mailPage(sample: Sample<Mail>, path: string): Markup {
  const mail = sample.make();
  return html`<h1>${sample.group}: ${sample.name}</h1>
    <pre>
From: ${mail.fromName ?? ""}
Reply-To: ${mail.replyTo ?? ""}
Subject: ${mail.subject}</pre>
    <div class="twins">
      <iframe title="On a phone" src="${path}/html" width="390"></iframe>
      <iframe title="On a desk" src="${path}/html" width="760"></iframe>
    </div>
    <h2>Plain text</h2>
    <pre>${mail.text}</pre>`;
}

function notesPage(): Markup {
  return html`<h1>Notes in Lever</h1>
    ${noteSamples.map(
      (sample) =>
        html`<h2>${sample.name}</h2>
          <pre>${sample.make()}</pre>`,
    )}`;
}
