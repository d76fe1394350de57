/** A mail about a connection in trouble, with what stands now; none once it is mended. */
import { sql } from "kysely";
import type { Database } from "../db/database.ts";
import { connectionDeadMail } from "./company/connection-dead.ts";
import { lookFailedMail } from "./company/look-failed.ts";
import { manyMovesMail } from "./company/many-moves.ts";
import { writesOwedMail } from "./company/writes-owed.ts";
import type { Mail } from "./mail.ts";
import type { ServiceFacts } from "./service-letter.ts";

export interface CompanyMail {
  mail: "connection_broken" | "writes_owed" | "look_failed" | "many_moves";
  connectionId: string;
  positionId?: string;
  reason?: string;
}

export async function mailAboutConnection(
  { database, publicUrl }: { database: Database; publicUrl: string },
  about: CompanyMail,
  reader: ServiceFacts,
): Promise<Mail | null> {
  const connection = await database.service
    .selectFrom("connections as n")
    .innerJoin("companies as c", "c.id", "n.company_id")
    .select(["n.id", "n.state", "n.broken_at", "n.broken_reason", "n.created_at", "c.name"])
    .select(["n.last_poll_at", "n.last_poll_error"])
    .where("n.id", "=", about.connectionId)
    .executeTakeFirst();
  if (!connection) return null;
  const owed = await readOwed(database, about.connectionId);
  const facts = {
    ...reader,
    company: connection.name,
    atsName: "Lever",
    waiting: owed.waiting,
    integrationLink: `${publicUrl}/app/integrations/${connection.id}`,
  };
  switch (about.mail) {
    case "connection_broken":
      if (connection.state !== "broken") return null;
      return connectionDeadMail({
        ...facts,
        since: (connection.broken_at ?? connection.created_at).getTime(),
        reason: about.reason ?? connection.broken_reason ?? "",
      });
    case "writes_owed":
      if (connection.state !== "connected" || owed.oldest === null) return null;
      return writesOwedMail({
        ...facts,
        unread: owed.unread,
        failed: owed.failed,
        unreadable: owed.unreadable,
        oldestSince: owed.oldest.getTime(),
        lastAnswer: owed.lastAnswer ?? "",
      });
    case "look_failed":
      if (connection.state !== "connected" || connection.last_poll_error === null) return null;
      return lookFailedMail({
        ...facts,
        lastLookAt: connection.last_poll_at?.getTime() ?? null,
        lastAnswer: connection.last_poll_error,
      });
    case "many_moves":
      return aboutMoves(database, about.positionId ?? "", { ...facts, publicUrl });
    default:
      return about.mail satisfies never;
  }
}

async function aboutMoves(
  { service }: Database,
  positionId: string,
  facts: ServiceFacts & { company: string; atsName: string; publicUrl: string },
): Promise<Mail | null> {
  const row = await service
    .selectFrom("interviews as i")
    .innerJoin("positions as p", "p.id", "i.position_id")
    .select(["p.title", sql<number>`count(*)::int`.as("count"), sql<Date>`min(i.entered_at)`.as("since")])
    .where("p.id", "=", positionId)
    .where("i.state", "=", "blocked")
    .where(sql<boolean>`i.blocked_reasons = '{awaiting_confirmation}'`)
    .groupBy("p.title")
    .executeTakeFirst();
  if (!row) return null;
  const link = `${facts.publicUrl}/app/positions?moves=${positionId}`;
  return manyMovesMail({ ...facts, position: row.title, waiting: row.count, since: row.since.getTime(), link });
}

interface Owed {
  waiting: number;
  unread: number;
  failed: number;
  unreadable: number;
  oldest: Date | null;
  lastAnswer: string | null;
}

async function readOwed({ service }: Database, connectionId: string): Promise<Owed> {
  const { rows } = await sql<Owed>`
    select count(*) filter (where kind like 'ats.%' and state <> 'dead')::int as waiting,
           count(*) filter (where kind = 'lever.read' and state <> 'dead')::int as unread,
           count(*) filter (where kind like 'ats.%' and state = 'dead')::int as failed,
           count(*) filter (where kind = 'lever.read' and state = 'dead')::int as unreadable,
           min(run_after) as oldest,
           (array_agg(last_error ->> 'words' order by seq desc) filter (where last_error is not null))[1] as "lastAnswer"
    from effects
    where connection_id = ${connectionId} and (kind like 'ats.%' or kind = 'lever.read')
      and state in ('pending', 'running', 'unsure', 'dead')`.execute(service);
  return rows[0] ?? { waiting: 0, unread: 0, failed: 0, unreadable: 0, oldest: null, lastAnswer: null };
}
