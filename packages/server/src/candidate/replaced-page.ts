/** Where a link leads that is not the present one any more: what happened, and how to get the present one. */
import { html } from "hono/html";
import { href, type Html, type Page } from "./frame.ts";
import { pageOf, type Visit } from "./visit.ts";

/** "sent": asked for just now. "often": several times today, so not once more. */
export type LinkAsked = "sent" | "often" | null;

export function linkAskedOf(value: string | undefined): LinkAsked {
  return value === "sent" || value === "often" ? value : null;
}

interface ReplacedFacts {
  company: NonNullable<Page["company"]>;
  role: string;
  path: string;
  asked: LinkAsked;
}

export function replacedPage({ company, role, path, asked }: ReplacedFacts): Page {
  const title = "This link has been replaced";
  const body = html`<h1>${title}</h1>
    <p class="lead">
      It was for your interview with ${company.name} for ${role}. A newer one was made since, because you were invited
      anew or your address was changed. This one does nothing any more.
    </p>
    <p>The newest mail about your interview holds the present link.</p>
    ${presentLink(path, asked)}`;
  return { title, body, company };
}

/** The interview is over or cancelled, and there is another one. */
export function newerPage(visit: Visit, asked: LinkAsked): Page {
  const { company, position } = visit.facts;
  const title = "There is a newer invitation";
  const body = html`<h1>${title}</h1>
    <p class="lead">
      This link was for an earlier interview with ${company.name} for ${position.role}, which is over or cancelled. You
      have been invited again since, with a link of its own.
    </p>
    <p>The newest mail about your interview holds it.</p>
    ${presentLink(visit.base, asked)}`;
  return pageOf(visit, { title, body });
}

/** Of the mail that asks how it was: the next one comes by itself. */
export function replacedRatingPage({ company, role }: Pick<ReplacedFacts, "company" | "role">): Page {
  const title = "This link has been replaced";
  const body = html`<h1>${title}</h1>
    <p class="lead">
      Your interview with ${company.name} for ${role} was arranged anew after this mail was sent. When it is over, you
      get a new mail that asks how it was.
    </p>`;
  return { title, body, company };
}

function presentLink(path: string, asked: LinkAsked): Html {
  if (asked === "sent")
    return html`<div class="note good" role="status">
      <p>
        <strong>The present link is on its way</strong> to the address that we have for you. It may take some minutes;
        please look among unwanted mail too. Nothing came? Write to us below.
      </p>
    </div>`;
  if (asked === "often")
    return html`<div class="note warn" role="status">
      <p>
        <strong>The link was sent several times today.</strong> Please look among unwanted mail; if it isn’t there, your
        address may have changed: write to us below.
      </p>
    </div>`;
  return html`<form method="post" action="${href(`${path}/present`)}">
    <p class="row"><button>Send me the present link</button></p>
    <p class="soft">It goes to the address that we have for you, and is not shown here.</p>
  </form>`;
}
