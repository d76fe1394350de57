/** Client for Lever's API. Start at `createLeverClient`; rules and their sources are in the README. */
export { createLeverClient } from "./client.ts";
export type { LeverClient, LeverClientOptions, LeverCredentials, RetryPolicy } from "./client.ts";
export { LEVER_PRODUCTION, LEVER_SANDBOX } from "./environment.ts";
export type { LeverEnvironment } from "./environment.ts";
export { canRetry, LeverError } from "./error.ts";
export type { LeverErrorCode, LeverErrorFacts, TookEffect } from "./error.ts";
export { authorizeUrl, exchangeCode, refreshTokens, revokeToken } from "./oauth.ts";
export type { Consent, LeverApp, LeverTokens } from "./oauth.ts";
export { readTokenClaims } from "./token-claims.ts";
export type { TokenClaims } from "./token-claims.ts";
export { signDelivery, verifyDelivery } from "./webhook-delivery.ts";
export type {
  DeliveryCheck,
  DeliveryHint,
  DeliveryRefusal,
  WebhookDelivery,
  WebhookEvent,
} from "./webhook-delivery.ts";

export type { Application } from "./resource/application-shape.ts";
export type { ArchiveReason } from "./resource/archive-reasons.ts";
export type { Contact, Phone } from "./resource/contact-shape.ts";
export type { ContactUpdate } from "./resource/contacts.ts";
export type { Feedback, FeedbackUpdate, FieldAnswer, NewFeedback, UpdatedFeedback } from "./resource/feedback.ts";
export type { FeedbackTemplate, NewFeedbackTemplate, NewFormField } from "./resource/feedback-templates.ts";
export type { FieldType, FieldValue, FilledField, FormField, ScorecardMark } from "./resource/form-field.ts";
export type { FileStatus, LeverFile, NewFile, UploadedRange } from "./resource/files.ts";
export type { Interview, NewInterview } from "./resource/interviews.ts";
export type { NewNote, NewReply, Note, NoteComment, NoteRef, NoteReplacement, Score } from "./resource/notes.ts";
export type { CreatedOpportunity, NewOpportunity } from "./resource/opportunities.ts";
export type { Archiving, OptionalActor } from "./resource/opportunity-actions.ts";
export type { OneOrMore, OpportunityFilter } from "./resource/opportunity-filter.ts";
export type * from "./resource/opportunity-shape.ts";
export type {
  Actor,
  FeedbackReminder,
  InterviewDetails,
  Interviewer,
  InterviewerInput,
  NewPanel,
  Panel,
  PanelInterview,
  PanelReplacement,
} from "./resource/panels.ts";
export type { Posting, PostingFilter, PostingState } from "./resource/postings.ts";
export type { Resume } from "./resource/resumes.ts";
export type { Stage } from "./resource/stages.ts";
export type { Tag } from "./resource/tags.ts";
export type { AccessRole, NewUser, User, UserFilter } from "./resource/users.ts";
export type { NewWebhook, Webhook, WebhookConfiguration, WebhookUpdate } from "./resource/webhooks.ts";
export type { Fetch } from "./wire/exchange.ts";
export type { AttemptInfo, Download, Misfit, Observation, OnMisfit } from "./wire/wire.ts";
