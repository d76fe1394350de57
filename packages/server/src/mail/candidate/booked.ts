/** The confirmation, with the calendar entry; the same whether the candidate chose the time or we matched theirs. */
import { action, facts as factLines, paragraph } from "../letter.ts";
import type { Mail } from "../mail.ts";
import { plainWords } from "../plain-words.ts";
import { whenWords } from "../../time/wording.ts";
import { candidateMail, names, questions, sentence, subjectNames, type CandidateFacts } from "./letter.ts";

export interface BookedMailFacts extends CandidateFacts {
  startAt: number;
  endAt: number;
  joinLink: string;
  expertFirstName: string;
  equipment: string;
  /** Until then the candidate may change the time by themselves; null: not any more. */
  changeUntil: number | null;
  /** The candidate gave preferred times and this is one of them. */
  matched: boolean;
}

export function bookedMail(facts: BookedMailFacts): Mail {
  const { company, role } = names(facts);
  const when = whenWords(facts.startAt, facts.zone);
  const booked = facts.matched
    ? `One of the times you gave us works. Your interview with ${company} for ${role} is booked.`
    : `Your interview with ${company} for ${role} is booked.`;
  return candidateMail(facts, `Booked: ${subjectNames(facts).company}, ${when}`, [
    paragraph(booked),
    factLines(
      ["When", when],
      ["Length", `${Math.round((facts.endAt - facts.startAt) / 60_000)} minutes by video`],
      ["With", `${withExpert(facts.expertFirstName)}; ${company} may observe and is announced.`],
      ["You need", sentence(plainWords(facts.equipment))],
    ),
    action("Join here, in the browser, a few minutes before it begins:", "Join the interview", facts.joinLink),
    paragraph(...changeLines(facts)),
    paragraph("The attached entry puts the interview in your calendar.", questions(facts)),
  ]);
}

/** "Priya, an independent expert"; the name falls away when there is none to tell. */
export function withExpert(firstName: string): string {
  const name = plainWords(firstName, 60);
  return name === "" ? "an independent expert" : `${name}, an independent expert`;
}

/** How to change or cancel, and until when. */
export function changeLines(
  facts: CandidateFacts & { changeUntil: number | null },
): (string | (string | { link: string })[])[] {
  return [
    ["To check your device, change the time or cancel: ", { link: facts.link }],
    facts.changeUntil === null
      ? "The time can no longer be changed there; if something comes up, write to us and we help."
      : `You can change the time until ${whenWords(facts.changeUntil, facts.zone)}.`,
  ];
}
