/**
 * The code that proves who reads the candidate's mail, before contact data is shown, downloaded or erased. It is derived from
 * its id, so that neither ledger nor database holds it.
 */
import type { Crypt } from "../../crypt.ts";
import { facts as factLines, paragraph } from "../letter.ts";
import type { Mail } from "../mail.ts";
import { whenWords } from "../../time/wording.ts";
import { candidateMail, questions, subjectNames, type CandidateFacts } from "./letter.ts";

export interface AccessCodeMailFacts extends CandidateFacts {
  /** Digits. */
  code: string;
  validUntil: number;
}

/** Six digits. */
export function accessCode(crypt: Crypt, codeId: string): string {
  return String(crypt.sign("access-code", codeId).readUIntBE(0, 6) % 1_000_000).padStart(6, "0");
}

export function accessCodeMail(facts: AccessCodeMailFacts): Mail {
  const code = facts.code.replaceAll(/[^0-9A-Za-z]/g, "");
  return candidateMail(facts, `Your code: ${code} (${subjectNames(facts).company} interview)`, [
    paragraph("Somebody, we hope you, asked on your interview's page to see, download or erase your data."),
    factLines(["Code", code], ["Valid until", whenWords(facts.validUntil, facts.zone)]),
    paragraph(`If it wasn't you, do nothing: without the code nothing is shown. ${questions(facts)}`),
  ]);
}
