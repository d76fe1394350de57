import { z } from "zod";
import { postingEndCauses } from "../interview/state.ts";
import { endpoint } from "./endpoint.ts";
import { actor, id, instant, state, zone } from "./values.ts";

export const interviewRow = z.object({
  id,
  candidate: z.string(),
  positionId: id,
  position: z.string(),
  round: z.string(),
  state,
  stateWords: z.string(),
  blockedReasons: z.array(z.string()),
  next: z.object({ words: z.string(), at: instant.nullable() }),
  expert: z.string().nullable(),
  startAt: instant.nullable(),
  changedAt: instant,
  leavingAt: instant.nullable(),
});
export type InterviewRow = z.infer<typeof interviewRow>;

export const listInterviews = endpoint({
  method: "get",
  path: "/interviews",
  summary: "All interviews, newest change first",
  audience: "company",
  keyScope: "read",
  query: z.object({
    search: z.string().max(120).optional(),
    state: z.string().max(200).optional(),
    positionId: id.optional(),
    sort: z.enum(["changed", "candidate", "start"]).default("changed"),
    limit: z.coerce.number().int().min(1).max(200).default(50),
    offset: z.coerce.number().int().min(0).default(0),
  }),
  answer: z.object({ interviews: z.array(interviewRow), total: z.int(), counts: z.record(z.string(), z.int()) }),
});

export const effectOnTimeline = z.object({
  id,
  title: z.string(),
  state: z.enum(["pending", "running", "unsure", "done", "dead", "skipped"]),
  words: z.string(),
  at: instant.nullable(),
  nextTryAt: instant.nullable(),
  url: z.string().nullable(),
  mayRetry: z.boolean(),
});
export const timelineEntry = z.object({
  id: z.string(),
  at: instant,
  event: z.string(),
  words: z.string(),
  actor,
  /** The time that was booked by it. */
  startAt: instant.nullable(),
  effects: z.array(effectOnTimeline),
});

/** What may be done now; `refused` carries the reason, so that a disabled button can say it. */
export const possibleAction = z.object({
  action: z.enum(["resend", "copy_link", "book", "reschedule", "cancel", "retrigger", "redo", "release", "gave_up"]),
  possible: z.boolean(),
  words: z.string(),
});

export const interviewDetail = interviewRow.extend({
  opportunityId: z.string(),
  opportunityUrl: z.string().nullable(),
  link: z.string().nullable(),
  bookBy: instant.nullable(),
  endAt: instant.nullable(),
  enteredAt: instant,
  companyZone: zone,
  candidateZone: zone.nullable(),
  expertZone: zone.nullable(),
  guide: z.object({ name: z.string(), version: z.int() }).nullable(),
  joinUrl: z.string().nullable(),
  proposal: z
    .object({ ranges: z.array(z.object({ fromAt: instant, toAt: instant })), comment: z.string(), answerBy: instant })
    .nullable(),
  cancelReason: z.string().nullable(),
  reportDueAt: instant.nullable(),
  /** When the promise was missed; stays after the report has come. */
  reportOverdueAt: instant.nullable(),
  hasReport: z.boolean(),
  /** How the candidate found it, 1 to 5. */
  rating: z.object({ score: z.int(), at: instant }).nullable(),
  hasResume: z.boolean(),
  owner: z.string().nullable(),
  /** Somebody removed or changed the interview in the ATS, or moved the candidate while it is live: what is to be done? */
  atsQuestion: z
    .object({ what: z.enum(["removed", "changed", "left"]), startAt: instant.nullable(), foundAt: instant })
    .nullable(),
  /** The posting lost its tag, was closed or deleted while this is booked, and nobody has decided yet. */
  postingQuestion: z.object({ cause: z.enum(postingEndCauses), endedAt: instant }).nullable(),
  timeline: z.array(timelineEntry),
  actions: z.array(possibleAction),
});
export type InterviewDetail = z.infer<typeof interviewDetail>;

