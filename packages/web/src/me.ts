/** Who is signed in, as the server tells it. */
import type { accountApi, AnswerOf } from "@interviewvector/domain";

export type Me = AnswerOf<typeof accountApi.me>;
export type Membership = Me["memberships"][number];
