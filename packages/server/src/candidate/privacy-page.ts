/** What is stored about the candidate, for how long, and whom to ask. */
import { html } from "hono/html";
import { days } from "@interviewvector/domain";
import { isWebAddress } from "../mail/web-address.ts";
import { dayWords } from "../time/wording.ts";
import { href, mailto, type Page } from "./frame.ts";
import { pageOf, pathOf, type Visit } from "./visit.ts";

export function privacyPage(visit: Visit, supportEmail: string): Page {
  const { company, row } = visit.facts;
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
        to have arranged; what happened when; and the expert’s report on the interview.
      </dd>
      <dt>Who sees it</dt>
      <dd>
        ${company.name}, and the people who run this service. The expert sees your first name, but neither contact data
        nor résumé. Other companies and candidates see nothing.
      </dd>
      <dt>Recording</dt>
      <dd>None is made.</dd>
      <dt>How long</dt>
      <dd>
        Contact data and résumé: 180 days, here until ${day(since + days(180))}. Report: 24
        months${meetingAt === null ? "" : `, here until ${day(meetingAt + days(730))}`}. What is erased here may still
        stand in the systems of ${company.name}; those copies belong to ${company.name}.
      </dd>
      <dt>This page</dt>
      <dd>Sets no cookie and counts nobody.</dd>
      <dt>A copy, a correction, or erasing</dt>
      <dd>
        Write to <a href="${mailto(supportEmail)}">${supportEmail}</a> from the address at which you got the invitation:
        a link can be passed on, so it isn’t proof of who asks. You can do so at any time, and it does not count against
        you.
      </dd>
    </dl>
    ${company.privacyUrl && isWebAddress(company.privacyUrl) ? html`<p><a href="${href(company.privacyUrl)}" rel="noreferrer">Privacy notice of ${company.name}</a></p>` : ""}
    <p><a href="${href(pathOf(visit, ""))}">Back to your interview</a></p>`;
  return pageOf(visit, { title, body });
}
