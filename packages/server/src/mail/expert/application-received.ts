/** An application has arrived: what happens next, and by when a person writes. */
import { paragraph } from "../letter.ts";
import type { Mail } from "../mail.ts";
import { serviceMail, type ServiceFacts } from "../service-letter.ts";
import { whenWords } from "../../time/wording.ts";

export interface ApplicationReceivedMailFacts extends ServiceFacts {
  answerBy: number;
}

export function applicationReceivedMail(facts: ApplicationReceivedMailFacts): Mail {
  return serviceMail(facts, "Your application to become an expert has arrived", [
    paragraph(
      "Your application to interview with us has arrived.",
      `A person reads it and writes to you by ${whenWords(facts.answerBy, facts.zone)}, whatever comes of it.`,
    ),
    paragraph(
      "What happens next:",
      "1. We look at your experience, and talk with you.",
      "2. You listen to an interview; then somebody listens to one of yours.",
      "3. You set the hours you offer, and are booked within them.",
    ),
    paragraph(
      "Until then there is nothing to do. To add or correct something, or to withdraw, reply to this mail.",
      "If it wasn't you who applied, reply as well, and we delete what was sent in your name.",
    ),
  ]);
}
