/** By when a person writes to whoever applied: promised on the page and in the mail, counted on the board of today. */
import { days } from "@interviewvector/domain";

export const answerDays = 7;

export function answerBy(appliedAt: number): number {
  return appliedAt + days(answerDays);
}
