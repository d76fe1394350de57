/**
 * A call to the operators: mails that ended without being sent, so that somebody was told nothing, and nobody else is told of it.
 * Once at once, then once an hour. A candidate's address that does not exist is the recruiter's to mend, who is told by a note.
 */
import { sql } from "kysely";
import { days, hours } from "@interviewvector/domain";
import type { Clock } from "../clock.ts";
import type { Database, Db, Tx } from "../db/database.ts";
import type { Effect, Handler } from "../effects/effect.ts";
import { addEffects } from "../effects/ledger.ts";
import { effectTitle } from "../interview/effect-words.ts";
import type { Mail } from "./mail.ts";
import { operatorFailedMailsMail } from "./operator/failed-mails.ts";
import type { ServiceFacts } from "./service-letter.ts";

export interface FailedMailsMail {
  mail: "operator_failed_mails";
}

const MOST_NAMED = 10;
/** Older ones were told of. */
const LOOKED_BACK_MS = days(2);

/** Handlers whose mails, when they end unsent, are told of. */
export function tellingOfFailures(
  handlers: readonly Handler[],
  { newId, clock }: { newId: () => string; clock: Clock },
): Handler[] {
  return handlers.map((handler) => ({
    ...handler,
    async gaveUp(tx: Tx, { id }: Effect) {
      const at = clock.now();
      const found = await readUnsent(tx, { now: at, id });
      if (found.length > 0) await oweFailedMailsMail(tx, { newId, at });
    },
  }));
}

async function oweFailedMailsMail(tx: Tx, { newId, at }: { newId: () => string; at: number }): Promise<void> {
  const owe = (key: string, runAt: number) => {
    const payload: Record<string, unknown> = { mail: "operator_failed_mails" } satisfies FailedMailsMail;
    return addEffects(tx, [{ id: newId(), kind: "mail.operator", key, lane: key, payload, runAt }], "ignore");
  };
  const hour = Math.floor(at / hours(1));
  const isFirst = (await owe(`mails.failed:${hour}:first`, at)) > 0;
  if (!isFirst) await owe(`mails.failed:${hour}:others`, hours(hour + 1));
}

interface FailedRow {
  kind: string;
  payload: Record<string, unknown>;
  outcome: string | null;
  candidate: string | null;
  company: string | null;
  expert: string | null;
  count: number;
}

/** To one operator; null once each of them was sent again or given up. */
export async function mailAboutFailedMails(
  { database, publicUrl }: { database: Database; publicUrl: string },
  reader: ServiceFacts,
  now: number,
): Promise<Mail | null> {
  const rows = await readUnsent(database.service, { now });
  const [first] = rows;
  if (!first) return null;
  return operatorFailedMailsMail({
    ...reader,
    named: rows.map((row) => ({
      to: row.kind === "mail.candidate" ? `${row.candidate}, ${row.company}` : (row.expert ?? "An expert"),
      mail: effectTitle(row, () => row.kind),
      why: row.outcome ?? "",
    })),
    count: first.count,
    link: `${publicUrl}/ops/effects?state=dead`,
  });
}

/** The latest first; with `id`, that one only. */
async function readUnsent(db: Db | Tx, { now, id }: { now: number; id?: string }): Promise<FailedRow[]> {
  const { rows } = await sql<FailedRow>`
    select e.kind, e.payload, e.outcome, k.name as candidate, c.name as company, x.name as expert, count(*) over ()::int as count
    from effects e
    left join interviews i on i.id = e.interview_id
    left join candidates k on k.id = i.candidate_id
    left join companies c on c.id = i.company_id
    left join experts x on x.id = (e.payload ->> 'expertId')::uuid
    where e.state = 'dead' and e.kind in ('mail.candidate', 'mail.expert', 'mail.standby', 'mail.applicant')
      and e.ended_at > ${new Date(now - LOOKED_BACK_MS)} and e.id = coalesce(${id ?? null}::uuid, e.id)
      and not (e.kind = 'mail.candidate' and k.emails && k.bounced_emails)
    order by e.ended_at desc, e.id
    limit ${MOST_NAMED}`.execute(db);
  return rows;
}
