/** Something has been owed to the ATS, or from it, for half an hour, or failed for good, though the connection itself stands. */
import { action, facts as factLines, paragraph } from "../letter.ts";
import type { Mail } from "../mail.ts";
import { oneLine, plainWords } from "../plain-words.ts";
import { serviceMail, type ServiceFacts } from "../service-letter.ts";
import { whenWords } from "../../time/wording.ts";

export interface WritesOwedMailFacts extends ServiceFacts {
  company: string;
  atsName: string;
  /** Writes that wait. */
  waiting: number;
  /** Moves and other news that could not be read yet. */
  unread: number;
  /** Writes that no further attempt is made at. */
  failed: number;
  /** News that no further attempt is made to read. */
  unreadable: number;
  oldestSince: number;
  /** The last answer, in one line, without personal data. */
  lastAnswer: string;
  integrationLink: string;
}

export function writesOwedMail(facts: WritesOwedMailFacts): Mail {
  const ats = plainWords(facts.atsName, 60);
  const { waiting, unread, failed, unreadable } = facts;
  const sentences = [
    ...(waiting > 0
      ? [`${changes(waiting)} could not be written to ${ats} yet, so what ${ats} shows may be behind. We keep trying.`]
      : []),
    ...(unread > 0
      ? [`${changes(unread)} in ${ats} could not be read yet, so candidates who were moved may wait. We keep trying.`]
      : []),
    ...(failed > 0
      ? [
          `${ats} refused ${failed === 1 ? "one change" : `${failed} changes`} for good. Mend the cause, then press Retry.`,
        ]
      : []),
    ...(unreadable > 0
      ? [
          `${changes(unreadable)} in ${ats} could not be read, and we have stopped trying: what was changed there is not acted on. Mend the cause, then press Retry.`,
        ]
      : []),
  ];
  return serviceMail(facts, `${oneLine(facts.company, 60)}: ${subject(facts)}`, [
    paragraph(sentences.join(" ")),
    factLines(
      ["Company", plainWords(facts.company, 100)],
      ["Oldest waits since", whenWords(facts.oldestSince, facts.zone)],
      [`Last answer of ${ats}`, plainWords(facts.lastAnswer, 300) || "none"],
    ),
    action("See what waits, and try again now:", "Open the integration", facts.integrationLink),
    paragraph(
      waiting + unread > 0
        ? "We write once a day until this is mended."
        : "It stays on that page until somebody tries again; we write again only when more fails.",
    ),
  ]);
}

function subject({ waiting, unread, failed, atsName }: WritesOwedMailFacts): string {
  const ats = oneLine(atsName, 60);
  if (waiting > 0) return `changes wait to be written to ${ats}`;
  if (unread > 0) return `changes in ${ats} wait to be read`;
  return failed > 0 ? `changes could not be written to ${ats}` : `changes in ${ats} could not be read`;
}

function changes(count: number): string {
  return count === 1 ? "One change" : `${Math.trunc(count)} changes`;
}
