/** What is stored about the candidate, for how long, and whom to ask. */
import { html } from "hono/html";
import { isWebAddress } from "../mail/web-address.ts";
import { dayWords } from "../time/wording.ts";
import type { CandidateDeps } from "./deps.ts";
import { href, mailto, type Page } from "./frame.ts";
import { pageOf, pathOf, type Visit } from "./visit.ts";

export function privacyPage(visit: Visit, { supportEmail, kept, sms }: CandidateDeps["config"]): Page {
  const { company, position, row } = visit.facts;
  const since = row.created_at.getTime();
  const meetingAt = row.ends_at?.getTime() ?? null;
  const day = (at: number) => dayWords(at, visit.zone);
  const title = "Your data";
  const body = html`<h1>${title}</h1>
    <p class="lead">
      ${company.name} decides about your application and is responsible for your data. InterviewVector holds the
      interview on its behalf.
    </p>
    <dl>
      <dt>What is stored</dt>
      <dd>
        Your name, contact data and résumé as ${company.name} gave them; the times you chose or gave us; what you asked
        to have arranged; what happened when; the expert’s report on the interview; and your rating of it, if you give
        one.
      </dd>
      ${
        position.settings.textReminders && sms !== null
          ? html`<dt>Your phone number</dt>
              <dd>
                Shortly before the interview we remind you by text message as well, through a provider of ours, who gets
                your number and the time for that. If you don’t want it, write to the address below.
              </dd>`
          : ""
      }
      <dt>Who sees it</dt>
      <dd>
        ${company.name}, and the people who run this service. The expert sees your first name, but neither contact data
        nor résumé. Of a rating, ${company.name} sees the number, and the people who run this service what you write.
        Other companies and candidates see nothing.
      </dd>
      <dt>Recording</dt>
      <dd>None is made.</dd>
      <dt>How long</dt>
      <dd>
        Contact data: here until ${day(since + kept.contactMs)}, unless you are invited again. Everything else that says
        who you are, the report’s words included: until ${day((meetingAt ?? since) + kept.reportMs)}. What is erased
        here may still stand in the systems of ${company.name}; those copies belong to ${company.name}.
      </dd>
      <dt>This page</dt>
      <dd>Sets no cookie and counts nobody.</dd>
      <dt>A correction</dt>
      <dd>
        ${company.name} corrects it where it came from; or write to
        <a href="${mailto(supportEmail)}">${supportEmail}</a>.
      </dd>
    </dl>
    <h2>See it, take a copy, have it erased</h2>
    <form method="post" action="${href(`${visit.base}/data/code`)}">
      <p>
        A link can be passed on, so it isn’t proof of who asks: we send a code to the address at which you got the
        invitation. You can do this at any time, and it does not count against you.
      </p>
      <p class="row"><button>Send me a code</button></p>
    </form>
    ${company.privacyUrl && isWebAddress(company.privacyUrl) ? html`<p><a href="${href(company.privacyUrl)}" rel="noreferrer">Privacy notice of ${company.name}</a></p>` : ""}
    <p><a href="${href(pathOf(visit, ""))}">Back to your interview</a></p>`;
  return pageOf(visit, { title, body });
}
