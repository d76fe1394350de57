/**
 * One interview with all that hangs on it, in one round trip: what pages, mails and notes are made of (migration 0130). It
 * reads, and locks nothing; what of it is said to people, `facts.ts` decides.
 */
import { sql } from "kysely";
import type { Db, Tx } from "../db/database.ts";
import type { AtsUser } from "../db/tables.ts";
import {
  type InterviewRow,
  type Loaded,
  type PositionRow,
  type ReportVersions,
  rulesOf,
  toInterview,
} from "./store.ts";

export interface Whole {
  interview: InterviewRow;
  position: PositionRow;
  company: {
    id: string;
    name: string;
    zone: string;
    privacy_url: string | null;
    logo_type: string | null;
    logo_version: number;
  };
  candidate: {
    id: string;
    name: string;
    emails: string[];
    bounced_emails: string[];
    zone: string | null;
    erased: boolean;
  };
  round: { name: string; duration_minutes: number } | null;
  /** As it is called today; null without a guide. */
  guide_name: string | null;
  connection: { acting_user: AtsUser | null; status_tags: boolean; opportunity_link: boolean };
  posting_owner: AtsUser | null;
  reports: ReportVersions;
}

/** Null when there is no such interview, or whoever asks may not see it. */
export async function readWhole(db: Db | Tx, interviewId: string): Promise<Whole | null> {
  const { rows } = await sql<{
    found: Whole | null;
  }>`select interview_whole(${interviewId}::uuid) as found`.execute(db);
  const found = rows[0]?.found ?? null;
  return found && wholeFrom(found);
}

/** From what `interview_whole` said: JSON has no instants. */
export function wholeFrom(found: Whole): Whole {
  return {
    ...found,
    interview: withDates(found.interview, instantsOfInterview),
    position: withDates(found.position, instantsOfPosition),
  };
}

/** What decisions are made from; whoever changes something loads it under the lock instead. */
export function loadedOf({ interview: row, position, connection, reports }: Whole): Loaded {
  const rules = rulesOf(position, connection.status_tags || connection.opportunity_link);
  // No page that is made of this shows a rating, which has a page of its own.
  return { row, position, interview: toInterview(row, reports, null), rules };
}

type InstantOf<Row> = { [Column in keyof Row]-?: Date extends Row[Column] ? Column : never }[keyof Row];

// The compiler sees to it that none is forgotten.
const instantsOfInterview: Record<InstantOf<InterviewRow>, true> = {
  entered_at: true,
  invited_at: true,
  book_by: true,
  latest_at: true,
  reminded_at: true,
  starts_at: true,
  ends_at: true,
  leaving_at: true,
  report_due_at: true,
  report_overdue_at: true,
  review_due_at: true,
  moves_confirmed_at: true,
  hidden_since: true,
  erased_at: true,
  created_at: true,
  changed_at: true,
};
const instantsOfPosition: Record<InstantOf<PositionRow>, true> = {
  activated_at: true,
  held_since: true,
  created_at: true,
};

function withDates<Row extends object>(row: Row, instants: Record<InstantOf<Row>, true>): Row {
  const read = { ...row } as Record<string, unknown>;
  for (const column of Object.keys(instants)) {
    const text = read[column];
    if (typeof text === "string") read[column] = new Date(text);
  }
  return read as Row;
}
