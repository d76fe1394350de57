/** An expert as operators see them, and the stations of their way. */
import type { AnswerOf, operationsApi } from "@interviewvector/domain";

export type Expert = AnswerOf<typeof operationsApi.listExperts>["experts"][number];
