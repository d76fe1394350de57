/** The present link, to the address on record: asked for on the page of an older one. */
import { action, paragraph } from "../letter.ts";
import type { Mail } from "../mail.ts";
import { candidateMail, names, questions, subjectNames, type CandidateFacts } from "./letter.ts";

export function presentLinkMail(facts: CandidateFacts): Mail {
  const { company, role } = names(facts);
  const subject = subjectNames(facts);
  return candidateMail(facts, `Your link: ${subject.company}, ${subject.role}`, [
    paragraph(
      `Somebody, we hope you, opened an older link to your interview with ${company} for ${role}, and asked for the present one.`,
    ),
    action("Here it is; all before it lead nowhere any more:", "Open your interview", facts.link),
    paragraph(`If it wasn't you, do nothing: the link went to nobody else. ${questions(facts)}`),
  ]);
}
