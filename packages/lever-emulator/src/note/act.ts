/** Notes are threads: a first comment and its replies. People are addressed by `@username` in the text. */
import type { Act } from "../core.ts";
import { touch } from "../opportunity/touch.ts";
import { find } from "../state/state.ts";
import type { Account, Comment, Note, Opportunity, User } from "../state/records.ts";

export type NoteData = { value: string; secret?: boolean; score?: number | null; createdAt?: number };

export function createNote(act: Act, opportunity: Opportunity, data: NoteData): Note {
  const comment = newComment(act, opportunity, data);
  const note: Note = {
    id: act.core.newId("note"),
    opportunityId: opportunity.id,
    comments: [comment],
    user: comment.user,
    secret: data.secret ?? false,
    createdAt: comment.createdAt,
    completedAt: comment.createdAt,
    madeBy: act.madeBy,
  };
  act.account.notes[note.id] = note;
  act.core.recent.mark(note.id);
  touch(act, opportunity, true);
  return note;
}

export function reply(act: Act, to: { opportunity: Opportunity; note: Note }, data: NoteData): void {
  to.note.comments.push(newComment(act, to.opportunity, data));
  touch(act, to.opportunity, true);
}

export function deleteNote(act: Act, note: Note): void {
  delete act.account.notes[note.id];
  touch(act, find(act.account, "opportunities", note.opportunityId), true);
}

function newComment(act: Act, opportunity: Opportunity, data: NoteData): Comment {
  return {
    value: data.value,
    createdAt: data.createdAt ?? act.core.clock.now(),
    user: act.user?.id ?? null,
    score: data.score ?? null,
    stage: opportunity.stage,
  };
}

/** Users whose name stands in a text behind an @. */
export function mentioned(account: Account, value: string): User[] {
  const names = new Set([...value.matchAll(/@([\w.+-]+)/g)].map((match) => (match[1] ?? "").replace(/[.]+$/, "")));
  return Object.values(account.users).filter((user) => names.has(user.username));
}
