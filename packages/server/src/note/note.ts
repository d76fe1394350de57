/**
 * What every note in the ATS shares: the mention of the opportunity's owner, the marker link that names the note as ours,
 * and other people's words that mention nobody and link nowhere. Plain text; the ATS renders no mark-up.
 */
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

/** Joins the lines; the first begins with the mention when there is an owner to mention. */
export function noteText(facts: NoteFacts, lines: string[]): string {
  const mention = facts.owner !== null && /^[A-Za-z0-9._-]{1,100}$/.test(facts.owner) ? `@${facts.owner} ` : "";
  return `${mention}${lines.filter((line) => line !== "").join("\n")}`;
}

export function detailsLine(facts: NoteFacts): string {
  return `Details: ${webAddress(facts.detailsLink)}`;
}

export function candidateName(facts: NoteFacts): string {
  return mentionFree(facts.candidate, 120) || "The candidate";
}

/** "Maya's", "James'". */
export function candidateNames(facts: NoteFacts): string {
  const name = candidateName(facts);
  return /s$/i.test(name) ? `${name}'` : `${name}'s`;
}

export function roundName(facts: NoteFacts): string {
  return mentionFree(facts.round, 120) || "interview";
}

export function postingName(facts: NoteFacts): string {
  return mentionFree(facts.posting, 200);
}

/** "a", "a and b", "a, b and c". */
export function listed(items: string[]): string {
  if (items.length < 2) return items.join("");
  return `${items.slice(0, -1).join(", ")} and ${items.at(-1)}`;
}
