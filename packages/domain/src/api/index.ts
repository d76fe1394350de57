/** The contract of /api/v1, noun by noun. */
export * from "./endpoint.ts";
export * as values from "./values.ts";
export type { Problem } from "./values.ts";
export * as accountApi from "./account.ts";
export * as integrationApi from "./integration.ts";
export * as writingApi from "./writing.ts";
export * as feedbackFormApi from "./feedback-form.ts";
export * as positionApi from "./position.ts";
export * as interviewApi from "./interview.ts";
export * as expertApi from "./expert.ts";
export * as assignmentApi from "./assignment.ts";
export * as earningApi from "./earning.ts";
export * as vettingApi from "./vetting.ts";
export * as replacementApi from "./replacement.ts";
export * as operationsApi from "./operations.ts";
export * as reviewApi from "./review.ts";
export type { MemberRole } from "./account.ts";
export type { ReviewDetail, ReviewRow } from "./review.ts";
