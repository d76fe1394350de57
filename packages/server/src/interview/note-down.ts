/** Entries on the timeline that are not events of the lifecycle: they change no state and carry the version that stood. */
import type { Actor } from "@interviewvector/domain";
import type { Tx } from "../db/database.ts";
import type { InterviewRow } from "./store.ts";

export interface Remark {
  /** ms; business time. */
  at: number;
  event: string;
  actor: Actor;
  words: string;
  /** `effectId`: the one effect that it owes. */
  details?: Record<string, unknown>;
}

export async function noteDown(tx: Tx, row: InterviewRow, remark: Remark): Promise<void> {
  await tx
    .insertInto("history")
    .values({
      company_id: row.company_id,
      interview_id: row.id,
      version: row.version,
      at: new Date(remark.at),
      event: remark.event,
      actor: JSON.stringify(remark.actor),
      words: remark.words,
      details: JSON.stringify(remark.details ?? {}),
    })
    .execute();
}
