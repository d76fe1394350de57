/** What pages for recruiters, who come from a note, say of the interview that it is about. Nothing personal but the name. */
import type { Actor } from "@interviewvector/domain";
import type { Db } from "../db/database.ts";
import { logoUrl } from "../interview/facts.ts";
import type { Page } from "./frame.ts";

/** Whoever holds the link; the note addressed the recruiter. */
export const throughNote: Actor = { kind: "ats", name: "the link in the note" };

export interface Addressed {
  candidate: string;
  companyZone: string;
  company: NonNullable<Page["company"]>;
}

/** Null: unknown, or the person's data are erased. */
export async function readAddressed(db: Db, publicUrl: string, interviewId: string): Promise<Addressed | null> {
  const row = await db
    .selectFrom("interviews as i")
    .innerJoin("candidates as k", "k.id", "i.candidate_id")
    .innerJoin("companies as c", "c.id", "i.company_id")
    .select(["k.name as candidate", "c.id", "c.name", "c.zone", "c.logo_type", "c.logo_version"])
    .where("i.id", "=", interviewId)
    .where("k.erased_at", "is", null)
    .executeTakeFirst();
  if (!row) return null;
  const logo = logoUrl(publicUrl, row);
  return {
    candidate: row.candidate === "" ? "The candidate" : row.candidate,
    companyZone: row.zone,
    company: { name: row.name, logoPath: logo === null ? null : new URL(logo).pathname },
  };
}
