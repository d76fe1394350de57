/** The pipeline: columns are stages, cards are opportunities. Cards move by drag or by a menu that needs no JavaScript. */
import { html } from "hono/html";
import type { Opportunity, Stage } from "../../state/records.ts";
import { of } from "../../state/state.ts";
import type { Seen } from "../frame.ts";
import { boardPath, frame, profilePath } from "../frame.ts";
import type { Html } from "../html.ts";
import { mark, nothing, options } from "../html.ts";

export type BoardFilter = { search: string; posting: string };

export function pipelinePage(seen: Seen, filter: BoardFilter) {
  const { account } = seen;
  const shown = Object.values(account.opportunities).filter((opportunity) => matches(seen, opportunity, filter));
  const active = shown.filter(({ archived }) => archived === null);
  const archived = shown.filter((opportunity) => opportunity.archived !== null);
  const content = html`${filters(seen, filter)} ${newCandidate(seen)}
    <div class="columns" role="region" aria-label="Pipeline" tabindex="0">
      ${account.stages.map((stage) =>
        column(
          seen,
          stage,
          active.filter((opportunity) => opportunity.stage === stage.id),
        ),
      )}
    </div>
    ${
      archived.length === 0
        ? nothing
        : html`<section>
            <h2>Archived</h2>
            <ul class="archived">
              ${archived.map((opportunity) => archivedLine(seen, opportunity))}
            </ul>
          </section>`
    }`;
  return frame(seen, { title: "Pipeline", here: "board", content, wide: true });
}

export const nameOf = ({ account }: Seen, { contact }: Opportunity) => account.contacts[contact]?.name || "(no name)";

export const titleOf = ({ account }: Seen, { id }: Opportunity): string => {
  const [application] = of(account.applications, id);
  return application ? (account.postings[application.posting]?.text ?? "") : "No posting";
};

function matches(seen: Seen, opportunity: Opportunity, filter: BoardFilter): boolean {
  const found = nameOf(seen, opportunity).toLowerCase().includes(filter.search.toLowerCase());
  return found && (filter.posting === "" || titleOf(seen, opportunity) === filter.posting);
}

function filters({ account }: Seen, filter: BoardFilter): Html {
  const titles = [...new Set(Object.values(account.postings).map(({ text }) => text))].map((text) => ({
    id: text,
    text,
  }));
  return html`<form method="get" action="${boardPath(account)}" class="filters" role="search">
    <label>Name <input type="search" name="search" value="${filter.search}" /></label>
    <label>
      Posting
      <select name="posting">
        <option value="">All postings</option>
        ${options(titles, filter.posting)}
      </select>
    </label>
    <button>Filter</button>
  </form>`;
}

function newCandidate({ account }: Seen): Html {
  const open = Object.values(account.postings).filter(({ state }) => state !== "closed");
  return html`<details class="new" id="new-candidate">
    <summary>Add a candidate</summary>
    <form method="post" action="${boardPath(account)}/candidates" class="grid">
      <label>Name <input name="name" required /></label>
      <label>E-mail <input name="email" type="email" /></label>
      <label>Phone <input name="phone" /></label>
      <label>
        Posting
        <select name="posting">
          <option value="">No posting</option>
          ${options(open)}
        </select>
      </label>
      <label>
        Stage
        <select name="stage">
          ${options(account.stages)}
        </select>
      </label>
      <label class="check"><input type="checkbox" name="resume" /> With a résumé</label>
      <button class="main">Add</button>
    </form>
  </details>`;
}

function column(seen: Seen, stage: Stage, opportunities: Opportunity[]): Html {
  const newest = opportunities.toSorted((a, b) => b.lastAdvancedAt - a.lastAdvancedAt);
  return html`<section
    class="column ${newest.length === 0 ? "empty" : ""}"
    data-stage="${stage.id}"
    data-stage-name="${stage.text}"
    aria-labelledby="stage-${stage.id}"
  >
    <h2 id="stage-${stage.id}">${stage.text} <span class="count">${newest.length}</span></h2>
    ${
      newest.length === 0
        ? html`<p class="none">Nobody here</p>`
        : html`<ul>
            ${newest.map((opportunity) => card(seen, opportunity))}
          </ul>`
    }
  </section>`;
}

function card(seen: Seen, opportunity: Opportunity): Html {
  const name = nameOf(seen, opportunity);
  const { id } = opportunity;
  return html`<li class="card" draggable="true" data-opportunity="${id}" data-name="${name}">
    <a class="name" draggable="false" href="${profilePath(id)}">${name}</a>
    <span class="posting">${titleOf(seen, opportunity)}</span>
    <span class="marks">
      ${missing(seen, opportunity).map((what) => mark(`no ${what}`, "warn"))}
      ${specialTags(seen, opportunity).map((tag) => mark(tag))}
    </span>
    <form method="post" action="${profilePath(id)}/stage" class="move">
      <select name="stage" aria-label="Move ${name} to" id="move-${id}">
        ${options(seen.account.stages, opportunity.stage)}
      </select>
      <button aria-label="Move ${name}">Move</button>
    </form>
  </li>`;
}

/** Data that integrations often ask for and this candidate lacks. */
export function missing({ account }: Seen, { id, contact }: Opportunity): string[] {
  const person = account.contacts[contact];
  return [
    ...(person?.emails.length ? [] : ["e-mail"]),
    ...(person?.phones.length ? [] : ["phone"]),
    ...(of(account.resumes, id).length > 0 ? [] : ["résumé"]),
  ];
}

/** Own tags, and the posting's extra ones; title, team and place would only repeat what stands there already. */
function specialTags({ account }: Seen, { id, tags, postingTags }: Opportunity): string[] {
  const extra = of(account.applications, id).flatMap(({ posting }) => account.postings[posting]?.tags ?? []);
  return [...new Set([...tags, ...postingTags.filter((tag) => extra.includes(tag))])];
}

function archivedLine(seen: Seen, opportunity: Opportunity): Html {
  const reason = seen.account.archiveReasons.find(({ id }) => id === opportunity.archived?.reason);
  return html`<li>
    <a href="${profilePath(opportunity.id)}">${nameOf(seen, opportunity)}</a> ${mark(reason?.text ?? "archived")}
    ${titleOf(seen, opportunity)}
  </li>`;
}
