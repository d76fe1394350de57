/**
 * A mail to a candidate as a text with places, which companies may write otherwise. Blank lines part the paragraphs; a link
 * alone on a paragraph's last line is the button; a paragraph of lines like "When: …" is a list of facts. Greeting and foot
 * are the same in all and not part of the text.
 */
import { fillText, type TextRules } from "@interviewvector/domain";
import type { Block, Line } from "../letter.ts";
import type { Mail } from "../mail.ts";
import { oneLine, plainWords } from "../plain-words.ts";
import { candidateMail, type CandidateFacts } from "./letter.ts";

/** What fills a place: words, lines of their own, or a link. */
type MailValue = string | readonly string[] | { link: string };

export interface MailKind<Facts extends MailFacts> {
  title: string;
  /** When it is sent, as a sentence. */
  when: string;
  subject: string;
  text: string;
  /** The words on the button; absent: the mail has none. */
  button?: string;
  places?: Record<string, string>;
  must?: Record<string, string>;
  values?(facts: Facts): Record<string, MailValue>;
}

export type MailFacts = CandidateFacts;

export interface MailText {
  subject: string;
  text: string;
}

const commonPlaces = {
  company: "The company's name",
  role: "The role, e.g. Senior Backend Engineer",
  firstName: "The candidate's first name; may be empty",
  support: "The address of support",
};

const commonMust = { support: "whoever is stuck finds a way to a person by it." };

/** What may stand in a subject, where the mail has it. */
const inSubject = ["company", "role", "firstName", "time", "clock", "newTime"];

export function mailRules(kind: Pick<MailKind<MailFacts>, "places" | "must">): { subject: TextRules; text: TextRules } {
  const places: Record<string, string> = { ...commonPlaces, ...kind.places };
  return {
    subject: {
      places: Object.fromEntries(Object.entries(places).filter(([name]) => inSubject.includes(name))),
      must: {},
      maxLength: 200,
    },
    text: { places, must: { ...commonMust, ...kind.must }, maxLength: 6000 },
  };
}

/** `own`: the company's text; absent: ours. */
export function writeMail<Facts extends MailFacts>(kind: MailKind<Facts>, facts: Facts, own: MailText = kind): Mail {
  const links = new Map<string, string>();
  const values = Object.fromEntries(
    Object.entries({ ...commonValues(facts), ...kind.values?.(facts) }).map(([name, value]) => {
      if (typeof value === "string" || !("link" in value)) return [name, value];
      links.set(name, value.link);
      return [name, `${LINK}${name}${LINK}`];
    }),
  );
  const names = {
    company: oneLine(facts.company.name, 60),
    role: oneLine(facts.role, 60),
    firstName: oneLine(facts.firstName, 60),
  };
  const subject = oneLine(fillText(own.subject, { ...values, ...names }), 250);
  const filled = fillText(own.text.replaceAll(label, `${LABEL}$1${LABEL}`), values);
  const paragraphs = filled.split("\n\n").filter((words) => words.trim() !== "");
  return candidateMail(
    facts,
    subject,
    paragraphs.map((words) => block(words.split("\n"), { links, button: kind.button })),
  );
}

/** Neither a text nor a value holds control characters: these mark what is no words. */
const LINK = "\u0001";
const LABEL = "\u0002";
const label = /^([^:{}\n]{1,60}):(?= )/gmu;

function commonValues(facts: CandidateFacts): Record<string, string> {
  return {
    company: plainWords(facts.company.name, 100),
    role: plainWords(facts.role, 120),
    firstName: plainWords(facts.firstName, 60),
    support: facts.support,
  };
}

interface Shape {
  links: ReadonlyMap<string, string>;
  button: string | undefined;
}

function block(lines: string[], { links, button }: Shape): Block {
  const last = lines.at(-1) ?? "";
  const alone = last.startsWith(LINK) && last.endsWith(LINK) ? links.get(last.slice(1, -1)) : undefined;
  if (alone !== undefined && button !== undefined) {
    const lead = lines.slice(0, -1).map((line) => line.replaceAll(labelled, "$1:"));
    return { kind: "action", lead: lead.join(" ").replaceAll(LINK, ""), button, link: alone };
  }
  if (lines.every((line) => line.startsWith(LABEL)))
    return {
      kind: "facts",
      rows: lines.map((line) => {
        const [, name = "", rest = ""] = line.split(LABEL);
        return [name, parts(rest.trim(), links)];
      }),
    };
  return { kind: "paragraph", lines: lines.map((line) => parts(line.replaceAll(labelled, "$1:"), links)) };
}

const labelled = new RegExp(`${LABEL}([^${LABEL}]*)${LABEL}`, "g");

function parts(line: string, links: ReadonlyMap<string, string>): Line {
  if (!line.includes(LINK)) return line;
  return line
    .split(LINK)
    .map((part, place) => (place % 2 === 1 ? { link: links.get(part) ?? "" } : part))
    .filter((part) => part !== "");
}
