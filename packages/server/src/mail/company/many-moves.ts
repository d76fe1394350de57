/** Many candidates were moved at once and wait for one click: nothing in the ATS says so, since nobody was told of anything yet. */
import { action, facts as factLines, paragraph } from "../letter.ts";
import type { Mail } from "../mail.ts";
import { oneLine, plainWords } from "../plain-words.ts";
import { serviceMail, type ServiceFacts } from "../service-letter.ts";
import { whenWords } from "../../time/wording.ts";

export interface ManyMovesMailFacts extends ServiceFacts {
  company: string;
  position: string;
  atsName: string;
  waiting: number;
  since: number;
  link: string;
}

export function manyMovesMail(facts: ManyMovesMailFacts): Mail {
  const waiting = Math.trunc(facts.waiting);
  const people = waiting === 1 ? "One candidate" : `${waiting} candidates`;
  return serviceMail(facts, `${people} to confirm: ${oneLine(facts.company, 60)}, ${oneLine(facts.position, 60)}`, [
    paragraph(
      `More than 50 candidates were moved into the stage within ten minutes. In case that was a slip in ${plainWords(facts.atsName, 60)}, nobody of them is invited until one of you says so.`,
    ),
    factLines(
      ["Company", plainWords(facts.company, 100)],
      ["Position", plainWords(facts.position, 200)],
      ["Waiting", people],
      ["Moved since", whenWords(facts.since, facts.zone)],
    ),
    action("See who it is; invite all, some or none:", "Look and invite", facts.link),
  ]);
}
