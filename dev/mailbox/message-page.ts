/** One mail: as its reader sees it, as text, its calendar entries read out, its links, and its source. */
import { html } from "hono/html";
import { calendarView } from "./calendar-view.ts";
import { layout, moment, size } from "./layout.ts";
import type { Address, Message } from "./message.ts";

const VIEWS = { html: "Mail", text: "Text", calendar: "Calendar", links: "Links", source: "Source" };

export type View = keyof typeof VIEWS;

export function isView(name: string | undefined): name is View {
  return name !== undefined && name in VIEWS;
}

interface MessageFacts {
  message: Message;
  raw: Buffer;
  view: View;
}

export function messagePage({ message, raw, view }: MessageFacts): ReturnType<typeof html> {
  const title = message.subject || "(no subject)";
  const body = html`<main>
    <p><a href="/">← All mails</a></p>
    <h1>${title}</h1>
    <dl class="head">
      <dt>From</dt>
      <dd>${message.from ? addressText(message.from) : message.envelope.from}</dd>
      <dt>To</dt>
      <dd>${message.envelope.to.join(", ")}</dd>
      ${
        message.replyTo
          ? html`<dt>Reply to</dt>
              <dd>${addressText(message.replyTo)}</dd>`
          : ""
      }
      <dt>Arrived</dt>
      <dd>${moment(message.at)}</dd>
    </dl>
    <nav class="views" aria-label="Views of this mail">
      ${(Object.keys(VIEWS) as View[]).map((name) => viewLink(message, name, view))}
    </nav>
    ${shown(message, raw, view)} ${message.attachments.length > 0 ? attachmentList(message) : ""}
  </main>`;
  return layout({ title, body });
}

function viewLink(message: Message, name: View, current: View): ReturnType<typeof html> {
  return html`<a href="/mail/${message.id}?view=${name}" ${name === current ? html`aria-current="page"` : ""}
    >${VIEWS[name]}</a
  >`;
}

function shown(message: Message, raw: Buffer, view: View): ReturnType<typeof html> {
  switch (view) {
    case "html":
      if (message.html === null) return html`<p class="empty">This mail has no HTML part.</p>`;
      return html`<iframe
        class="mail"
        title="The mail as its reader sees it"
        sandbox="allow-popups allow-popups-to-escape-sandbox"
        src="/mail/${message.id}/body"
      ></iframe>`;
    case "text":
      return message.text === null
        ? html`<p class="empty">This mail has no text part.</p>`
        : html`<pre tabindex="0" role="region" aria-label="Text">${message.text}</pre>`;
    case "calendar":
      return calendarView(message);
    case "links":
      return linkList(message.links);
    case "source":
      return html`<pre tabindex="0" role="region" aria-label="Source">${raw.toString("utf8")}</pre>`;
    default:
      return view satisfies never;
  }
}

function linkList(links: string[]): ReturnType<typeof html> {
  if (links.length === 0) return html`<p class="empty">This mail has no links.</p>`;
  return html`<ul class="links">
    ${links.map((link) => html`<li><a href="${link}" rel="noreferrer" target="_blank">${link}</a></li>`)}
  </ul>`;
}

function attachmentList(message: Message): ReturnType<typeof html> {
  return html`<h2>Attachments</h2>
    <ul class="attachments">
      ${message.attachments.map(
        (part, index) =>
          html`<li>
            <a href="/messages/${message.id}/attachments/${index}">${part.filename}</a>
            ${part.contentType}${part.method ? `; method=${part.method}` : ""}, ${size(part.sizeBytes)}
          </li>`,
      )}
    </ul>`;
}

function addressText({ name, address }: Address): string {
  return name === "" ? address : `${name} <${address}>`;
}
