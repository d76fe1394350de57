/** Small pieces that several pages of the board use. Texts from outside are escaped; addresses pass one check. */
import { html } from "hono/html";
import type { HtmlEscapedString } from "hono/utils/html";
import type { Account } from "../state/records.ts";

export type Html = HtmlEscapedString | Promise<HtmlEscapedString>;

export const nothing = html``;

/** `html` does not neutralise `javascript:`; anything but http, https and own paths becomes "#". */
export function safeUrl(url: string): string {
  if (url.startsWith("/") && !url.startsWith("//")) return url;
  return URL.canParse(url) && /^https?:$/.test(new URL(url).protocol) ? url : "#";
}

/** "23 Nov 2026, 14:05 (Europe/Berlin)". */
export function time(at: number | null, zone = "UTC"): string {
  if (at === null) return "never";
  const format = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "short", timeZone: zone });
  return `${format.format(at)} (${zone})`;
}

/** Text as people wrote it: addresses become links, names behind an @ stand out. */
export function prose(text: string): Html {
  const parts = text.split(/(https?:\/\/[^\s<>"]+|@[\w.+-]+)/g).map((part): Html | string => {
    if (part.startsWith("http")) return html`<a href="${safeUrl(part)}">${part}</a>`;
    return part.startsWith("@") ? html`<b class="mention">${part}</b>` : part;
  });
  return html`<p class="prose">${parts}</p>`;
}

export const mark = (text: string, kind: "warn" | "good" | "quiet" | "bad" = "quiet") =>
  html`<span class="mark ${kind}">${text}</span>`;

export const userName = (account: Account, id: string | null) =>
  id === null ? "nobody" : (account.users[id]?.name ?? "someone who is gone");

export const options = (list: { id: string; text: string }[], selected?: string | null) =>
  list.map(({ id, text }) => html`<option value="${id}" ${id === selected ? "selected" : ""}>${text}</option>`);

/** A button with a form of its own. With a reason it is disabled, and says why. */
export function button(
  action: string,
  label: string,
  also: { fields?: Record<string, string>; name?: string; reason?: string | null; kind?: "danger" | "main" } = {},
): Html {
  const { fields = {}, name, reason = null, kind } = also;
  const title = reason === null ? nothing : html`title="${reason}"`;
  return html`<form method="post" action="${action}" class="inline">
    ${Object.entries(fields).map(([key, value]) => html`<input type="hidden" name="${key}" value="${value}" />`)}
    <button
      class="${kind ?? ""}"
      ${name === undefined ? nothing : html`aria-label="${name}"`}
      ${reason === null ? "" : "disabled"}
      ${title}
    >
      ${label}
    </button>
  </form>`;
}
