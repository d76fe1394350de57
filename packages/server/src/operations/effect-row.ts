/** A row of the ledger in words. What opens an account is never shown. */
import type { AnswerOf, operationsApi } from "@interviewvector/domain";
import type { EffectState } from "../db/tables.ts";
import { effectTitle, nextTryAt, type TitledEffect } from "../interview/effect-words.ts";

type EffectRow = AnswerOf<typeof operationsApi.listEffects>["effects"][number];
export type Titles = (effect: TitledEffect) => string;

export interface EffectRecord {
  id: string;
  kind: string;
  payload: Record<string, unknown>;
  state: EffectState;
  company: string | null;
  interview_id: string | null;
  attempt: number;
  failures: number;
  outcome: string | null;
  run_after: Date;
  not_before: Date;
  created_at: Date;
  ended_at: Date | null;
  last_error: { words: string; code?: string; status?: number } | null;
}

export function toEffectRow(row: EffectRecord, atsTitle: Titles, aheadMs: number): EffectRow {
  return {
    id: row.id,
    kind: row.kind,
    title: effectTitle(row, atsTitle),
    state: row.state,
    company: row.company,
    interviewId: row.interview_id,
    attempt: row.attempt,
    runAfter: row.run_after.toISOString(),
    nextTryAt: nextTryAt(row, aheadMs),
    createdAt: row.created_at.toISOString(),
    endedAt: row.ended_at?.toISOString() ?? null,
    lastError: row.last_error === null ? null : errorWords(row.last_error),
  };
}

function errorWords({ words, code, status }: { words: string; code?: string; status?: number }): string {
  const more = [code, status].filter((part) => part !== undefined && !words.includes(String(part)));
  return more.length === 0 ? words : `${words} (${more.join(", ")})`;
}

/** Sign-in links open accounts: not even an operator sees one. */
export function shownPayload({
  kind,
  payload,
}: {
  kind: string;
  payload: Record<string, unknown>;
}): Record<string, unknown> {
  if (kind !== "mail.account" || payload["url"] === undefined) return payload;
  return { ...payload, url: "(hidden)" };
}

interface AttemptRecord {
  outcome: string | null;
  detail: Record<string, unknown> | null;
}

const outcomeWords: Record<string, string> = {
  done: "Done",
  found: "Found that it had been done",
  not_applied: "Did not take effect",
  unsure: "Not certain whether it took effect",
  later: "Put off; nothing was sent",
  dead: "Given up",
  skipped: "No longer wanted",
};

export function attemptWords({ outcome, detail }: AttemptRecord): string {
  if (outcome === null) return "Under way, or its process has gone";
  const words = outcomeWords[outcome] ?? outcome;
  const said = detail?.["words"];
  return typeof said === "string" && said !== "" ? `${words}: ${said}` : words;
}
