/** All mails, newest first, searchable. */
import { html } from "hono/html";
import { layout, moment } from "./layout.ts";
import type { Message } from "./message.ts";
import { type TextMessage, textsList } from "./texts.ts";

interface ListFacts {
  shown: Message[];
  total: number;
  words: string;
  texts: readonly TextMessage[];
}

export function listPage({ shown, total, words, texts }: ListFacts): ReturnType<typeof html> {
  const body = html`<main>
    <div class="top">
      <h1>Mails</h1>
      <form role="search" action="/" method="get">
        <label for="q" class="unseen">Search mails</label>
        <input id="q" name="q" type="search" value="${words}" placeholder="Address, subject or text" />
        <button>Search</button>
      </form>
      <form action="/clear" method="post">
        <button class="quiet" ${total + texts.length === 0 ? html`disabled title="There is nothing to delete"` : ""}>
          Delete all
        </button>
      </form>
    </div>
    <div id="live" data-live="list">
      <p role="status" class="count">${count(shown.length, total, words)}</p>
      ${
        shown.length === 0
          ? emptyState(total, words)
          : html`<ol class="list">
              ${shown.map(row)}
            </ol>`
      }
      ${words === "" ? textsList(texts) : ""}
    </div>
  </main>`;
  return layout({ title: words === "" ? "Mails" : `“${words}”`, body });
}

function row(message: Message): ReturnType<typeof html> {
  const calendar = message.calendars[0];
  return html`<li>
    <a href="/mail/${message.id}">
      <span class="to">${message.envelope.to.join(", ")}</span>
      <span class="subject">${message.subject || "(no subject)"}</span>
      <span class="facts"
        >${moment(message.at)}${calendar ? html` <span class="mark">${calendar.method ?? "calendar"}</span>` : ""}</span
      >
    </a>
  </li>`;
}

function count(shown: number, total: number, words: string): string {
  const mails = total === 1 ? "1 mail" : `${total} mails`;
  return words === "" ? mails : `${shown} of ${mails} match “${words}”`;
}

function emptyState(total: number, words: string): ReturnType<typeof html> {
  if (total > 0) return html`<p class="empty">No mail contains “${words}”. <a href="/">Show all</a></p>`;
  return html`<p class="empty">
    No mail yet. Move a candidate to the stage InterviewVector on the pipeline board, and the invitation appears here by
    itself.
  </p>`;
}
