/** Pages that belong to nobody: a link that leads nowhere, help, and asking to wait a moment. */
import type { Context } from "hono";
import { html } from "hono/html";
import { mailto, show, type Page } from "./frame.ts";

/** The same for a link that never was and for one whose person is erased. */
function unknownLinkPage(): Page {
  const title = "This link doesn’t lead anywhere";
  const body = html`<h1>${title}</h1>
    <p class="lead">A part of it may have been lost on the way, or what it led to has been erased.</p>
    <ul>
      <li>Look for the newest mail about your interview and use the link there.</li>
      <li>Copy the whole link, from “http” to the last letter.</li>
      <li>If that doesn’t help, write to us: we send you the right one.</li>
    </ul>`;
  return { title, body };
}

function tooManyPage(): Page {
  const title = "Please wait a moment";
  const body = html`<h1>${title}</h1>
    <p class="lead">
      This page was asked for very often within a short time. Nothing is lost; please try again in a minute.
    </p>`;
  return { title, body };
}

export function showUnknownLink(context: Context, config: { supportEmail: string }): Promise<Response> {
  return show(context, unknownLinkPage(), { ...config, status: 404 });
}

export function showTooMany(context: Context, config: { supportEmail: string }): Promise<Response> {
  context.header("retry-after", "60");
  return show(context, tooManyPage(), { ...config, status: 429 });
}

/** Something failed on our side, or the request can't be read; the number lets us find it in the logs. */
export function brokenPage(words: string, requestId: string): Page {
  const title = "This did not work";
  const body = html`<h1>${title}</h1>
    <p class="lead">${words}</p>
    <p class="soft">If you write to us, please give this number: ${requestId}</p>`;
  return { title, body };
}

export function helpPage(supportEmail: string): Page {
  const title = "Help";
  const body = html`<h1>${title}</h1>
    <p class="lead">Stuck? A person reads <a href="${mailto(supportEmail)}">${supportEmail}</a> and answers.</p>
    <h2>The usual questions</h2>
    <dl>
      <dt>I lost my link</dt>
      <dd>
        It stands in every mail about your interview. If you can’t find one, write to us from the address that was
        invited.
      </dd>
      <dt>No time suits me</dt>
      <dd>Your page has “Tell us which times suit you”. We answer either way.</dd>
      <dt>I need to change or cancel</dt>
      <dd>Open your link: both are there, until shortly before the interview. After that, write to us.</dd>
      <dt>I need more time, captions or something else</dt>
      <dd>Choose it when you book. We don’t ask why, and it stands in no report or note.</dd>
      <dt>I can’t join</dt>
      <dd>Try another browser or device with the same link. The expert waits; write to us at once.</dd>
      <dt>When do I hear the result?</dt>
      <dd>The company that invited you decides and tells you.</dd>
    </dl>`;
  return { title, body };
}
