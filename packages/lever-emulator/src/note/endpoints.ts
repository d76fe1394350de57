/** `/opportunities/:id/notes`: section 15. */
import { flag, number, pastTime, records, requiredText, text } from "../api/body.ts";
import type { Answer, Call, Endpoint } from "../api/call.ts";
import { created, gone, ok, opportunityOf, param } from "../api/call.ts";
import { notLagging } from "../api/filter.ts";
import { newestFirst, page } from "../api/page.ts";
import { shaped } from "../api/shape.ts";
import { touch } from "../opportunity/touch.ts";
import { badRequest, forbidden } from "../refusal.ts";
import type { Note } from "../state/records.ts";
import { find, findOf, of } from "../state/state.ts";
import { createNote, deleteNote, reply } from "./act.ts";

const path = "/opportunities/:opportunity/notes";
const scope = "notes";

export const noteEndpoints: Endpoint[] = [
  { method: "GET", path, scope, run: list },
  { method: "POST", path, scope, performAs: "optional", run: create },
  { method: "GET", path: `${path}/:note`, scope, run: (call) => ok(shaped(call, noteView(named(call)))) },
  { method: "PUT", path: `${path}/:note`, scope, run: replace },
  { method: "DELETE", path: `${path}/:note`, scope, run: remove },
];

const named = (call: Call) =>
  findOf(call.act.account, "notes", { opportunity: opportunityOf(call).id, id: param(call, "note") });

const noteView = (note: Note) => ({
  id: note.id,
  text: "Note",
  fields: note.comments.map((comment) => ({
    createdAt: comment.createdAt,
    score: comment.score,
    stage: comment.stage,
    text: "Comment",
    type: "note",
    user: comment.user,
    value: comment.value,
  })),
  user: note.user,
  secret: note.secret,
  completedAt: note.completedAt,
  deletedAt: null,
  createdAt: note.createdAt,
});

function list(call: Call): Answer {
  const notes = of(call.act.account.notes, opportunityOf(call).id).filter(notLagging(call));
  return page(call, notes, { order: newestFirst<Note>(), view: (note) => shaped(call, noteView(note)) });
}

/** Live answers the whole note plus `noteId`. */
function create(call: Call): Answer {
  const opportunity = opportunityOf(call);
  const { fields } = call.body;
  const createdAt = pastTime(fields, "createdAt", call.act.core.clock.now());
  const data = {
    value: requiredText(fields, "value"),
    secret: flag(fields, "secret") ?? false,
    score: scoreOf(fields),
    ...(createdAt === undefined ? {} : { createdAt }),
  };
  flag(fields, "notifyFollowers");
  const threadId = call.query.get("note_id");
  if (threadId === null) {
    const note = createNote(call.act, opportunity, data);
    return created(withNoteId(note), [{ type: "note.created", id: note.id, opportunityId: opportunity.id }]);
  }
  const note = findOf(call.act.account, "notes", { opportunity: opportunity.id, id: threadId });
  reply(call.act, { opportunity, note }, data);
  return created(withNoteId(note), [{ type: "note.replied", id: note.id, opportunityId: opportunity.id }]);
}

const withNoteId = (note: Note) => ({ ...noteView(note), noteId: note.id });

function scoreOf(fields: Record<string, unknown>): number | null {
  const score = number(fields, "score");
  if (score === undefined) return null;
  if (!Number.isInteger(score) || score < 1 || score > 4) throw badRequest("score must be an integer from 1 to 4");
  return score;
}

/** Replaces the whole thread. All is read before anything is changed, so that a refusal leaves the note as it was. */
function replace(call: Call): Answer {
  const note = madeByApi(named(call));
  const opportunity = opportunityOf(call);
  Object.assign(note, replacementOf(call, { note, stage: opportunity.stage }));
  touch(call.act, opportunity, true);
  return ok({ noteId: note.id }, [{ type: "note.updated", id: note.id, opportunityId: note.opportunityId }]);
}

function replacementOf(call: Call, { note, stage }: { note: Note; stage: string }): Partial<Note> {
  const { fields } = call.body;
  const { core, account } = call.act;
  const values = records(fields, "values");
  if (!values?.length) throw badRequest("Missing required field: values");
  const now = core.clock.now();
  const score = "score" in fields ? scoreOf(fields) : undefined;
  const author = text(fields, "user");
  const user = author === undefined ? note.user : find(account, "users", author).id;
  return {
    user,
    comments: values.map((value, index) => ({
      value: requiredText(value, "value"),
      createdAt: pastTime(value, "createdAt", now) ?? note.comments[index]?.createdAt ?? now,
      user,
      score: score === undefined ? (note.comments[index]?.score ?? null) : score,
      stage: note.comments[index]?.stage ?? stage,
    })),
    secret: flag(fields, "secret") ?? note.secret,
    createdAt: pastTime(fields, "createdAt", now) ?? note.createdAt,
    completedAt: number(fields, "completedAt") ?? note.completedAt,
  };
}

function remove(call: Call): Answer {
  const note = madeByApi(named(call));
  deleteNote(call.act, note);
  return gone([{ type: "note.deleted", id: note.id, opportunityId: note.opportunityId }]);
}

function madeByApi(note: Note): Note {
  if (note.madeBy !== "api") throw forbidden("Only notes created via the API can be changed");
  return note;
}
