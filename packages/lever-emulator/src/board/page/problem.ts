/** What stands where nothing can be shown or done, and the way back. */
import { html } from "hono/html";

export const problemPage = (what: string) =>
  html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${what} · Lever emulator</title>
        <link rel="icon" href="/assets/icon.svg" />
        <link rel="stylesheet" href="/assets/board.css" />
        <link rel="stylesheet" href="/assets/pipeline.css" />
      </head>
      <body>
        <header class="top">
          <a class="brand" href="/">Lever <b>Emulator</b></a>
        </header>
        <main class="sheet">
          <h1>${what}</h1>
          <p><a href="/">Back to the pipeline</a></p>
        </main>
      </body>
    </html>`;
