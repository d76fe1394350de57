/** The candidate did not come. Kind words: something kept them, and there may be another time. */
import { action, paragraph, type Block } from "../letter.ts";
import type { Mail } from "../mail.ts";
import { whenWords } from "../../time/wording.ts";
import { candidateMail, names, questions, subjectNames, type CandidateFacts } from "./letter.ts";

export interface MissedMailFacts extends CandidateFacts {
  startAt: number;
  mayRebook: boolean;
}

export function missedMail(facts: MissedMailFacts): Mail {
  const { company, role } = names(facts);
  const when = whenWords(facts.startAt, facts.zone);
  const further: Block[] = facts.mayRebook
    ? [
        paragraph("These things happen. If you would still like the interview, you can choose another time."),
        action("Choose another time, or tell us which times suit you:", "Choose another time", facts.link),
        paragraph(`If you did try to join and couldn't, please tell us. ${questions(facts)}`),
      ]
    : [
        paragraph(
          `These things happen. If something kept you, or if you tried to join and couldn't, please tell us: reply to this mail, or write to ${facts.support}. ${company} decides how to go on.`,
        ),
      ];
  return candidateMail(facts, `We missed you: ${subjectNames(facts).company}, ${when}`, [
    paragraph(`We waited for you at your interview with ${company} for ${role}, on ${when}, and did not meet you.`),
    ...further,
  ]);
}
