/** Something owed to the outside world was given up after the last attempt. It stands on a screen with Retry. */
import { action, facts as factLines, paragraph } from "../letter.ts";
import type { Mail } from "../mail.ts";
import { oneLine, plainWords } from "../plain-words.ts";
import { serviceMail, type ServiceFacts } from "../service-letter.ts";
import { whenWords } from "../../time/wording.ts";

export interface OperatorEffectDeadMailFacts extends ServiceFacts {
  /** The effect's kind as the screen shows it: "ats.note". */
  kind: string;
  /** Empty for effects that belong to no company. */
  company: string;
  attempts: number;
  lastTriedAt: number;
  /** The last answer, in one line, without personal data. */
  lastAnswer: string;
  /** The effect on the operators' screen. */
  link: string;
}

export function operatorEffectDeadMail(facts: OperatorEffectDeadMailFacts): Mail {
  const company = plainWords(facts.company, 100);
  return serviceMail(
    facts,
    `Given up: ${oneLine(facts.kind, 60)}${company === "" ? "" : `, ${oneLine(facts.company, 60)}`}`,
    [
      paragraph("Something we owe to the outside world could not be done, and no further attempt is made by itself."),
      factLines(
        ["What", plainWords(facts.kind, 60)],
        company === "" ? null : ["Company", company],
        ["Attempts", String(Math.trunc(facts.attempts))],
        ["Last attempt", whenWords(facts.lastTriedAt, facts.zone)],
        ["Last answer", plainWords(facts.lastAnswer, 300) || "none"],
      ),
      action("See every attempt; mend the cause, then try again:", "Open the effect", facts.link),
    ],
  );
}
