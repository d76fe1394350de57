/** The same interview at another time. Says who moved it, and is sorry when it was not the candidate. */
import { action, facts as factLines, paragraph } from "../letter.ts";
import type { Mail } from "../mail.ts";
import { whenWords } from "../../time/wording.ts";
import { changeLines, withExpert } from "./booked.ts";
import { candidateMail, names, questions, subjectNames, type CandidateFacts } from "./letter.ts";

export interface RescheduledMailFacts extends CandidateFacts {
  startAt: number;
  endAt: number;
  oldStartAt: number;
  joinLink: string;
  expertFirstName: string;
  changeUntil: number | null;
  by: "candidate" | "company" | "us";
}

export function rescheduledMail(facts: RescheduledMailFacts): Mail {
  const when = whenWords(facts.startAt, facts.zone);
  return candidateMail(facts, `New time: ${subjectNames(facts).company}, ${when}`, [
    paragraph(opening(facts)),
    factLines(
      ["New", when],
      ["Old", whenWords(facts.oldStartAt, facts.zone)],
      ["Length", `${Math.round((facts.endAt - facts.startAt) / 60_000)} minutes by video`],
      ["With", withExpert(facts.expertFirstName)],
    ),
    action("The link to join stays the same:", "Join the interview", facts.joinLink),
    paragraph(...changeLines(facts)),
    paragraph("The attached entry moves the interview in your calendar.", questions(facts)),
  ]);
}

function opening(facts: RescheduledMailFacts): string {
  const { company, role } = names(facts);
  switch (facts.by) {
    case "candidate":
      return `You changed the time of your interview with ${company} for ${role}.`;
    case "company":
      return `${company} has moved your interview for ${role}. If the new time doesn't suit you, please choose another.`;
    case "us":
      return `We had to move your interview with ${company} for ${role}, and we are sorry. It doesn't count as a change of yours; if the new time doesn't suit you, please choose another.`;
    default:
      return facts.by satisfies never;
  }
}
