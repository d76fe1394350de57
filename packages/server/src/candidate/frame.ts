/**
 * What every page of a candidate shares: head, company, footer with a way to a human, and strict headers. No cookie, no
 * inline script or style; every address that a page links to passes `href`.
 */
import { createHash } from "node:crypto";
import type { Context } from "hono";
import { html } from "hono/html";
import type { HtmlEscapedString } from "hono/utils/html";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { sendPage } from "../http/compress.ts";
import { isWebAddress } from "../mail/web-address.ts";
import { script } from "./script.ts";
import { styleSheet } from "./style.ts";

export type Html = HtmlEscapedString | Promise<HtmlEscapedString>;

export interface Page {
  title: string;
  body: Html;
  company?: { name: string; logoPath: string | null };
  /** Address of this person's privacy page; absent on pages that belong to nobody. */
  privacyPath?: string;
  /** The page is shown in this zone; `chosen`: by the person, so that the browser's own isn't asked. */
  zone?: { id: string; chosen: boolean };
  narrow?: boolean;
  /** Where to say that the page was left without an answer: a time is kept while it is open. */
  leavePath?: string;
}

export const assets = {
  "/candidate.css": { type: "text/css; charset=utf-8", text: styleSheet, mark: markOf(styleSheet) },
  "/candidate.js": { type: "text/javascript; charset=utf-8", text: script, mark: markOf(script) },
} as const;

function markOf(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 12);
}

function asset(path: keyof typeof assets): string {
  return `${path}?v=${assets[path].mark}`;
}

/** An address for a link: one of our own paths, or http and https elsewhere. Anything else is a bug, and no page goes out with it. */
export function href(address: string): string {
  const own = /^[/?][A-Za-z0-9/_.?=&%+~:#-]*$/.test(address) && !address.startsWith("//");
  if (!own && !isWebAddress(address)) throw new TypeError("not an address to link to");
  return address;
}

export function mailto(address: string): string {
  return `mailto:${encodeURIComponent(address).replaceAll("%40", "@")}`;
}

const policy = [
  "default-src 'none'",
  "style-src 'self'",
  "script-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join("; ");

/** Nothing of these pages is kept, indexed, framed, or told to the next page as a referrer: the address is the key. */
export function strictHeaders(context: Context): void {
  context.header("content-security-policy", policy);
  context.header("referrer-policy", "no-referrer");
  context.header("x-robots-tag", "noindex, nofollow");
  context.header("cache-control", "no-store");
  context.header("x-content-type-options", "nosniff");
}

export async function show(
  context: Context,
  page: Page,
  { supportEmail, status = 200 }: { supportEmail: string; status?: ContentfulStatusCode },
): Promise<Response> {
  strictHeaders(context);
  return sendPage(context, withoutIndents(String(await layout(page, supportEmail))), status);
}

/** Indents help who writes a page, not who loads it; a tenth of the bytes. What somebody typed stays as it is. */
function withoutIndents(page: string): string {
  const parts = page.split(/(<textarea[\s\S]*?<\/textarea>)/);
  return parts.map((part, at) => (at % 2 === 1 ? part : part.replaceAll(/\n\s+/g, "\n"))).join("");
}

function layout(page: Page, supportEmail: string): Html {
  const { company, zone } = page;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta name="format-detection" content="telephone=no">
<title>${company ? `${page.title} – ${company.name}` : page.title}</title>
<link rel="stylesheet" href="${href(asset("/candidate.css"))}">
${zone ? html`<script src="${href(asset("/candidate.js"))}" defer></script>` : ""}
</head>
<body${page.narrow === false ? "" : html` class="narrow"`}>
${company ? heading(company) : ""}
<main${zone && !zone.chosen ? html` data-zone="${zone.id}"` : ""}${page.leavePath ? html` data-leave="${href(page.leavePath)}"` : ""}>
${page.body}
</main>
<footer>
<p>Stuck, or something isn’t right? Write to <a href="${mailto(supportEmail)}">${supportEmail}</a>.${
    page.privacyPath ? html` <a href="${href(page.privacyPath)}">Your data</a>.` : ""
  }</p>
<p>${company ? `${company.name}, with InterviewVector` : "InterviewVector"}</p>
</footer>
</body>
</html>`;
}

function heading({ name, logoPath }: NonNullable<Page["company"]>): Html {
  return html`<header>
    ${logoPath ? html`<img src="${href(logoPath)}" alt="" height="40" />` : ""}<span>${name}</span>
  </header>`;
}
