/** A booked interview will not take place. Never says why a company or a pipeline ended it: that is the company's to tell. */
import { facts as factLines, paragraph } from "../letter.ts";
import type { Mail } from "../mail.ts";
import { whenWords } from "../../time/wording.ts";
import { candidateMail, names, questions, subjectNames, type CandidateFacts } from "./letter.ts";

export interface CancelledMailFacts extends CandidateFacts {
  startAt: number;
  by: "candidate" | "company" | "neutral";
}

export function cancelledMail(facts: CancelledMailFacts): Mail {
  const when = whenWords(facts.startAt, facts.zone);
  return candidateMail(facts, `Cancelled: ${subjectNames(facts).company}, ${when}`, [
    paragraph(opening(facts)),
    factLines(["Cancelled", when]),
    paragraph(
      "There is nothing you need to do. The attached entry takes the interview out of your calendar.",
      closing(facts),
    ),
  ]);
}

function opening(facts: CancelledMailFacts): string {
  const { company, role } = names(facts);
  switch (facts.by) {
    case "candidate":
      return `As you asked, your interview with ${company} for ${role} is cancelled. Thank you for telling us.`;
    case "company":
      return `${company} has cancelled your interview for ${role}.`;
    case "neutral":
      return `Your interview with ${company} for ${role} is no longer needed and will not take place.`;
    default:
      return facts.by satisfies never;
  }
}

function closing(facts: CancelledMailFacts): string {
  const { company } = names(facts);
  if (facts.by === "candidate") return `Was it a mistake? Reply to this mail, or write to ${facts.support}.`;
  return `${company} will tell you how things go on. ${questions(facts)}`;
}
