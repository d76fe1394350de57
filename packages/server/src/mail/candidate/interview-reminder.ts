/** Before the interview. Says the time and never "in ten minutes": a mail may be read, or arrive, later than it was sent. */
import { action, facts as factLines, paragraph } from "../letter.ts";
import type { Mail } from "../mail.ts";
import { plainWords } from "../plain-words.ts";
import { whenWords, yourTimeWords } from "../../time/wording.ts";
import { changeLines, withExpert } from "./booked.ts";
import { candidateMail, names, questions, sentence, subjectNames, type CandidateFacts } from "./letter.ts";

export interface InterviewReminderMailFacts extends CandidateFacts {
  which: "day_before" | "hour_before" | "ten_minutes";
  startAt: number;
  endAt: number;
  joinLink: string;
  expertFirstName: string;
  equipment: string;
  changeUntil: number | null;
}

export function interviewReminderMail(facts: InterviewReminderMailFacts): Mail {
  const { company, role } = names(facts);
  const subject = subjectNames(facts).company;
  const atClock = yourTimeWords(facts.startAt, facts.zone);
  const when = whenWords(facts.startAt, facts.zone);
  const minutes = Math.round((facts.endAt - facts.startAt) / 60_000);
  if (facts.which !== "day_before") {
    return candidateMail(facts, `${subject}, ${atClock}: your interview`, [
      paragraph(`Your interview with ${company} for ${role} begins at ${atClock}.`),
      action("Join here, in the browser:", "Join the interview", facts.joinLink),
      paragraph(
        `It takes ${minutes} minutes. If the page asks for camera and microphone, please allow both.`,
        `Something in the way? Reply, or write to ${facts.support}.`,
      ),
    ]);
  }
  return candidateMail(facts, `Reminder: ${subject}, ${when}`, [
    paragraph(`Your interview with ${company} for ${role} is near.`),
    factLines(
      ["When", when],
      ["Length", `${minutes} minutes by video`],
      ["With", withExpert(facts.expertFirstName)],
      ["You need", sentence(plainWords(facts.equipment))],
    ),
    action("Join here, in the browser, a few minutes before it begins:", "Join the interview", facts.joinLink),
    paragraph(...changeLines(facts), questions(facts)),
  ]);
}
