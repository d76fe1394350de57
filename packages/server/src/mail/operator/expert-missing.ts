/** An expert did not come to a booked interview. */
import { action, facts as factLines, paragraph } from "../letter.ts";
import type { Mail } from "../mail.ts";
import { oneLine, plainWords } from "../plain-words.ts";
import { whenWords } from "../../time/wording.ts";
import { aboutInterview, operatorMail, type OperatorFacts } from "./letter.ts";

export interface OperatorExpertMissingMailFacts extends OperatorFacts {
  expert: string;
  startAt: number;
}

export function operatorExpertMissingMail(facts: OperatorExpertMissingMailFacts): Mail {
  const when = whenWords(facts.startAt, facts.zone);
  return operatorMail(facts, `Expert did not come: ${oneLine(facts.company, 60)}, ${when}`, [
    paragraph(
      "An expert was not in the room. The candidate has been told that we are sorry, and asked to choose another time.",
    ),
    factLines(...aboutInterview(facts), ["Expert", plainWords(facts.expert, 120)], ["When", when]),
    action("How to reach the expert:", "Open the interview", facts.link),
  ]);
}