export const getInterview = endpoint({
  method: "get",
  path: "/interviews/{interviewId}",
  summary: "One interview with its timeline",
  audience: "company",
  keyScope: "read",
  answer: interviewDetail,
});
export const revealContact = endpoint({
  method: "post",
  path: "/interviews/{interviewId}/contact",
  summary: "Contact data of the candidate; looking is logged",
  audience: "company",
  answer: z.object({ emails: z.array(z.string()), phones: z.array(z.string()), location: z.string() }),
});
export const cancelInterview = endpoint({
  method: "post",
  path: "/interviews/{interviewId}/cancel",
  summary: "Cancel everywhere",
  audience: "company",
  keyScope: "write",
  body: z.object({ reason: z.string().trim().max(500).default("") }),
  answer: interviewDetail,
});
export const answerAtsQuestion = endpoint({
  method: "post",
  path: "/interviews/{interviewId}/ats-question",
  summary:
    "Something was changed in the ATS by hand: put it back there, or leave it so. Left while live: leave, and it goes on",
  audience: "company",
  body: z.object({ answer: z.enum(["put_back", "leave"]) }),
  answer: interviewDetail,
});
export const answerPostingQuestion = endpoint({
  method: "post",
  path: "/interviews/{interviewId}/posting-question",
  summary:
    "The posting ended while this is booked: keep the interview, or cancel it everywhere. The first answer counts",
  audience: "company",
  keyScope: "write",
  body: z.object({ answer: z.enum(["keep", "cancel"]) }),
  answer: interviewDetail,
});
export const retriggerInterview = endpoint({
  method: "post",
  path: "/interviews/{interviewId}/retrigger",
  summary: "Read the ATS again and invite, or say what is still missing",
  audience: "company",
  keyScope: "write",
  answer: interviewDetail,
});
export const resendInvitation = endpoint({
  method: "post",
  path: "/interviews/{interviewId}/resend",
  summary: "Send the invitation mail once more, with the same link",
  audience: "company",
  keyScope: "write",
  answer: interviewDetail,
});
export const redoInterview = endpoint({
  method: "post",
  path: "/interviews/{interviewId}/redo",
  summary: "A new interview of the same round, with another expert",
  audience: "company",
  keyScope: "write",
  answer: interviewDetail,
});
export const bookInterview = endpoint({
  method: "post",
  path: "/interviews/{interviewId}/book",
  summary: "Book or move to a time for the candidate",
  audience: "company",
  keyScope: "write",
  body: z.object({ startAt: instant, idempotencyKey: z.string().min(8).max(100) }),
  answer: interviewDetail,
});
export const retryInterviewEffect = endpoint({
  method: "post",
  path: "/interviews/{interviewId}/effects/{effectId}/retry",
  summary: "Try a failed effect of this interview again (it looks first whether it was done)",
  audience: "company",
  keyScope: "write",
  answer: interviewDetail,
});
export const interviewSlots = endpoint({
  method: "get",
  path: "/interviews/{interviewId}/slots",
  summary: "Bookable times",
  audience: "company",
  keyScope: "read",
  answer: z.object({ slots: z.array(instant), zone, whyNone: z.string().nullable() }),
});

export const publicReport = z.object({
  interviewId: id,
  candidate: z.string(),
  position: z.string(),
  round: z.string(),
  expert: z.string(),
  at: instant,
  version: z.int(),
  submittedAt: instant,
  /** All that were released, newest first: a correction hides nothing. */
  versions: z.array(z.object({ version: z.int(), submittedAt: instant, releasedAt: instant })),
  recommendation: z.string(),
  summary: z.string(),
  strengths: z.string(),
  concerns: z.string(),
  integrity: z.string(),
  competencies: z.array(
    z.object({ name: z.string(), score: z.int().nullable(), anchor: z.string().nullable(), evidence: z.string() }),
  ),
  questions: z.array(z.object({ text: z.string(), note: z.string() })),
});
export const getReport = endpoint({
  method: "get",
  path: "/interviews/{interviewId}/report",
  summary: "The released report; of several versions the newest, or the one that is named",
  audience: "company",
  keyScope: "read",
  query: z.object({ version: z.coerce.number().int().min(1).optional() }),
  answer: publicReport,
});
