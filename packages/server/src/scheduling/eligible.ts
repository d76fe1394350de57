/**
 * May this expert interview for this position at all? Abilities, and never one of the company's own people. Pure; whether
 * they have time is another question.
 */
import { experienceLevels } from "@interviewvector/domain";
import { firstUnmet, type Needs, type UnmetNeed } from "@interviewvector/slots";
import { folded, type ExpertRecord } from "./expert-rows.ts";

/** What a position asks of its experts, in the company's words. */
export interface Wanted {
  companyName: string;
  category: string | null;
  seniority: string | null;
  skills: readonly string[];
  /** The interview may be held in any of these. */
  languages: readonly string[];
}

/** The least level (1–4) of each wanted skill, by the seniority that is interviewed for. */
function skillLevel(seniority: string | null): number {
  const place = experienceLevels.findIndex((level) => level === seniority);
  return place < 0 ? 1 : place + 1;
}

/** The first need that the expert doesn't meet, or null. */
export function unmetNeed(wanted: Wanted, expert: ExpertRecord): UnmetNeed | null {
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
  return expert.employers.some((employer) => sameEmployer(employer, wanted.companyName)) ? "employer" : null;
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
