/** One opportunity: who it is and where it stands, its story, interviews, feedback, files, and what can be done. */
import { html } from "hono/html";
import type { Opportunity } from "../../state/records.ts";
import { of } from "../../state/state.ts";
import type { Seen } from "../frame.ts";
import { frame, profilePath } from "../frame.ts";
import type { Html } from "../html.ts";
import { button, mark, nothing, options, safeUrl, time, userName } from "../html.ts";
import { feedbackSection } from "./feedback.ts";
import { interviewSection } from "./interview.ts";
import { missing, nameOf, titleOf } from "./pipeline.ts";
import { storySection } from "./story.ts";

export function profilePage(seen: Seen, opportunity: Opportunity) {
  const content = html`${head(seen, opportunity)}
    <div class="profile">
      <div>${storySection(seen, opportunity)}</div>
      <div>${interviewSection(seen, opportunity)} ${feedbackSection(seen, opportunity)}</div>
      <div>
        ${contactSection(seen, opportunity)} ${fileSection(seen, opportunity)} ${tagSection(opportunity)}
        ${actionSection(seen, opportunity)}
      </div>
    </div>`;
  return frame(seen, { title: nameOf(seen, opportunity), here: "profile", content, wide: true });
}

function head(seen: Seen, opportunity: Opportunity): Html {
  const { account } = seen;
  const path = profilePath(opportunity.id);
  const contact = account.contacts[opportunity.contact];
  return html`<div class="head">
    <p>
      ${contact?.headline ? html`${contact.headline} · ` : nothing}${titleOf(seen, opportunity)} · owner
      ${userName(account, opportunity.owner)} · in this stage since
      ${time(opportunity.stageChanges.at(-1)?.updatedAt ?? null)}
    </p>
    <div class="marks">
      ${opportunity.archived ? mark("archived", "bad") : nothing}
      ${opportunity.confidentiality === "confidential" ? mark("confidential", "warn") : nothing}
      ${contact?.isAnonymized ? mark("anonymized", "bad") : nothing}
      ${missing(seen, opportunity).map((what) => mark(`no ${what}`, "warn"))}
    </div>
    <form method="post" action="${path}/stage" class="row">
      <label for="stage">Stage</label>
      <select id="stage" name="stage">
        ${options(account.stages, opportunity.stage)}
      </select>
      <button class="main">Move</button>
    </form>
  </div>`;
}

function contactSection({ account }: Seen, opportunity: Opportunity): Html {
  const contact = account.contacts[opportunity.contact];
  if (!contact || contact.isAnonymized)
    return html`<section>
      <h2>Contact</h2>
      <p>Personal data is gone.</p>
    </section>`;
  return html`<section>
    <h2>Contact</h2>
    ${
      contact.links.length === 0
        ? nothing
        : html`<ul>
            ${contact.links.map((link) => html`<li><a href="${safeUrl(link)}">${link}</a></li>`)}
          </ul>`
    }
    <form method="post" action="${profilePath(opportunity.id)}/contact" class="grid">
      <label>Name <input name="name" value="${contact.name}" autocomplete="off" /></label>
      <label>E-mail <input name="email" value="${contact.emails[0] ?? ""}" autocomplete="off" /></label>
      <label>Phone <input name="phone" value="${contact.phones[0]?.value ?? ""}" autocomplete="off" /></label>
      <label>Location <input name="location" value="${contact.location}" autocomplete="off" /></label>
      <button>Save contact</button>
    </form>
  </section>`;
}

function fileSection({ account }: Seen, { id }: Opportunity): Html {
  const path = profilePath(id);
  const files = of(account.files, id).map((file) => ({
    file,
    href: `${path}/files/${file.id}`,
    remove: nothing as Html,
  }));
  const resumes = of(account.resumes, id).flatMap((resume) => {
    const remove = button(`${path}/resumes/${resume.id}/remove`, "Remove", {
      name: `Remove résumé ${resume.file?.name ?? ""}`,
    });
    return resume.file ? [{ file: resume.file, href: `${path}/resumes/${resume.id}`, remove }] : [];
  });
  const list = (items: typeof files) =>
    items.length === 0
      ? html`<p class="none">None</p>`
      : html`<ul>
          ${items.map(({ file, href, remove }) => html`<li><a href="${href}">${file.name}</a> <small>${file.size} bytes, ${time(file.uploadedAt)}</small> ${remove}</li>`)}
        </ul>`;
  return html`<section>
    <h2>Files</h2>
    <h3>Résumés</h3>
    ${list(resumes)}
    <form method="post" action="${path}/resumes" enctype="multipart/form-data" class="row">
      <label for="resume">Add a résumé</label>
      <input id="resume" type="file" name="resume" />
      <button>Upload</button>
    </form>
    <small>Without a file, a small PDF is made.</small>
    <h3>Other files</h3>
    ${list(files)}
  </section>`;
}

function tagSection({ id, tags, postingTags }: Opportunity): Html {
  return html`<section>
    <h2>Tags</h2>
    <div class="marks">
      ${tags.map((tag) => html`${mark(tag)} ${button(`${profilePath(id)}/tags`, "×", { fields: { remove: tag }, name: `Remove tag ${tag}` })}`)}
      ${postingTags.map((tag) => mark(tag))}
    </div>
    <form method="post" action="${profilePath(id)}/tags" class="row">
      <label for="tag">New tag</label>
      <input id="tag" name="add" required />
      <button>Add tag</button>
    </form>
  </section>`;
}

function actionSection({ account }: Seen, opportunity: Opportunity): Html {
  const path = profilePath(opportunity.id);
  const owners = Object.values(account.users).map(({ id, name }) => ({ id, text: name }));
  return html`<section>
    <h2>Actions</h2>
    <form method="post" action="${path}/owner" class="row">
      <label for="owner">Owner</label>
      <select id="owner" name="owner">
        <option value="">Nobody</option>
        ${options(owners, opportunity.owner)}
      </select>
      <button>Change owner</button>
    </form>
    <form method="post" action="${path}/archive" class="row">
      <label for="reason">Archive as</label>
      <select id="reason" name="reason">
        ${options(account.archiveReasons.filter(({ type }) => type === "non-hired"))}
      </select>
      <label class="check"><input type="checkbox" name="cleanInterviews" /> remove pending interviews</label>
      <button>Archive</button>
    </form>
    <div class="row">
      ${button(`${path}/hire`, "Mark as hired")}
      ${opportunity.archived ? button(`${path}/unarchive`, "Unarchive") : nothing}
      ${opportunity.confidentiality === "confidential" ? button(`${path}/confidential`, "Not confidential", { fields: { on: "" } }) : button(`${path}/confidential`, "Make confidential", { fields: { on: "on" } })}
    </div>
    ${confirmed(`${path}/anonymize`, "Anonymise", "Name, contact data and files go for good.")}
    ${confirmed(`${path}/delete`, "Delete", "The opportunity and all that belongs to it go for good.")}
  </section>`;
}

/** Asks once more, without JavaScript. */
const confirmed = (action: string, label: string, what: string): Html =>
  html`<details class="danger" id="confirm-${label.toLowerCase()}">
    <summary>${label} …</summary>
    <p>${what}</p>
    ${button(action, `${label} for good`, { kind: "danger" })}
  </details>`;
