/** Was an interview cancelled because the candidate was archived? As a column for queries that call the interviews `i`. */
import { sql } from "kysely";

/** `told`: they came out of the archive since, and the recruiter was told. Null: it did not end like that. */
export type ArchivedEnd = "archived" | "told" | null;

/** The event that the interview stands at says it. */
export const archivedEnd = sql<ArchivedEnd>`(
  select case when h.event = 'unarchived' then 'told' when h.details ->> 'cause' in ('archived', 'hired') then 'archived' end
  from history h
  where i.state = 'cancelled' and h.interview_id = i.id and h.version = i.version
    and h.event in ('leftStage', 'leaveConfirmed', 'unarchived')
  limit 1)`;
