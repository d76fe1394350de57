/** A candidate gave preferred times; somebody is to match them before we said we would. */
import { action, facts as factLines, paragraph } from "../letter.ts";
import type { Mail } from "../mail.ts";
import { oneLine } from "../plain-words.ts";
import { rangeWords, whenWords } from "../../time/wording.ts";
import { aboutInterview, operatorMail, type OperatorFacts } from "./letter.ts";

export interface OperatorProposalMailFacts extends OperatorFacts {
  ranges: readonly { fromAt: number; toAt: number }[];
  answerBy: number;
  candidateZone: string;
}

export function operatorProposalMail(facts: OperatorProposalMailFacts): Mail {
  return operatorMail(facts, `Preferred times to match: ${oneLine(facts.company, 60)}, ${oneLine(facts.role, 60)}`, [
    paragraph("A candidate found no free time that fits and gave their own."),
    factLines(...aboutInterview(facts), ["Answer promised by", whenWords(facts.answerBy, facts.zone)]),
    paragraph(
      "Times, in the candidate's zone:",
      ...facts.ranges.map((range) => rangeWords(range, facts.candidateZone)),
    ),
    action("Match one of them, or tell the candidate that none works:", "Open the proposal", facts.link),
  ]);
}
