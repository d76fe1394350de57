/** The pages on which candidates ask for a code, see what is stored about them, take a copy, or have it erased. */
import { html } from "hono/html";
import { dayWords, whenWords } from "../../time/wording.ts";
import { href, type Html, type Page } from "../frame.ts";
import { pageOf, pathOf, type Visit } from "../visit.ts";
import type { OwnData } from "./copy.ts";

interface CodeAsked {
  sentTo: string | null;
  /** One was sent that still counts. */
  sent: boolean;
  /** One was typed that did not fit. */
  wrong: boolean;
}

export function codePage(visit: Visit, { sentTo, sent, wrong }: CodeAsked): Page {
  const title = "Enter your code";
  const body = html`<h1>${title}</h1>
    ${
      sentTo === null
        ? html`<p class="lead">There is no address to send a code to. Write to us below.</p>`
        : html`<p class="lead">
            ${sent ? "We sent six digits to" : "No code is on its way yet. We can send one to"}
            <strong>${masked(sentTo)}</strong>. A link can be passed on; your mail is yours.
          </p>`
    }
    ${
      wrong
        ? html`<div class="note bad" role="alert">
            <p>
              <strong>This is not the newest code, or it is used up.</strong> It counts for 15 minutes and five tries.
            </p>
          </div>`
        : ""
    }
    <form method="post" action="${href(`${visit.base}/data`)}">
      <label class="field" for="code">Code from the mail</label>
      <input id="code" name="code" inputmode="numeric" autocomplete="one-time-code" maxlength="11" required />
      <p class="row"><button>Show my data</button></p>
    </form>
    <form method="post" action="${href(`${visit.base}/data/code`)}">
      <p>${sent ? "No mail after a minute? Look among the unwanted ones first." : ""}</p>
      <p class="row"><button class="plain">${sent ? "Send another code" : "Send me a code"}</button></p>
    </form>
    <p><a href="${href(pathOf(visit, "/privacy"))}">Back</a></p>`;
  return pageOf(visit, { title, body });
}

/** "m…@example.com": the owner knows it, anybody else learns little. */
export function masked(address: string): string {
  const at = address.lastIndexOf("@");
  return `${address.slice(0, 1)}…${address.slice(at)}`;
}

export function ownDataPage(visit: Visit, { data, pass }: { data: OwnData; pass: string }): Page {
  const { company } = visit.facts;
  const { about } = data;
  const title = "What is stored about you";
  const lines: [string, string][] = [
    ["Name", about.name],
    ["Mail", about.emails.join(", ")],
    ["Phone", about.phones.map(({ value }) => value).join(", ")],
    ["Place", about.location],
    ["Links", about.links.join(", ")],
    ["Résumé", about.resume],
    ["Read from the company’s system", dayWords(about.readAt.getTime(), visit.zone)],
  ];
  const carry = html`<input type="hidden" name="pass" value="${pass}" />`;
  const body = html`<h1>${title}</h1>
    <dl>
      ${lines
        .filter(([, value]) => value !== "")
        .map(
          ([name, value]) =>
            html`<dt>${name}</dt>
              <dd>${value}</dd>`,
        )}
    </dl>
    <h2>What happened</h2>
    ${data.interviews.map((interview) => timeline(visit, interview))}
    <h2>Take it with you</h2>
    <form method="post" action="${href(`${visit.base}/data/copy`)}">
      ${carry}
      <p>A file with all of this. What the expert wrote in the report is for ${company.name} to tell: ask them.</p>
      <p class="row"><button class="plain">Download a copy</button></p>
    </form>
    <h2>Have it erased</h2>
    <form method="post" action="${href(`${visit.base}/data/erase`)}">
      ${carry}
      <p>
        Within the hour we erase what says who you are: name, contact data, your words, the report’s words. An interview
        that is booked is cancelled, and ${company.name} is told that you had your data erased here. Copies in the
        systems of ${company.name} belong to ${company.name}. It can’t be taken back.
      </p>
      <label class="tick"
        ><input type="checkbox" name="sure" value="yes" required /><span
          >Yes, erase my data and cancel what is open</span
        ></label
      >
      <p class="row"><button class="danger">Erase my data</button></p>
    </form>
    <p><a href="${href(pathOf(visit, ""))}">Back to your interview</a></p>`;
  return pageOf(visit, { title, body });
}

function timeline(visit: Visit, interview: OwnData["interviews"][number]): Html {
  return html`<h3>${interview.company}, ${interview.title}</h3>
    <ul>
      ${interview.timeline.map(({ at, words }) => html`<li>${whenWords(at.getTime(), visit.zone)}: ${words}</li>`)}
    </ul>`;
}

export function erasingPage(visit: Visit): Page {
  const { company } = visit.facts;
  const title = "Your data will be erased";
  const body = html`<h1>${title}</h1>
    <p class="lead">Within the hour. This link leads nowhere after that.</p>
    <p>What ${company.name} holds in its own systems belongs to ${company.name}: ask them to erase it as well.</p>`;
  return pageOf(visit, { title, body });
}
