/** We have the candidate's preferred times: which, and until when we answer. */
import { facts as factLines, paragraph } from "../letter.ts";
import type { Mail } from "../mail.ts";
import { rangeWords, whenWords } from "../../time/wording.ts";
import { candidateMail, names, questions, subjectNames, type CandidateFacts } from "./letter.ts";

export interface ProposalReceivedMailFacts extends CandidateFacts {
  ranges: readonly { fromAt: number; toAt: number }[];
  answerBy: number;
}

export function proposalReceivedMail(facts: ProposalReceivedMailFacts): Mail {
  const { company, role } = names(facts);
  return candidateMail(facts, `We have your times: ${subjectNames(facts).company}, ${subjectNames(facts).role}`, [
    paragraph(`Thank you. These are the times you gave us for your interview with ${company} for ${role}:`),
    paragraph(...facts.ranges.map((range) => rangeWords(range, facts.zone))),
    factLines(["You hear from us by", whenWords(facts.answerBy, facts.zone)]),
    paragraph(
      "Nothing is booked yet. If one of them works, we book it and write to you; if none does, we tell you that too.",
      ["To change them, or to book a time that has become free: ", { link: facts.link }],
      questions(facts),
    ),
  ]);
}
