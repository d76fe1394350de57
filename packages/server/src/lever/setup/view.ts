/** A connection as the API shows it: no secret, no token, no key of anybody else's. Reads inside the company's own transaction. */
import type { integrationApi } from "@interviewvector/domain";
import type { Selectable } from "kysely";
import type { z } from "zod";
import type { Tx } from "../../db/database.ts";
import type { WebhooksTable } from "../../db/tables.ts";
import type { CompanySubject } from "../../http/subject.ts";
import type { ConnectionRow, OpenConnection } from "../connection/open.ts";
import { deniedWrite, healthOf, readUntold } from "./health.ts";
import { preflightLines, type Findings, type PreflightLine } from "./line.ts";
import { isOptional } from "./scope.ts";
import { webhookUrl } from "./webhooks.ts";

type ConnectionView = z.input<typeof integrationApi.connection>;

/** How the company's connection stands now. */
export type View = (by: CompanySubject, connectionId: string) => Promise<ConnectionView>;

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
  const all = await tx
    .selectFrom("webhooks")
    .selectAll()
    .where("connection_id", "=", row.id)
    .where((where) => where.or([where("removed_at", "is", null), where("left_in_ats", "=", true)]))
    .orderBy("created_at")
    .execute();
  const webhooks = all.filter(({ removed_at }) => removed_at === null);
  const lines = await linesOf(tx, row, { webhooks, publicUrl });
  return {
    id: row.id,
    ats: row.ats,
    environment: row.environment,
    kind: row.kind,
    state: row.state,
    accountName: row.account_name,
    optionalScopes: row.asked_scopes.filter((scope) => isOptional(scope)),
    accessRevoked: row.access_revoked,
    brokenReason: row.state === "broken" ? row.broken_reason : null,
    brokenAt: row.state === "broken" ? iso(row.broken_at) : null,
    stageName: row.stage_name,
    stageMissing: row.state === "connected" && row.stage_missing_since !== null,
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
      refused: refusedOf(row, webhook),
    })),
    leftWebhooks: all
      .filter((webhook) => webhook.left_in_ats)
      .map(({ id, event, key }) => ({ id, event, url: webhookUrl(publicUrl, key) })),
    health: await healthOf(tx, row, now),
    createdAt: row.created_at.toISOString(),
  };
}

function iso(date: Date | null): string | null {
  return date?.toISOString() ?? null;
}

type WebhookRow = Selectable<WebhooksTable>;

async function linesOf(
  tx: Tx,
  row: ConnectionRow,
  { webhooks, publicUrl }: { webhooks: WebhookRow[]; publicUrl: string },
): Promise<PreflightLine[]> {
  const stageChange = webhooks.find(({ event }) => event === "candidateStageChange");
  const refused = stageChange ? refusedOf(row, stageChange) : null;
  const lines = preflightLines(
    row.preflight as Findings,
    stageChange
      ? {
          url: webhookUrl(publicUrl, stageChange.key),
          askedAt: stageChange.asked_at,
          testedAt: stageChange.tested_at,
          lastAt: row.last_event_at,
          seenAt: stageChange.seen_at,
          refused: refused && { at: new Date(refused.at), why: refused.why },
          untold: await readUntold(tx, row.id),
        }
      : null,
  );
  if (row.state === "broken") return withBreak(row, lines);
  const denied = await deniedWrite(tx, row.id);
  return denied === null ? lines : withDenial(row, lines, denied);
}

const refusals: Partial<Record<string, string>> = {
  wrong_signature: "its signature does not fit the token that we have",
  unsigned: "it carries no signature",
  no_token_yet: "we have no token to check it with",
};

/** Only while nothing good has come since: an old trouble is over. */
function refusedOf(connection: ConnectionRow, webhook: WebhookRow): { at: string; why: string } | null {
  const { refused_at: at, refused_reason: reason, made_by: madeBy } = webhook;
  const better = Math.max(connection.last_event_at?.getTime() ?? 0, webhook.tested_at?.getTime() ?? 0);
  if (at === null || at.getTime() <= better) return null;
  const what = refusals[reason ?? ""] ?? "it could not be read";
  const cure =
    madeBy === "person" ? "Paste the token that Lever shows for this address." : "Create the webhooks again.";
  return { at: at.toISOString(), why: `A delivery from Lever was turned away: ${what}. ${cure}` };
}

/** A broken connection's last check is old news. */
function withBreak(row: ConnectionRow, lines: PreflightLine[]): PreflightLine[] {
  const words = `${row.broken_reason ?? "Lever refuses our access."} Reconnect.`;
  return replaced(lines, "token", { state: "red", words, checkedAt: iso(row.broken_at) });
}

/** What a key may write shows only with the first write. */
function withDenial(row: ConnectionRow, lines: PreflightLine[], title: string): PreflightLine[] {
  const cure = row.kind === "oauth" ? "Reconnect and grant it" : "Make a key with this permission and reconnect";
  const words = `Lever denied a write: ${title}. ${cure}, then retry it under Health.`;
  return replaced(lines, "scopes", { state: "red", words });
}

function replaced(lines: PreflightLine[], name: PreflightLine["name"], by: Partial<PreflightLine>): PreflightLine[] {
  return lines.map((line) => (line.name === name ? { ...line, ...by } : line));
}
