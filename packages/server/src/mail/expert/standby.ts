/** An operator put the expert on standby, or took them off it before it was over. */
import { action, facts as factLines, paragraph } from "../letter.ts";
import type { Mail } from "../mail.ts";
import { serviceMail, type ServiceFacts } from "../service-letter.ts";
import { rangeWords } from "../../time/wording.ts";

export interface StandbyMailFacts extends ServiceFacts {
  fromAt: number;
  toAt: number;
  agendaLink: string;
}

export function onStandbyMail(facts: StandbyMailFacts): Mail {
  const when = rangeWords(facts, facts.zone);
  return serviceMail(facts, `On standby: ${when}`, [
    paragraph("You are on standby: when another expert drops out and nobody else is free in time, you are called in."),
    factLines(["When", when]),
    paragraph(
      "That may be shortly before the interview begins, whatever notice you usually want. We write to you at once; please keep an eye on your mail in these hours.",
      "You are never called in for a time at which you have something else, here or in your calendar.",
    ),
    action("It stands on your agenda:", "Open the agenda", facts.agendaLink),
    paragraph("If this doesn't suit you, reply to this mail."),
  ]);
}

export function offStandbyMail(facts: StandbyMailFacts): Mail {
  const when = rangeWords(facts, facts.zone);
  return serviceMail(facts, `No longer on standby: ${when}`, [
    paragraph("You are no longer on standby at this time. Interviews that are booked with you stay yours."),
    factLines(["When", when]),
    action("What is booked stands on your agenda:", "Open the agenda", facts.agendaLink),
  ]);
}
