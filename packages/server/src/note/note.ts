/**
 * What every note in the ATS shares: the mention of the opportunity's owner, the marker link that names the note as ours,
 * and other people's words that mention nobody and link nowhere. Plain text; the ATS renders no mark-up. A note is a text
 * with places; companies may write their own text, with the same places.
 */
import { fillText, type TextRules, type TextValues } from "@interviewvector/domain";
import { mentionFree } from "../mail/plain-words.ts";
import { webAddress } from "../mail/web-address.ts";

/** Gathered once per interview; each note adds what it alone needs. Instants in ms, zones as IANA ids. */
export interface NoteFacts {
  /** User name in the ATS of the opportunity's owner; null: nobody is mentioned. */
  owner: string | null;
  candidate: string;
  /** "Technical interview", or "Round 2: system design". */
  round: string;
  posting: string;
  /** `{PUBLIC_URL}/r/{effectId}`: the marker by which this very note is found again. Stands in it exactly once. */
  detailsLink: string;
  /** The address of support. */
  support: string;
  companyZone: string;
  /** The ATS as people call it. */
  atsName: string;
}

/** One kind of note: its own places beside those that all notes have, and the text that stands until a company changes it. */
export interface NoteKind<Facts extends NoteFacts> {
  title: string;
  /** When it is written, as a sentence. */
  when: string;
  text: string;
  places?: Record<string, string>;
  must?: Record<string, string>;
  values?(facts: Facts): TextValues;
}

const commonPlaces = {
  owner: "Mentions the owner of the opportunity; falls away without one",
  candidate: "The candidate's name",
  "candidate's": "The name with its 's",
  round: "The round, e.g. Technical interview",
  posting: "The posting's title",
  ats: "The word Lever",
  support: "The address of support",
  details: "Link to the interview's page",
};

const commonMust = {
  details: "by this link the note is known to be written already, so that it is never written twice.",
};

const MOST_CHARACTERS = 4000;

export function noteRules(kind: Pick<NoteKind<NoteFacts>, "places" | "must">): TextRules {
  return {
    places: { ...commonPlaces, ...kind.places },
    must: { ...commonMust, ...kind.must },
    once: ["details"],
    maxLength: MOST_CHARACTERS,
  };
}

/** `text`: the company's own; absent: ours. */
export function writeNote<Facts extends NoteFacts>(kind: NoteKind<Facts>, facts: Facts, text = kind.text): string {
  return fillText(text, { ...commonValues(facts), ...kind.values?.(facts) });
}

function commonValues(facts: NoteFacts): TextValues {
  const mentioned = facts.owner !== null && /^[A-Za-z0-9._-]{1,100}$/.test(facts.owner);
  return {
    owner: mentioned ? `@${facts.owner}` : "",
    candidate: candidateName(facts),
    "candidate's": candidateNames(facts),
    round: mentionFree(facts.round, 120) || "interview",
    posting: postingName(facts),
    ats: facts.atsName,
    support: facts.support,
    details: webAddress(facts.detailsLink),
  };
}

export function candidateName(facts: NoteFacts): string {
  return mentionFree(facts.candidate, 120) || "The candidate";
}

/** "Maya's", "James'". */
function candidateNames(facts: NoteFacts): string {
  const name = candidateName(facts);
  return /s$/i.test(name) ? `${name}'` : `${name}'s`;
}

export function postingName(facts: NoteFacts): string {
  return mentionFree(facts.posting, 200);
}

/** "a", "a and b", "a, b and c". */
export function listed(items: string[]): string {
  if (items.length < 2) return items.join("");
  return `${items.slice(0, -1).join(", ")} and ${items.at(-1)}`;
}
