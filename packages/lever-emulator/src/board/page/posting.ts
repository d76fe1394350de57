/** Settings, postings: their tags, title and state. The tag is what tells an integration which jobs are meant. */
import { html } from "hono/html";
import type { Posting } from "../../state/records.ts";
import type { Seen } from "../frame.ts";
import { frame, settingPath } from "../frame.ts";
import type { Html } from "../html.ts";
import { button, mark, nothing } from "../html.ts";

export function postingPage(seen: Seen) {
  const postings = Object.values(seen.account.postings).filter(({ deletedAt }) => deletedAt === null);
  const content = html`<p>A posting's own tags pass to its candidates. Tags are case-sensitive.</p>
    <div class="cards">${postings.map((posting) => postingCard(seen, posting))}</div>
    <section>
      <h2>Add a posting</h2>
      <form method="post" action="${settingPath(seen.account, "postings")}/add" class="row">
        <label for="new-posting">Title</label>
        <input id="new-posting" name="text" required />
        <button>Add posting</button>
      </form>
    </section>`;
  return frame(seen, { title: "Postings", here: "postings", content });
}

function postingCard(seen: Seen, posting: Posting): Html {
  const path = settingPath(seen.account, "postings");
  const { id, text, state, categories, tags } = posting;
  const closed = state === "closed";
  const confidential = posting.confidentiality === "confidential";
  const candidates = Object.values(seen.account.applications).filter(
    (application) => application.posting === id,
  ).length;
  return html`<section>
    <h2>${text} ${mark(state, closed ? "bad" : "good")} ${confidential ? mark("confidential", "warn") : nothing}</h2>
    <p>${[categories.team, categories.location].filter(Boolean).join(", ")}; ${candidates} candidates</p>
    <div class="marks">
      ${tags.length === 0 ? html`<span class="none">No tags</span>` : ""}
      ${tags.map((tag) => html`${mark(tag)} ${button(`${path}/tag`, "×", { fields: { posting: id, remove: tag }, name: `Remove tag ${tag} from ${text}` })}`)}
    </div>
    <form method="post" action="${path}/tag" class="row">
      <input type="hidden" name="posting" value="${id}" />
      <input name="add" value="InterviewVector" aria-label="New tag for ${text}" required />
      <button aria-label="Add tag to ${text}">Add tag</button>
    </form>
    <form method="post" action="${path}/rename" class="row">
      <input type="hidden" name="posting" value="${id}" />
      <input name="text" value="${text}" aria-label="New title of ${text}" required />
      <button aria-label="Rename ${text}">Rename</button>
    </form>
    <div class="row">
      ${button(`${path}/state`, closed ? "Reopen" : "Close", { fields: { posting: id, state: closed ? "published" : "closed" }, name: `${closed ? "Reopen" : "Close"} ${text}` })}
      ${button(`${path}/confidential`, confidential ? "Not confidential" : "Make confidential", { fields: { posting: id, on: confidential ? "" : "on" }, name: `${confidential ? "Not confidential" : "Make confidential"}: ${text}` })}
    </div>
  </section>`;
}
