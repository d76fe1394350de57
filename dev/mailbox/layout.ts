/** The frame of every page. */
import { html } from "hono/html";

type Html = ReturnType<typeof html>;

export function layout({ title, body }: { title: string; body: Html }): Html {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${title} · Mailbox</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="/style.css" />
        <script src="/live.js" defer></script>
      </head>
      <body>
        <header class="bar">
          <a class="name" href="/">Mailbox</a>
          <p>Every mail of this world lands here. None leaves it.</p>
        </header>
        ${body}
      </body>
    </html>`;
}

/** A moment as people read it, with its zone. */
export function moment(iso: string): Html {
  const text = Temporal.Instant.from(iso).toZonedDateTimeISO("UTC").toLocaleString("en-GB", {
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    timeZoneName: "short",
  });
  return html`<time datetime="${iso}">${text}</time>`;
}

export function size(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  return bytes < 1_000_000 ? `${(bytes / 1000).toFixed(1)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
