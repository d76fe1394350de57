/**
 * Feedback forms on an opportunity. Listings hold pending forms (`completedAt` null) and deleted ones (`deletedAt` set):
 * feedback that counts has the first and not the second.
 * Lever: https://hire.lever.co/developer/documentation#feedback
 */
import { blankable, id, instant, listOf, object, orNull, word } from "../wire/parse.ts";
import type { Parsed } from "../wire/parse.ts";
import type { Wire } from "../wire/wire.ts";
import { filledField } from "./form-field.ts";
import type { FieldValue } from "./form-field.ts";
import type { Actor } from "./panels.ts";

const feedbackForm = object({
  id,
  type: orNull(word<"interview" | "assignment" | "share">()),
  /** Name of the template. */
  text: blankable,
  instructions: blankable,
  fields: listOf(filledField),
  /** Template id. */
  baseTemplateId: orNull(id),
  /** Interview and panel id: both or neither. */
  interview: orNull(id),
  panel: orNull(id),
  /** User id of the author. */
  user: orNull(id),
  /** Milliseconds since epoch, as all instants here. */
  createdAt: orNull(instant),
  updatedAt: orNull(instant),
  /** Null while pending. */
  completedAt: orNull(instant),
  /** Null unless deleted; deleted forms can still be read. */
  deletedAt: orNull(instant),
});
export type Feedback = Parsed<typeof feedbackForm>;

export interface FieldAnswer {
  /** Field id as the template (new form) or the form itself (pending form) has it now. */
  readonly id: string;
  readonly value: FieldValue;
}

export interface NewFeedback {
  /** Template id. */
  readonly baseTemplateId: string;
  /** Panel and interview: both or neither, and the interview must be of that panel. */
  readonly panel?: string;
  readonly interview?: string;
  /** Fields left out stay empty. */
  readonly fieldValues: readonly FieldAnswer[];
  /** Milliseconds since epoch. */
  readonly createdAt?: number;
  /** Milliseconds since epoch; default now. */
  readonly completedAt?: number;
}

export interface FeedbackUpdate {
  readonly fieldValues?: readonly FieldAnswer[];
  /** Milliseconds since epoch. */
  readonly completedAt?: number;
}

/** Lever answers an update in an internal shape; only the id means the same there. Read the form again for the rest. */
const updatedFeedback = object({ id });
export type UpdatedFeedback = Parsed<typeof updatedFeedback>;

const FORMS = "/opportunities/:opportunity/feedback";
const FORM = `${FORMS}/:feedback`;

export function feedback(wire: Wire) {
  return {
    /**
     * Newest first, pending and deleted forms too. Scope `feedback:read:admin`. Throws LeverError.
     * Lever: https://hire.lever.co/developer/documentation#list-all-feedback
     */
    list: (opportunityId: string): AsyncGenerator<Feedback, void, undefined> =>
      wire.list({ method: "GET", path: FORMS, ids: { opportunity: opportunityId } }, feedbackForm),

    /**
     * Deleted forms too. Throws LeverError.
     * Lever: https://hire.lever.co/developer/documentation#retrieve-a-feedback-form
     */
    get: (opportunityId: string, feedbackId: string): Promise<Feedback> =>
      wire.one({ method: "GET", path: FORM, ids: { opportunity: opportunityId, feedback: feedbackId } }, feedbackForm),

    /**
     * Repeating it makes a second form. Scope `feedback:write:admin`. Throws LeverError.
     * Lever: https://hire.lever.co/developer/documentation#create-a-feedback-form
     */
    create: (opportunityId: string, newFeedback: NewFeedback, by: Actor): Promise<Feedback> =>
      wire.one(
        {
          method: "POST",
          path: FORMS,
          ids: { opportunity: opportunityId },
          query: { perform_as: by.performAs },
          json: newFeedback,
        },
        feedbackForm,
      ),

    /**
     * Fills in or changes a form. Throws LeverError.
     * Lever: https://hire.lever.co/developer/documentation#update-feedback
     */
    update: (opportunityId: string, feedbackId: string, update: FeedbackUpdate, by: Actor): Promise<UpdatedFeedback> =>
      wire.one(
        {
          method: "PUT",
          path: FORM,
          ids: { opportunity: opportunityId, feedback: feedbackId },
          query: { perform_as: by.performAs },
          json: update,
        },
        updatedFeedback,
      ),

    /**
     * Marks as deleted (`deletedAt`); the form stays listed. Throws LeverError.
     * Lever: https://hire.lever.co/developer/documentation#delete-feedback
     */
    delete: (opportunityId: string, feedbackId: string, by: Actor): Promise<void> =>
      wire.none({
        method: "DELETE",
        path: FORM,
        ids: { opportunity: opportunityId, feedback: feedbackId },
        query: { perform_as: by.performAs },
      }),
  };
}
