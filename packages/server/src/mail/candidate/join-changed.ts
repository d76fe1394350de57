/** Same time, another expert, and with them another link to join. Sent only when the link changed. */
import { action, facts as factLines, paragraph } from "../letter.ts";
import type { Mail } from "../mail.ts";
import { whenWords } from "../../time/wording.ts";
import { changeLines, withExpert } from "./booked.ts";
import { candidateMail, names, questions, subjectNames, type CandidateFacts } from "./letter.ts";

export interface JoinChangedMailFacts extends CandidateFacts {
  startAt: number;
  joinLink: string;
  expertFirstName: string;
  changeUntil: number | null;
}

export function joinChangedMail(facts: JoinChangedMailFacts): Mail {
  const { company, role } = names(facts);
  const when = whenWords(facts.startAt, facts.zone);
  return candidateMail(facts, `New link to join: ${subjectNames(facts).company}, ${when}`, [
    paragraph(
      `Another expert holds your interview with ${company} for ${role}. The time stays as it is; only the link to join is new.`,
    ),
    factLines(["When", when], ["With", withExpert(facts.expertFirstName)]),
    action("Join here, in the browser, a few minutes before it begins:", "Join the interview", facts.joinLink),
    paragraph(...changeLines(facts)),
    paragraph("The attached entry puts the new link into your calendar.", questions(facts)),
  ]);
}
