/**
 * What came in, what was read and what was written, newest first, with what became of it and why. One listing over inbox and
 * ledger, inside the company's own transaction; what carried nothing new is left out unless somebody asks for what was read.
 */
import { days, type integrationApi } from "@interviewvector/domain";
import { sql } from "kysely";
import type { z } from "zod";
import { containing } from "../../db/containing.ts";
import type { Tx } from "../../db/database.ts";
import { eventWords } from "../event-words.ts";
import { mayReadAgain } from "../reason.ts";
import { effectTitle } from "../title.ts";

type Query = z.output<NonNullable<typeof integrationApi.sync.query>>;
export type SyncState = NonNullable<Query["state"]>;

export interface SyncRow {
  id: string;
  at: string;
  kind: "in" | "read" | "write";
  words: string;
  state: SyncState;
  why: string | null;
  /** How often the same delivery came again. */
  repeats: number;
  candidate: string | null;
  interviewId: string | null;
  opportunityId: string | null;
  /** What a person can do about it. */
  retry: "again" | "read" | null;
}

const KEPT_MS = days(30);

const sources: Record<string, string> = {
  webhook: "told by Lever",
  poll: "found by looking",
  person: "a person",
  again: "second look",
};

interface Raw {
  id: string;
  at: Date;
  kind: SyncRow["kind"];
  what: string;
  source: string | null;
  payload: Record<string, unknown> | null;
  raw: string;
  state: SyncState;
  why: string | null;
  code: string | null;
  repeats: number;
  interview_id: string | null;
  opportunity_id: string | null;
  candidate: string | null;
  total: number;
}

export async function readSync(
  tx: Tx,
  connectionId: string,
  query: Query,
  now: number,
): Promise<{ rows: SyncRow[]; total: number; counts: Record<string, number> }> {
  const pattern = containing(query.search ?? "");
  const listed = listing(connectionId, query.kind ?? null, now);
  const { rows } = await sql<Raw>`
    select *, count(*) over ()::int as total from (${listed}) seen
    where (${query.state ?? null}::text is null or state = ${query.state ?? null} or (${query.state ?? null} = 'duplicate' and repeats > 0))
      and (${pattern} = '%%' or candidate ilike ${pattern} or why ilike ${pattern} or opportunity_id ilike ${pattern})
    order by at desc, id limit ${query.limit} offset ${query.offset}`.execute(tx);
  const counts = await sql<{ state: string; count: number }>`
    select state, count(*)::int as count from (
      select state from (${listed}) seen union all select 'duplicate' from (${listed}) seen where repeats > 0
    ) counted group by state`.execute(tx);
  return {
    rows: rows.map(rowOf),
    total: rows[0]?.total ?? 0,
    counts: Object.fromEntries(counts.rows.map(({ state, count }) => [state, count])),
  };
}

/** `kind` null: everything that carried news. */
function listing(connectionId: string, kind: string | null, now: number) {
  const since = new Date(now - KEPT_MS);
  return sql`
    select d.*, coalesce(d.own_opportunity, i.opportunity_id) as opportunity_id, c.name as candidate from (
      select 'delivery:' || id as id, received_at as at, 'in' as kind, event as what, source, null::jsonb as payload, state as raw,
             case state when 'handled' then 'done' when 'test' then 'done' else state end as state,
             reason as why, reason_code as code, repeats, interview_id, opportunity_id as own_opportunity
      from deliveries
      where connection_id = ${connectionId} and received_at > ${since} and (state <> 'test' or ${kind}::text = 'in')
      union all
      select 'effect:' || id, coalesce(ended_at, run_after), case when kind like 'ats.%' then 'write' else 'read' end, kind, null, payload, state,
             case when state in ('pending', 'running', 'unsure') then 'waiting' when state = 'dead' then 'failed'
                  when state = 'done' then 'done' when outcome like 'read together%' then 'duplicate' else 'ignored' end,
             case when state in ('pending', 'unsure', 'dead') then coalesce(last_error ->> 'words', outcome) else outcome end,
             null, 0, interview_id, payload ->> 'opportunityId'
      from effects
      where connection_id = ${connectionId} and run_after > ${since} and run_after <= ${new Date(now)}
        and (kind like 'ats.%' or kind in ('lever.read', 'lever.poll', 'lever.postings') and (
          ${kind}::text = 'read' or state = 'dead' or failures > 0
          or kind = 'lever.poll' and outcome like 'found%' or kind = 'lever.postings' and outcome not like '0 new, 0 changed, 0 gone%'))
    ) d
    left join interviews i on i.id = d.interview_id
    left join candidates c on c.id = i.candidate_id
    where ${kind}::text is null or d.kind = ${kind}`;
}

function rowOf(row: Raw): SyncRow {
  return {
    id: row.id,
    at: row.at.toISOString(),
    kind: row.kind,
    words: wordsOf(row),
    state: row.state,
    why: row.why,
    repeats: row.repeats,
    candidate: row.candidate,
    interviewId: row.interview_id,
    opportunityId: row.opportunity_id,
    retry: retryOf(row),
  };
}

function wordsOf({ kind, what, source, payload, raw }: Raw): string {
  if (kind !== "in") return effectTitle({ kind: what, payload: payload ?? {} });
  if (raw === "test") return "Test delivery";
  return `${eventWords(what)} (${sources[source ?? ""] ?? source})`;
}

function retryOf({ kind, raw, code, opportunity_id }: Raw): SyncRow["retry"] {
  if (kind === "in" && opportunity_id !== null)
    return raw === "failed" || (raw === "ignored" && mayReadAgain(code)) ? "read" : null;
  if (kind === "in") return null;
  return raw === "dead" ? "again" : null;
}
