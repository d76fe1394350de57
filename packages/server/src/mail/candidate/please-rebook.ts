/** A booked interview fell through without the candidate's doing: the truth, an apology, and the nearest times. */
import { action, paragraph } from "../letter.ts";
import type { Mail } from "../mail.ts";
import { whenWords } from "../../time/wording.ts";
import { candidateMail, names, questions, subjectNames, type CandidateFacts } from "./letter.ts";

export interface PleaseRebookMailFacts extends CandidateFacts {
  startAt: number;
  why: "expert_unavailable" | "expert_missing" | "interrupted";
  /** Starts of free slots, nearest first; may be empty. */
  nearestAt: readonly number[];
  bookBy: number | null;
}

export function pleaseRebookMail(facts: PleaseRebookMailFacts): Mail {
  const subject = subjectNames(facts);
  const nearest = facts.nearestAt.slice(0, 5).map((at) => whenWords(at, facts.zone));
  return candidateMail(facts, `We are sorry, please choose another time: ${subject.company}, ${subject.role}`, [
    paragraph(opening(facts)),
    paragraph("This was not your doing. It counts neither against you nor as a change of yours."),
    ...(nearest.length > 0 ? [paragraph("The nearest free times now:", ...nearest)] : []),
    action("Choose the time that suits you:", "Choose another time", facts.link),
    paragraph(
      ...(facts.bookBy === null ? [] : [`Please book by ${whenWords(facts.bookBy, facts.zone)}.`]),
      "The attached entry takes the earlier time out of your calendar.",
      questions(facts),
    ),
  ]);
}

function opening(facts: PleaseRebookMailFacts): string {
  const { company, role } = names(facts);
  const interview = `your interview with ${company} for ${role} on ${whenWords(facts.startAt, facts.zone)}`;
  switch (facts.why) {
    case "expert_unavailable":
      return `The expert who was to hold ${interview} can no longer do so, and nobody else is free at that time. We are sorry.`;
    case "expert_missing":
      return `The expert did not come to ${interview}, and you waited for nothing. We are sorry, and we are looking into it.`;
    case "interrupted":
      return `The call broke off during ${interview}. We are sorry. What you had done so far is kept, and where possible the same expert goes on with you.`;
    default:
      return facts.why satisfies never;
  }
}
