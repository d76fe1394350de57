/** The answer that was promised to a candidate is due, and nobody is free at their times: the candidate has been told so. */
import { action, facts as factLines, paragraph } from "../letter.ts";
import type { Mail } from "../mail.ts";
import { oneLine } from "../plain-words.ts";
import { rangeWords, whenWords } from "../../time/wording.ts";
import { aboutInterview, operatorMail, type OperatorFacts } from "./letter.ts";

export interface OperatorProposalLateMailFacts extends OperatorFacts {
  ranges: readonly { fromAt: number; toAt: number }[];
  answerBy: number;
  lookUntil: number;
  candidateZone: string;
}

export function operatorProposalLateMail(facts: OperatorProposalLateMailFacts): Mail {
  return operatorMail(facts, `No match in time: ${oneLine(facts.company, 60)}, ${oneLine(facts.role, 60)}`, [
    paragraph(
      "Nobody was free at a candidate's preferred times by the moment that was promised. The candidate has been told that we keep looking, and until when.",
    ),
    factLines(
      ...aboutInterview(facts),
      ["Answer was promised by", whenWords(facts.answerBy, facts.zone)],
      ["Looking ends", whenWords(facts.lookUntil, facts.zone)],
    ),
    paragraph(
      "Times, in the candidate's zone:",
      ...facts.ranges.map((range) => rangeWords(range, facts.candidateZone)),
    ),
    action("Ask an expert for one of them, or tell the candidate that none works:", "Open the proposal", facts.link),
  ]);
}
