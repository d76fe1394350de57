/**
 * Single interviews of a panel.
 * Lever: https://hire.lever.co/developer/documentation#interviews
 */
import { id, instant, listOf, number, object, orNull, text, word } from "../wire/parse.ts";
import type { Parsed } from "../wire/parse.ts";
import type { Wire } from "../wire/wire.ts";
import { interviewer } from "./panels.ts";
import type { Actor, FeedbackReminder, InterviewDetails } from "./panels.ts";

const interview = object({
  id,
  /** Panel id. */
  panel: orNull(id),
  subject: orNull(text),
  note: orNull(text),
  interviewers: listOf(interviewer),
  /** IANA name. */
  timezone: orNull(text),
  /** Milliseconds since epoch, as all instants here. */
  createdAt: orNull(instant),
  /** Start. */
  date: instant,
  /** Minutes. */
  duration: number,
  location: orNull(text),
  /** Template id, or `no-feedback`. */
  feedbackTemplate: orNull(id),
  /** Ids of completed feedback that is not deleted. */
  feedbackForms: listOf(id),
  feedbackReminder: orNull(word<FeedbackReminder>()),
  /** User id of who scheduled it. */
  user: orNull(id),
  /** Stage id when scheduled. */
  stage: orNull(id),
  /** Null unless cancelled; cancelled interviews stay listed. */
  canceledAt: orNull(instant),
  /** Posting ids. */
  postings: listOf(id),
});
export type Interview = Parsed<typeof interview>;

export interface NewInterview extends InterviewDetails {
  /** Id of an externally managed panel. */
  readonly panel: string;
}

const INTERVIEWS = "/opportunities/:opportunity/interviews";
const INTERVIEW = `${INTERVIEWS}/:interview`;

export function interviews(wire: Wire) {
  return {
    /**
     * Latest start first, cancelled ones too. Scope `interviews:read:admin`. Throws LeverError.
     * Lever: https://hire.lever.co/developer/documentation#list-all-interviews
     */
    list: (opportunityId: string): AsyncGenerator<Interview, void, undefined> =>
      wire.list({ method: "GET", path: INTERVIEWS, ids: { opportunity: opportunityId } }, interview),

    /**
     * Throws LeverError.
     * Lever: https://hire.lever.co/developer/documentation#retrieve-a-single-interview
     */
    get: (opportunityId: string, interviewId: string): Promise<Interview> =>
      wire.one(
        { method: "GET", path: INTERVIEW, ids: { opportunity: opportunityId, interview: interviewId } },
        interview,
      ),

    /**
     * Adds an interview to a panel made by API. Repeating it makes a second one. Scope `interviews:write:admin`.
     * Throws LeverError.
     * Lever: https://hire.lever.co/developer/documentation#create-an-interview
     */
    create: (opportunityId: string, newInterview: NewInterview, by: Actor): Promise<Interview> =>
      wire.one(
        {
          method: "POST",
          path: INTERVIEWS,
          ids: { opportunity: opportunityId },
          query: { perform_as: by.performAs },
          json: newInterview,
        },
        interview,
      ),

    /**
     * Replaces the interview: what is left out is deleted. Throws LeverError.
     * Lever: https://hire.lever.co/developer/documentation#update-an-interview
     */
    update: (opportunityId: string, interviewId: string, replacement: NewInterview, by: Actor): Promise<Interview> =>
      wire.one(
        {
          method: "PUT",
          path: INTERVIEW,
          ids: { opportunity: opportunityId, interview: interviewId },
          query: { perform_as: by.performAs },
          json: replacement,
        },
        interview,
      ),

    /**
     * The last interview of a panel is cancelled together with the panel, and both stay listed with `canceledAt`;
     * others leave the panel. Throws LeverError.
     * Lever: https://hire.lever.co/developer/documentation#delete-an-interview
     */
    delete: (opportunityId: string, interviewId: string, by: Actor): Promise<void> =>
      wire.none({
        method: "DELETE",
        path: INTERVIEW,
        ids: { opportunity: opportunityId, interview: interviewId },
        query: { perform_as: by.performAs },
      }),
  };
}
