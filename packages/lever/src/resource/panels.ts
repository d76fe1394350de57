/**
 * Panels: the interviews of one stage, as a group. Only panels made by API (`externallyManaged`) can be changed by API.
 * Interviewers must be Lever users.
 * Lever: https://hire.lever.co/developer/documentation#panels
 */
import { flag, id, instant, listOf, number, object, orNull, text, word } from "../wire/parse.ts";
import type { Parsed } from "../wire/parse.ts";
import type { Wire } from "../wire/wire.ts";

/** How often Lever nags interviewers for feedback; `frequently` is every six hours. */
export type FeedbackReminder = "once" | "daily" | "frequently" | "none";

/** Whoever the change is attributed to: a Lever user id. Required for panels, interviews, feedback and files. */
export interface Actor {
  readonly performAs: string;
}

export const interviewer = object({
  /** User id. */
  id,
  email: orNull(text),
  name: orNull(text),
  /** Only within panels. */
  responseStatus: orNull(word<"needsAction" | "accepted" | "declined" | "tentative">()),
  /** Template id, or `no-feedback`. */
  feedbackTemplate: orNull(id),
});
export type Interviewer = Parsed<typeof interviewer>;

const panelInterview = object({
  id,
  subject: orNull(text),
  note: orNull(text),
  interviewers: listOf(interviewer),
  /** Start, milliseconds since epoch. */
  date: instant,
  /** Minutes. */
  duration: number,
  location: orNull(text),
  /** Template id, or `no-feedback`. */
  feedbackTemplate: orNull(id),
  feedbackReminder: orNull(word<FeedbackReminder>()),
});
export type PanelInterview = Parsed<typeof panelInterview>;

const panel = object({
  id,
  /** Application ids; empty when the application is archived. */
  applications: listOf(id),
  /** Milliseconds since epoch, as all instants here; null unless cancelled. Cancelled panels stay listed. */
  canceledAt: orNull(instant),
  createdAt: orNull(instant),
  /** Earliest start and latest end of the interviews. */
  start: orNull(instant),
  end: orNull(instant),
  /** IANA name. */
  timezone: orNull(text),
  feedbackReminder: orNull(word<FeedbackReminder>()),
  /** User id of who scheduled it. */
  user: orNull(id),
  /** Stage id when scheduled. */
  stage: orNull(id),
  note: orNull(text),
  /** Made by API, so it can be changed by API. */
  externallyManaged: orNull(flag),
  /** Link to the scheduling system. */
  externalUrl: orNull(text),
  interviews: listOf(panelInterview),
});
export type Panel = Parsed<typeof panel>;

export interface InterviewerInput {
  /** User id. */
  readonly id: string;
  /** Template id; default the interview's. */
  readonly feedbackTemplate?: string;
}

export interface InterviewDetails {
  /** At least one. */
  readonly interviewers: readonly InterviewerInput[];
  /** Start, milliseconds since epoch. */
  readonly date: number;
  /** Minutes, at least 1. */
  readonly duration: number;
  readonly subject?: string;
  readonly note?: string;
  readonly location?: string;
  /** Template id. */
  readonly feedbackTemplate?: string;
  readonly feedbackReminder?: FeedbackReminder;
}

export interface NewPanel {
  /** IANA name. */
  readonly timezone: string;
  /** At least one. */
  readonly interviews: readonly InterviewDetails[];
  /** Left out: all active applications. Lever refuses an empty list, hence at least one. */
  readonly applications?: readonly [string, ...string[]];
  /** Default `daily`. */
  readonly feedbackReminder?: FeedbackReminder;
  readonly note?: string;
  /** Link to the scheduling system. */
  readonly externalUrl?: string;
}

/** Known interviews carry their id, new ones don't; those left out are removed. */
export interface PanelReplacement extends Omit<NewPanel, "interviews"> {
  readonly interviews: readonly (InterviewDetails & { readonly id?: string })[];
}

const PANELS = "/opportunities/:opportunity/panels";
const PANEL = `${PANELS}/:panel`;

export function panels(wire: Wire) {
  return {
    /**
     * All panels, cancelled ones too. Scope `panels:read:admin`. Throws LeverError.
     * Lever: https://hire.lever.co/developer/documentation#list-all-panels
     */
    list: (opportunityId: string): AsyncGenerator<Panel, void, undefined> =>
      wire.list({ method: "GET", path: PANELS, ids: { opportunity: opportunityId } }, panel),

    /**
     * Throws LeverError.
     * Lever: https://hire.lever.co/developer/documentation#panels
     */
    get: (opportunityId: string, panelId: string): Promise<Panel> =>
      wire.one({ method: "GET", path: PANEL, ids: { opportunity: opportunityId, panel: panelId } }, panel),

    /**
     * Makes a panel with its interviews. Repeating it makes a second one. Scope `panels:write:admin`. Throws LeverError.
     * Lever: https://hire.lever.co/developer/documentation#create-a-panel
     */
    create: (opportunityId: string, newPanel: NewPanel, by: Actor): Promise<Panel> =>
      wire.one(
        {
          method: "POST",
          path: PANELS,
          ids: { opportunity: opportunityId },
          query: { perform_as: by.performAs },
          json: newPanel,
        },
        panel,
      ),

    /**
     * Replaces the panel: what is left out is deleted. Throws LeverError, `forbidden` for panels made in the app.
     * Lever: https://hire.lever.co/developer/documentation#panels
     */
    update: (opportunityId: string, panelId: string, replacement: PanelReplacement, by: Actor): Promise<Panel> =>
      wire.one(
        {
          method: "PUT",
          path: PANEL,
          ids: { opportunity: opportunityId, panel: panelId },
          query: { perform_as: by.performAs },
          json: replacement,
        },
        panel,
      ),

    /**
     * Throws LeverError.
     * Lever: https://hire.lever.co/developer/documentation#delete-a-panel
     */
    delete: (opportunityId: string, panelId: string, by: Actor): Promise<void> =>
      wire.none({
        method: "DELETE",
        path: PANEL,
        ids: { opportunity: opportunityId, panel: panelId },
        query: { perform_as: by.performAs },
      }),
  };
}
