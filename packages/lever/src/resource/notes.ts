/**
 * Notes on an opportunity. A note is a thread: its `fields` are the first comment and the replies. Text is plain; links
 * are written bare; `@username` addresses a user.
 * Lever: https://hire.lever.co/developer/documentation#notes
 */
import { flag, id, instant, listOf, MisfitError, number, object, orNull, record, text } from "../wire/parse.ts";
import type { Parsed, Parser } from "../wire/parse.ts";
import type { Wire } from "../wire/wire.ts";
import type { OptionalActor } from "./opportunity-actions.ts";

const comment = object({
  type: orNull(text),
  /** A label ("Comment"); what was written is `value`. */
  text: orNull(text),
  value: orNull(text),
  /** Milliseconds since epoch. */
  createdAt: orNull(instant),
  /** User id; null if written by an app without `performAs`. */
  user: orNull(id),
  /** 1 strong no, 2 no, 3 yes, 4 strong yes. */
  score: orNull(number),
  /** Stage id at that moment. */
  stage: orNull(id),
});

const note = object({
  id,
  fields: listOf(comment),
  /** User id of the first author. */
  user: orNull(id),
  /** Visible only to those who may see sensitive information, and to whom it addresses. */
  secret: orNull(flag),
  /** Milliseconds since epoch, as all instants here. */
  createdAt: orNull(instant),
  completedAt: orNull(instant),
  deletedAt: orNull(instant),
});
export type Note = Parsed<typeof note>;
export type NoteComment = Note["fields"][number];

export type Score = 1 | 2 | 3 | 4;

export interface NewNote {
  /** Plain text; `@username` notifies that user and lets them see a secret note. */
  readonly value: string;
  /** Default false. */
  readonly secret?: boolean;
  /** 1 strong no, 2 no, 3 yes, 4 strong yes. */
  readonly score?: Score | null;
  /** Default false. */
  readonly notifyFollowers?: boolean;
  /** Milliseconds since epoch, in the past. */
  readonly createdAt?: number;
}

export interface NewReply {
  readonly value: string;
  /** Milliseconds since epoch, in the past. */
  readonly createdAt?: number;
}

/** Replaces the whole thread. */
export interface NoteReplacement {
  readonly values: readonly { readonly value: string; readonly createdAt?: number }[];
  /** User id. */
  readonly user?: string;
  readonly secret?: boolean;
  readonly createdAt?: number;
  readonly completedAt?: number;
  readonly score?: Score | null;
}

/** Only the id is promised: Lever documents `{noteId}` alone, and answers with the whole note besides. */
export interface NoteRef {
  readonly id: string;
}

const noteRef: Parser<NoteRef> = (value, at) => {
  const answer = record(value, at);
  const found = answer["noteId"] ?? answer["id"];
  if (typeof found !== "string" || found === "") throw new MisfitError(`${at}.noteId`, "an id", found);
  return { id: found };
};

const THREADS = "/opportunities/:opportunity/notes";
const THREAD = `${THREADS}/:note`;

export function notes(wire: Wire) {
  return {
    /**
     * All notes, newest first; Lever has no filter. Scope `notes:read:admin`. Throws LeverError.
     * Lever: https://hire.lever.co/developer/documentation#list-all-notes
     */
    list: (opportunityId: string): AsyncGenerator<Note, void, undefined> =>
      wire.list({ method: "GET", path: THREADS, ids: { opportunity: opportunityId } }, note),

    /**
     * Throws LeverError, `not_found` once deleted.
     * Lever: https://hire.lever.co/developer/documentation#notes
     */
    get: (opportunityId: string, noteId: string): Promise<Note> =>
      wire.one({ method: "GET", path: THREAD, ids: { opportunity: opportunityId, note: noteId } }, note),

    /**
     * Starts a thread. Repeating it makes a second one. Scope `notes:write:admin`. Throws LeverError.
     * Lever: https://hire.lever.co/developer/documentation#create-a-note
     */
    create: (opportunityId: string, newNote: NewNote, by: OptionalActor = {}): Promise<NoteRef> =>
      wire.one(
        {
          method: "POST",
          path: THREADS,
          ids: { opportunity: opportunityId },
          query: { perform_as: by.performAs },
          json: newNote,
        },
        noteRef,
      ),

    /**
     * Adds a comment to the thread `by.noteId`. Throws LeverError, `not_found` if the thread is gone.
     * Lever: https://hire.lever.co/developer/documentation#create-a-note
     */
    reply: (
      opportunityId: string,
      reply: NewReply,
      by: OptionalActor & { readonly noteId: string },
    ): Promise<NoteRef> =>
      wire.one(
        {
          method: "POST",
          path: THREADS,
          ids: { opportunity: opportunityId },
          query: { perform_as: by.performAs, note_id: by.noteId },
          json: reply,
        },
        noteRef,
      ),

    /**
     * Replaces a note made by API, replies included; notes made in the app are refused. Throws LeverError.
     * Lever: https://hire.lever.co/developer/documentation#notes
     */
    update: (opportunityId: string, noteId: string, replacement: NoteReplacement): Promise<NoteRef> =>
      wire.one(
        { method: "PUT", path: THREAD, ids: { opportunity: opportunityId, note: noteId }, json: replacement },
        noteRef,
      ),

    /**
     * Deletes a note made by API, the replies of people with it. Throws LeverError.
     * Lever: https://hire.lever.co/developer/documentation#delete-a-note
     */
    delete: (opportunityId: string, noteId: string): Promise<void> =>
      wire.none({ method: "DELETE", path: THREAD, ids: { opportunity: opportunityId, note: noteId } }),
  };
}
