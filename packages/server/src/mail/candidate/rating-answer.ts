/** What came of a bad rating, in the auditor's words. */
import { paragraph } from "../letter.ts";
import type { Mail } from "../mail.ts";
import { plainLines } from "../plain-words.ts";
import { dayWords } from "../../time/wording.ts";
import { candidateMail, names, questions, subjectNames, type CandidateFacts } from "./letter.ts";

export interface RatingAnswerMailFacts extends CandidateFacts {
  startAt: number;
  /** What was found and what is done about it, written by a person for the candidate. */
  answer: string;
}

export function ratingAnswerMail(facts: RatingAnswerMailFacts): Mail {
  const { company } = names(facts);
  return candidateMail(facts, `What came of your feedback: ${subjectNames(facts).company}`, [
    paragraph(
      `You told us that your interview with ${company} on ${dayWords(facts.startAt, facts.zone)} was not good. Thank you for saying so. We looked into it:`,
    ),
    paragraph(...plainLines(facts.answer)),
    paragraph(questions(facts)),
  ]);
}
