/** The two mails about a candidate's rating: how was it, and what came of it. The answer's words are kept beside the rating. */
import type { CandidateMail } from "@interviewvector/domain";
import type { Db } from "../db/database.ts";
import type { CandidateFacts } from "./candidate/letter.ts";
import { ratingAnswerMail } from "./candidate/rating-answer.ts";
import { ratingRequestMail } from "./candidate/rating-request.ts";
import type { Mail } from "./mail.ts";

export type RatingMail = Extract<CandidateMail, { mail: "rating_request" | "rating_answer" }>;

export async function writeRatingMail(
  db: Db,
  request: RatingMail,
  about: CandidateFacts & { interviewId: string; ratingLink: string },
): Promise<Mail | null> {
  if (request.mail === "rating_request") return ratingRequestMail({ ...about, startAt: request.times.startAt });
  const found = await db
    .selectFrom("rating_audits as a")
    .innerJoin("ratings as r", "r.interview_id", "a.interview_id")
    .select(["a.answer", "r.held_at"])
    .where("a.interview_id", "=", about.interviewId)
    .executeTakeFirst();
  // Erased meanwhile: there is nothing to say, and nobody to say it to.
  if (!found || found.answer === null) return null;
  return ratingAnswerMail({ ...about, answer: found.answer, startAt: found.held_at.getTime() });
}
