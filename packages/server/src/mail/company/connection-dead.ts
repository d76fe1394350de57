/** The ATS no longer lets us in. Sent at once and then daily until mended: silence is the worst fault. */
import { action, facts as factLines, paragraph } from "../letter.ts";
import type { Mail } from "../mail.ts";
import { oneLine, plainWords } from "../plain-words.ts";
import { serviceMail, type ServiceFacts } from "../service-letter.ts";
import { whenWords } from "../../time/wording.ts";

export interface ConnectionDeadMailFacts extends ServiceFacts {
  company: string;
  /** "Lever". */
  atsName: string;
  since: number;
  /** What the ATS answered, as words: "the access was revoked". Empty when unknown. */
  reason: string;
  /** How many writes wait. */
  waiting: number;
  integrationLink: string;
}

export function connectionDeadMail(facts: ConnectionDeadMailFacts): Mail {
  const ats = plainWords(facts.atsName, 60);
  const reason = plainWords(facts.reason, 300);
  return serviceMail(
    facts,
    `${oneLine(facts.company, 60)}: the connection to ${oneLine(facts.atsName, 60)} is broken`,
    [
      paragraph(
        `InterviewVector can't reach the ${ats} account of ${plainWords(facts.company, 100)}. Candidates who are moved are not noticed, and nothing is written to ${ats}, until somebody connects it again.`,
      ),
      factLines(["Broken since", whenWords(facts.since, facts.zone)], reason === "" ? null : ["Reason", reason], [
        "Waiting to be written",
        String(Math.trunc(facts.waiting)),
      ]),
      action(
        `Connect ${ats} again; nothing is lost, and what waits is then written:`,
        `Connect ${ats} again`,
        facts.integrationLink,
      ),
      paragraph("Interviews already booked take place. We write once a day until this is mended."),
    ],
  );
}
