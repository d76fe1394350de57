/** Something can't be done, in words, with the way back. */
import { html } from "hono/html";
import { href, type Page } from "./frame.ts";
import { pageOf, pathOf, type Visit } from "./visit.ts";

export function noticePage(visit: Visit, words: string): Page {
  const title = "This did not work";
  const body = html`<h1>${title}</h1>
    <div class="note bad" role="alert">
      <p><strong>${words}</strong></p>
    </div>
    <p class="row"><a class="button" href="${href(pathOf(visit, ""))}">Back to your interview</a></p>
    <p>If that doesn’t help, write to us below.</p>`;
  return pageOf(visit, { title, body });
}
