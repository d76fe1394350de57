import type { AnswerOf, interviewApi } from "@interviewvector/domain";

export type InterviewDetail = AnswerOf<typeof interviewApi.getInterview>;
export type TimelineEntry = InterviewDetail["timeline"][number];
export type EffectOnTimeline = TimelineEntry["effects"][number];
export type PossibleAction = InterviewDetail["actions"][number];
