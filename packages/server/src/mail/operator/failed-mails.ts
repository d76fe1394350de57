/** Mails that could not be sent, to people whom nobody else tells. */
import { action, facts as factLines, paragraph } from "../letter.ts";
import type { Mail } from "../mail.ts";
import { plainWords } from "../plain-words.ts";
import { serviceMail, type ServiceFacts } from "../service-letter.ts";

export interface OperatorFailedMailsMailFacts extends ServiceFacts {
  /** The latest ones, at least one. */
  named: { to: string; mail: string; why: string }[];
  /** All, those included. */
  count: number;
  link: string;
}

export function operatorFailedMailsMail(facts: OperatorFailedMailsMailFacts): Mail {
  const count = Math.trunc(facts.count);
  const more = count - facts.named.length;
  const subject = count === 1 ? "Not sent: a mail that somebody needs" : `Not sent: ${count} mails that somebody needs`;
  return serviceMail(facts, subject, [
    paragraph(
      count === 1
        ? "A mail could not be sent, and is not tried again by itself. Whoever it is for does not know what it says."
        : `${count} mails could not be sent, and are not tried again by themselves. Those whom they are for do not know what they say.`,
    ),
    factLines(
      ...facts.named.map(({ to, mail, why }): [string, string] => [
        plainWords(to, 160),
        `${plainWords(mail, 120)}. ${plainWords(why, 300)}`,
      ]),
      more > 0 ? ["And more", `${more} before those`] : null,
    ),
    action("Call or write to them another way, or mend the address and press Retry:", "Open what failed", facts.link),
  ]);
}
