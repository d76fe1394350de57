/** What happened to an opportunity, newest first: notes as threads, stage changes, files. */
import { html } from "hono/html";
import { mentioned } from "../../note/act.ts";
import type { Note, Opportunity } from "../../state/records.ts";
import { of } from "../../state/state.ts";
import type { Seen } from "../frame.ts";
import { profilePath } from "../frame.ts";
import type { Html } from "../html.ts";
import { mark, nothing, prose, time, userName } from "../html.ts";

type Told = { at: number; line: Html };

export function storySection(seen: Seen, opportunity: Opportunity): Html {
  const told = [
    ...notes(seen, opportunity),
    ...moves(seen, opportunity),
    ...files(seen, opportunity),
    ...archiving(seen, opportunity),
  ];
  const path = profilePath(opportunity.id);
  return html`<section>
    <h2>Story</h2>
    <details id="write-note">
      <summary>Write a note</summary>
      <form method="post" action="${path}/notes" class="grid">
        <label>Note <textarea name="value" rows="3" required></textarea></label>
        <label class="check"><input type="checkbox" name="secret" /> secret</label>
        <button>Add note</button>
      </form>
    </details>
    <ol class="story">
      ${told
        .toReversed()
        .sort((a, b) => b.at - a.at)
        .map(({ line }) => html`<li>${line}</li>`)}
    </ol>
  </section>`;
}

function notes(seen: Seen, { id }: Opportunity): Told[] {
  return of(seen.account.notes, id).map((note) => ({ at: note.createdAt, line: thread(seen, note) }));
}

function thread({ account }: Seen, note: Note): Html {
  return html`<article class="thread" aria-label="Note">
    ${note.comments.map((comment, index) => {
      const told = mentioned(account, comment.value).map(({ name }) => name);
      return html`<div class="${index === 0 ? "comment" : "comment reply"}">
        <p class="by">
          <b>${comment.user === null ? "No author" : userName(account, comment.user)}</b>
          <small>${time(comment.createdAt)}</small>
          ${index === 0 && note.madeBy === "api" ? mark("by API") : nothing}
          ${index === 0 && note.secret ? mark("secret", "warn") : nothing}
          ${comment.score === null ? nothing : mark(`score ${comment.score}`)}
        </p>
        ${prose(comment.value)} ${told.length === 0 ? nothing : html`<p class="told">Told: ${told.join(", ")}</p>`}
      </div>`;
    })}
    <details class="answer" id="reply-${note.id}">
      <summary>Reply</summary>
      <form method="post" action="${profilePath(note.opportunityId)}/notes" class="row">
        <input type="hidden" name="thread" value="${note.id}" />
        <input name="value" aria-label="Reply" required />
        <button>Reply</button>
      </form>
    </details>
  </article>`;
}

function moves({ account }: Seen, { stageChanges }: Opportunity): Told[] {
  return stageChanges.map((change, index) => {
    const stage = account.stages.find(({ id }) => id === change.toStageId)?.text ?? "a stage that is gone";
    const by = change.userId === undefined ? "" : ` by ${userName(account, change.userId)}`;
    const line = html`<p class="event">
      ${index === 0 ? "Came in at" : "Moved to"} <b>${stage}</b>${by} <small>${time(change.updatedAt)}</small>
    </p>`;
    return { at: change.updatedAt, line };
  });
}

function files({ account }: Seen, { id }: Opportunity): Told[] {
  const words = { "file-added": "File added", "resume-imported": "Résumé added", "file-remove": "File removed" };
  return account.fileActions
    .filter(({ opportunityId }) => opportunityId === id)
    .map(({ type, occurredAt }) => ({
      at: occurredAt,
      line: html`<p class="event">${words[type]} <small>${time(occurredAt)}</small></p>`,
    }));
}

function archiving({ account }: Seen, { archived }: Opportunity): Told[] {
  if (!archived) return [];
  const reason = account.archiveReasons.find(({ id }) => id === archived.reason)?.text;
  const line = html`<p class="event">Archived: <b>${reason}</b> <small>${time(archived.archivedAt)}</small></p>`;
  return [{ at: archived.archivedAt, line }];
}
