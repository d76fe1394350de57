/** A member as the company sees them. */
import type { accountApi, AnswerOf } from "@interviewvector/domain";

export type Member = AnswerOf<typeof accountApi.listMembers>["members"][number];
