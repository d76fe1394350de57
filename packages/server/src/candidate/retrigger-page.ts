/**
 * For the recruiter who comes from the note: what is missing, and a button that reads the ATS again. Opening the page
 * changes nothing. It shows nothing personal but the candidate's name.
 */
import { html } from "hono/html";
import { isContactReason, isWrittenTo, reasonWords, stateWords, table, type Interview } from "@interviewvector/domain";
import type { Loaded } from "../interview/store.ts";
import { whenWords } from "../time/wording.ts";
import type { Addressed } from "./addressed.ts";
import { href, type Html, type Page } from "./frame.ts";

export interface RetriggerFacts extends Addressed {
  loaded: Loaded;
  /** Cancelled when the candidate was archived: it may be had again. */
  archived: boolean;
  position: string;
  path: string;
  appPath: string;
  /** The button was pressed just now. */
  asked: boolean;
  /** Why pressing it did not work, when it is not a matter of missing information. */
  problem?: string | undefined;
}

export function retriggerPage(facts: RetriggerFacts): Page {
  const title = titleOf(facts);
  const body = html`<h1>${title}</h1>
    <p class="lead">${facts.candidate}, for ${facts.position}.</p>
    ${
      facts.problem
        ? html`<div class="note bad" role="alert">
            <p><strong>${facts.problem}</strong></p>
          </div>`
        : ""
    }
    ${stateBody(facts)} ${mayPress(facts) ? button(facts) : ""}
    <p><a href="${href(facts.appPath)}">Open the interview</a> (sign-in)</p>`;
  return { title, body, company: facts.company };
}

function mayPress({ loaded: { interview }, archived }: RetriggerFacts): boolean {
  return archived || table.retriggered.from.includes(interview.state) || hasNoAddress(interview);
}

/** It was there when they were invited. */
function hasNoAddress({ state, notedReasons }: Interview): boolean {
  return isWrittenTo(state) && notedReasons.includes("email_missing");
}

function titleOf(facts: RetriggerFacts): string {
  const { asked } = facts;
  const { interview } = facts.loaded;
  if (interview.state === "blocked") return asked ? "Something is still missing" : "Read again and invite?";
  if (hasNoAddress(interview)) return asked ? "There is still no address" : "Read again and write there?";
  if (interview.state === "invited") return "The candidate is invited";
  return mayPress(facts) ? "Invite again?" : "There is nothing to trigger";
}

function stateBody({ loaded, companyZone }: RetriggerFacts): Html {
  const { interview } = loaded;
  if (interview.state === "blocked") {
    return html`<div class="note warn">
        <p><strong>In the way:</strong></p>
        <ul>
          ${interview.blockedReasons.map((reason) => html`<li>${reasonWords(reason)}</li>`)}
        </ul>
      </div>
      <p>
        ${interview.blockedReasons.every(isContactReason) ? "Add it in Lever" : "Mend it"}, then press the button.
        ${interview.invitedAt === null ? "The candidate has not been contacted." : "The candidate is not told of this."}
      </p>`;
  }
  if (hasNoAddress(interview)) {
    return html`<div class="note warn">
        <p><strong>The e-mail address is missing: our mails do not arrive.</strong></p>
      </div>
      <p>Add it in Lever, then press the button. ${stateWords[interview.state]}: this stays so meanwhile.</p>`;
  }
  if (interview.state === "invited" && interview.invitedAt !== null) {
    return html`<div class="note good">
      <p>
        Invited
        ${whenWords(interview.invitedAt, companyZone)}${interview.bookBy === null ? "" : `; to book by ${whenWords(interview.bookBy, companyZone)}`}.
      </p>
    </div>`;
  }
  return html`<p>State: <strong>${stateWords[interview.state]}</strong>.</p>`;
}

function button({ path, loaded: { interview } }: RetriggerFacts): Html {
  const [words, what] = buttonWords(interview);
  return html`<form method="post" action="${href(path)}">
      <p class="row"><button>${words}</button></p>
    </form>
    <p class="soft">The candidate’s data is read again. ${what}</p>`;
}

function buttonWords(interview: Interview): [button: string, effect: string] {
  if (hasNoAddress(interview))
    return ["Read again and go on", "If there is an address, one mail goes there with a new link; the old one ends."];
  return interview.state === "blocked"
    ? ["Read again and go on", "If all is there, the candidate gets one invitation mail."]
    : [
        "Read again and invite",
        "If all is there, the candidate gets one invitation mail with a new link; the old one ends.",
      ];
}
