/**
 * An older link of a candidate: what it belonged to, and sending the present one to the address on record. It shows neither
 * that link nor the address: who holds the older one may be somebody else by now, which can be why it was replaced.
 */
import { days, refuse, type Refusal, usableEmail } from "@interviewvector/domain";
import { sql } from "kysely";
import type { Db, Tx } from "../db/database.ts";
import { addEffects, laneOf } from "../effects/ledger.ts";
import { undoOnRefusal, type Door } from "../interview/act.ts";
import { logoUrl } from "../interview/facts.ts";
import { type LinkPurpose, readLinkToken } from "../interview/link.ts";
import { noteDown } from "../interview/note-down.ts";
import { loadInterview, type InterviewRow } from "../interview/store.ts";
import { throughLink } from "./change.ts";
import type { CandidateDeps } from "./deps.ts";
import type { Page } from "./frame.ts";

export interface Replaced {
  interviewId: string;
  company: NonNullable<Page["company"]>;
  role: string;
}

/** Null for a link that was never ours, is the present one, or belongs to somebody whose data are erased. */
export async function readReplaced(
  { door, crypt, config }: CandidateDeps,
  purpose: LinkPurpose,
  token: string,
): Promise<Replaced | null> {
  const target = readLinkToken(crypt, purpose, token);
  if (!target) return null;
  const row = await door.database.service
    .selectFrom("interviews as i")
    .innerJoin("candidates as k", "k.id", "i.candidate_id")
    .innerJoin("companies as c", "c.id", "i.company_id")
    .innerJoin("positions as p", "p.id", "i.position_id")
    .select(["p.role", "p.title", "c.id", "c.name", "c.logo_type", "c.logo_version"])
    .where("i.id", "=", target.interviewId)
    .where("i.generation", ">", target.generation)
    .where("k.erased_at", "is", null)
    .executeTakeFirst();
  if (!row) return null;
  const logo = logoUrl(config.publicUrl, row);
  return {
    interviewId: target.interviewId,
    company: { name: row.name, logoPath: logo === null ? null : new URL(logo).pathname },
    role: row.role ?? row.title,
  };
}

/** The interview that the candidate has to do with now, when it is a newer one of the same opportunity. */
export async function newerThan(
  db: Db | Tx,
  row: Pick<InterviewRow, "id" | "connection_id" | "opportunity_id" | "candidate_id" | "created_at">,
): Promise<string | null> {
  const newer = await db
    .selectFrom("interviews")
    .select("id")
    .where("connection_id", "=", row.connection_id)
    .where("opportunity_id", "=", row.opportunity_id)
    .where("candidate_id", "=", row.candidate_id)
    .where("id", "<>", row.id)
    .where("created_at", ">=", row.created_at)
    .where("state", "in", ["invited", "proposed", "scheduled", "live"])
    .orderBy("created_at", "desc")
    .limit(1)
    .executeTakeFirst();
  return newer?.id ?? null;
}

const MOST_PER_DAY = 3;

/** Owes the mail with the present link. Counted in the database, so that it holds across processes. */
export async function sendPresentLink(door: Door, interviewId: string): Promise<true | Refusal> {
  const old = await loadInterview(door.database.service, interviewId);
  if (!old) return refuse("unknown_interview", "There is no such interview.");
  const presentId = (await newerThan(door.database.service, old.row)) ?? interviewId;
  return undoOnRefusal<true>(door, async (tx) => {
    const loaded = await loadInterview(tx, presentId, true);
    if (!loaded) return refuse("unknown_interview", "There is no such interview.");
    const { row } = loaded;
    const candidate = await tx
      .selectFrom("candidates")
      .select(["emails", "bounced_emails"])
      .where("id", "=", row.candidate_id)
      .executeTakeFirstOrThrow();
    if (usableEmail({ emails: candidate.emails, bouncedEmails: candidate.bounced_emails }) === null)
      return refuse("no_address", "There is no address to send it to.");
    const now = door.clock.now();
    if ((await askedSince(tx, presentId, now - days(1))) >= MOST_PER_DAY)
      return refuse("sent_often", "The link was sent several times today.");
    const effectId = door.newId();
    const words = "The present link was asked for through an older one; it goes to the candidate’s address";
    await noteDown(tx, row, { at: now, event: EVENT, actor: throughLink, words, details: { effectId } });
    await addEffects(tx, [
      {
        id: effectId,
        kind: "mail.candidate",
        key: `interview:${row.id}:mail.candidate:present_link:${effectId}`,
        lane: laneOf({ connectionId: row.connection_id, opportunityId: row.opportunity_id }, "candidate"),
        payload: { mail: "present_link" },
        runAt: now,
        companyId: row.company_id,
        interviewId: row.id,
        version: row.version,
      },
    ]);
    return true;
  });
}

const EVENT = "presentLinkAsked";

async function askedSince(tx: Tx, interviewId: string, since: number): Promise<number> {
  const { count } = await tx
    .selectFrom("history")
    .select(sql<number>`count(*)::int`.as("count"))
    .where("interview_id", "=", interviewId)
    .where("event", "=", EVENT)
    .where("at", ">", new Date(since))
    .executeTakeFirstOrThrow();
  return count;
}
