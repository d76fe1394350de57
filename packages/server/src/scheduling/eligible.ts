/**
 * May this expert interview this candidate for this position at all? Abilities; never one of the company's own people, of
 * today or of before; nobody on their list of conflicts; and no candidate twice. Pure; whether they have time is another
 * question.
 */
import { experienceLevels } from "@interviewvector/domain";
import { firstUnmet, type Needs } from "@interviewvector/slots";
import { folded, type Conflict, type ExpertRecord } from "./expert-rows.ts";

/** What a position asks of its experts, in the company's words. */
export interface Wanted {
  companyName: string;
  category: string | null;
  seniority: string | null;
  skills: readonly string[];
  /** The interview may be held in any of these. */
  languages: readonly string[];
}

/** Who is interviewed: absent for a position that is only imagined. */
export interface Interviewee {
  name: string;
  emails: readonly string[];
}

/** Why an expert may not, in the order in which it is asked. */
export const unfitReasons = ["category", "role", "level", "skill", "language", "employer", "conflict", "met"] as const;
export type Unfit = (typeof unfitReasons)[number];

/** The least level (1–4) of each wanted skill, by the seniority that is interviewed for. */
function skillLevel(seniority: string | null): number {
  const place = experienceLevels.findIndex((level) => level === seniority);
  return place < 0 ? 1 : place + 1;
}

export interface Asked {
  wanted: Wanted;
  interviewee: Interviewee | null;
  /** Experts who met the candidate before. */
  met: ReadonlySet<string>;
}

/** The first reason why the expert may not have the interview, or null. */
export function unfitFor({ wanted, interviewee, met }: Asked, expert: ExpertRecord): Unfit | null {
  const level = skillLevel(wanted.seniority);
  const needs: Needs = {
    category: wanted.category === null ? undefined : folded(wanted.category),
    role: wanted.seniority ?? undefined,
    skills: Object.fromEntries(wanted.skills.map((skill) => [folded(skill), level])),
  };
  const can = { ...expert, level: 0 };
  const unmet = firstUnmet(needs, can);
  if (unmet !== undefined) return unmet;
  if (!wanted.languages.some((language) => expert.languages.includes(language))) return "language";
  if (expert.employers.some((employer) => sameEmployer(employer, wanted.companyName))) return "employer";
  if (expert.conflicts.some((conflict) => isAbout(conflict, wanted.companyName, interviewee))) return "conflict";
  return met.has(expert.id) ? "met" : null;
}

/** A person is named by an address or by the whole name, as the expert knows them. */
function isAbout({ kind, words }: Conflict, companyName: string, interviewee: Interviewee | null): boolean {
  if (kind === "company") return sameEmployer(words, companyName);
  if (interviewee === null) return false;
  const said = folded(words).replaceAll(/\s+/g, " ");
  return (
    interviewee.emails.some((address) => folded(address) === said) ||
    folded(interviewee.name).replaceAll(/\s+/g, " ") === said
  );
}

/** "Acme" and "ACME Inc." are one employer: whole words are compared, without the legal form. */
function sameEmployer(employer: string, companyName: string): boolean {
  const [one, other] = [nameWords(employer), nameWords(companyName)];
  if (one === "" || other === "") return false;
  return ` ${one} `.includes(` ${other} `) || ` ${other} `.includes(` ${one} `);
}

const legalForms =
  /\b(inc|incorporated|llc|ltd|limited|gmbh|ag|se|sa|sas|bv|nv|plc|corp|corporation|co|company|pvt|pte)\b/g;

function nameWords(name: string): string {
  const words = (text: string) => text.replaceAll(/[^\p{L}\p{N}]+/gu, " ").trim();
  const plain = words(name.toLowerCase());
  // A company may be called after a legal form ("SE"): then its name is that.
  return words(plain.replaceAll(legalForms, " ")) || plain;
}
