/** A connection as the API shows it: no secret, no token, no key of anybody else's. Reads inside the company's own transaction. */
import type { integrationApi } from "@interviewvector/domain";
import { sql } from "kysely";
import type { z } from "zod";
import type { Tx } from "../../db/database.ts";
import type { CompanySubject } from "../../http/subject.ts";
import type { ConnectionRow, OpenConnection } from "../connection/open.ts";
import { preflightLines, type Findings, type PreflightLine } from "./line.ts";
import { webhookUrl } from "./webhooks.ts";

type ConnectionView = z.input<typeof integrationApi.connection>;

/** Runs something in the company's own connection while somebody waits, and answers with how the connection stands then. */
export type InConnection = (
  by: CompanySubject,
  connectionId: string | undefined,
  work: (open: OpenConnection) => Promise<unknown>,
) => Promise<ConnectionView>;

export async function connectionView(
  tx: Tx,
  row: ConnectionRow,
  { publicUrl, now }: { publicUrl: string; now: number },
): Promise<ConnectionView> {
  const webhooks = await tx
    .selectFrom("webhooks")
    .selectAll()
    .where("connection_id", "=", row.id)
    .where("removed_at", "is", null)
    .orderBy("created_at")
    .execute();
  const stageChange = webhooks.find(({ event }) => event === "candidateStageChange");
  const lines = withBreak(
    row,
    preflightLines(
      row.preflight as Findings,
      stageChange ? { testedAt: stageChange.tested_at, seenAt: stageChange.seen_at } : null,
    ),
  );
  return {
    id: row.id,
    ats: row.ats,
    environment: row.environment,
    kind: row.kind,
    state: row.state,
    accountName: row.account_name,
    brokenReason: row.state === "broken" ? row.broken_reason : null,
    brokenAt: row.state === "broken" ? iso(row.broken_at) : null,
    stageName: row.stage_name,
    postingTag: row.posting_tag,
    actingUser: row.acting_user,
    feedbackTemplate: row.feedback_template,
    preflight: lines,
    allGreen: lines.every(({ state }) => state === "green"),
    webhooks: webhooks.map((webhook) => ({
      id: webhook.id,
      event: webhook.event,
      url: webhookUrl(publicUrl, webhook.key),
      madeBy: webhook.made_by,
      hasToken: webhook.secret !== null,
      testedAt: iso(webhook.tested_at),
      seenAt: iso(webhook.seen_at),
    })),
    health: { ...(await owed(tx, row.id, now)), ...health(row) },
    createdAt: row.created_at.toISOString(),
  };
}

function iso(date: Date | null): string | null {
  return date?.toISOString() ?? null;
}

/** A broken connection's last check is old news. */
function withBreak(row: ConnectionRow, lines: PreflightLine[]): PreflightLine[] {
  if (row.state !== "broken") return lines;
  return lines.map((line) =>
    line.name === "token"
      ? {
          ...line,
          state: "red" as const,
          words: `${row.broken_reason ?? "Lever refuses our access."} Reconnect.`,
          checkedAt: iso(row.broken_at),
        }
      : line,
  );
}

function health(row: ConnectionRow) {
  return {
    lastEventAt: iso(row.last_event_at),
    lastWriteAt: iso(row.last_write_at),
    lastPollAt: iso(row.last_poll_at),
    lastPollError: row.last_poll_error,
    tokenRefreshedAt: iso(row.token_refreshed_at),
  };
}

async function owed(tx: Tx, connectionId: string, now: number) {
  const { rows } = await sql<{ owed: number; oldest: Date | null; failed: number }>`
    select count(*) filter (where state <> 'dead')::int as owed,
           min(run_after) filter (where state <> 'dead') as oldest,
           count(*) filter (where state = 'dead')::int as failed
    from effects
    where connection_id = ${connectionId} and kind like 'ats.%' and state in ('pending', 'running', 'unsure', 'dead')
      and run_after <= ${new Date(now)}`.execute(tx);
  const [first] = rows;
  return { owed: first?.owed ?? 0, oldestOwedAt: iso(first?.oldest ?? null), failed: first?.failed ?? 0 };
}
