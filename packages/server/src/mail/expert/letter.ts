/** What every mail to an expert shares. The candidate stands in it by first name only; contact data never. */
import type { Block } from "../letter.ts";
import type { Mail } from "../mail.ts";
import { plainWords } from "../plain-words.ts";
import { serviceMail, type ServiceFacts } from "../service-letter.ts";

/** `firstName` and `zone` are the expert's. */
export interface ExpertFacts extends ServiceFacts {
  company: string;
  role: string;
  /** "Technical interview". */
  round: string;
  candidateFirstName: string;
  /** The interview on the expert's pages: prepare, report. */
  interviewLink: string;
}

export function expertMail(facts: ExpertFacts, subject: string, blocks: Block[]): Mail {
  return serviceMail(facts, subject, blocks);
}

/** What it is about, as lines under the time. */
export function about(facts: ExpertFacts): [label: string, value: string][] {
  const candidate = plainWords(facts.candidateFirstName, 60);
  return [
    [
      "Interview",
      `${plainWords(facts.round, 120)}, ${plainWords(facts.role, 120)}, for ${plainWords(facts.company, 100)}`,
    ],
    ...(candidate === "" ? [] : [["Candidate", candidate] satisfies [string, string]]),
  ];
}

export function minutesLine(times: { startAt: number; endAt: number }): [label: string, value: string] {
  return ["Length", `${Math.round((times.endAt - times.startAt) / 60_000)} minutes`];
}
