/**
 * What every mail to a candidate shares: the company's face, a reply that reaches a person, and whose data this is.
 * It says nothing of the interview itself.
 */
import type { Block, Letter, Line } from "../letter.ts";
import { mailOf, type Mail } from "../mail.ts";
import { oneLine, plainWords } from "../plain-words.ts";
import { isOnSameSite } from "../web-address.ts";

/** Gathered once per interview; each mail adds what it alone needs. Instants in ms, zones as IANA ids. */
export interface CandidateFacts {
  /** The logo is served by the installation itself; one from elsewhere is left out. */
  company: { name: string; logoUrl?: string | null };
  role: string;
  /** Empty when the ATS gives none. */
  firstName: string;
  /** The candidate's zone; until they have chosen one, the company's. */
  zone: string;
  /** The candidate's own page: booking, changing, cancelling, joining. */
  link: string;
  /** Address of the installation's support. */
  support: string;
  privacyLink: string;
  /** Address of the opportunity's owner; replies go there. */
  ownerEmail: string | null;
}

export function candidateMail(facts: CandidateFacts, subject: string, blocks: Block[], foot: Line[] = []): Mail {
  const company = plainWords(facts.company.name, 100);
  const firstName = plainWords(facts.firstName, 60);
  const { logoUrl } = facts.company;
  const letter: Letter = {
    subject,
    fromName: `${oneLine(facts.company.name, 80)} interviews`,
    replyTo: facts.ownerEmail ?? facts.support,
    head: { name: facts.company.name, logoUrl: logoUrl && isOnSameSite(logoUrl, facts.link) ? logoUrl : null },
    blocks: [{ kind: "paragraph", lines: [firstName === "" ? "Hello," : `Hello ${firstName},`] }, ...blocks],
    foot: [...foot, `${company}, with InterviewVector`, ["Your data: ", { link: facts.privacyLink }]],
  };
  return mailOf(letter);
}

/** The names as they may stand in running text. */
export function names(facts: CandidateFacts): { company: string; role: string } {
  return { company: plainWords(facts.company.name, 100), role: plainWords(facts.role, 120) };
}

/** The names as they may stand in a subject. */
export function subjectNames(facts: CandidateFacts): { company: string; role: string } {
  return { company: oneLine(facts.company.name, 60), role: oneLine(facts.role, 60) };
}

export function questions(facts: CandidateFacts): Line {
  return `Questions: reply, or ${facts.support}.`;
}

/** A sentence's end, without doubling the full stop that somebody typed. */
export function sentence(words: string): string {
  return /[.!?…]$/.test(words) ? words : `${words}.`;
}
