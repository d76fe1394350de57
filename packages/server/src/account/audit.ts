/** The audit log: who did what that a company or a court may ask about later. Only ever added to; holds no contact data. */
import type { Actor } from "@interviewvector/domain";
import { sql } from "kysely";
import type { Db, Tx } from "../db/database.ts";

export interface AuditEntry {
  /** ms; business time. */
  at: number;
  /** Null for what concerns the whole installation. */
  companyId: string | null;
  actor: Actor;
  /** `noun.verb`, past tense: "member.invited". */
  action: string;
  /** What it was done to: "interview:<id>". */
  subject: string;
  details?: Record<string, unknown>;
}

/** Written in the transaction of the change itself, as the role across companies: a company's role can't touch the log. */
export async function recordAudit(tx: Db | Tx, entry: AuditEntry): Promise<void> {
  await tx
    .insertInto("audit_log")
    .values({
      at: new Date(entry.at),
      company_id: entry.companyId,
      actor: JSON.stringify(entry.actor),
      action: entry.action,
      subject: entry.subject,
      details: JSON.stringify(entry.details ?? {}),
    })
    .execute();
}

/** People come in by themselves, in no company's name. `subject` and actor are the same person. */
export async function recordOwnAccount(
  db: Db,
  entry: { at: number; userId: string; action: "account.signed_in" | "account.password_set" },
): Promise<void> {
  const { at, userId, action } = entry;
  const { rows } = await sql<{ name: string }>`select name from auth."user" where id = ${userId}`.execute(db);
  const actor: Actor = { kind: "member", id: userId, name: rows[0]?.name ?? "" };
  await recordAudit(db, { at, companyId: null, actor, action, subject: `member:${userId}` });
}
