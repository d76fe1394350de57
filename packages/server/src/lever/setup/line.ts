/**
 * The lines of the preflight. What a check found is kept with the connection; what only time shows (deliveries that came) is
 * read from where it stands. Pure.
 */
import type { integrationApi } from "@interviewvector/domain";
import type { z } from "zod";
import type { Untold } from "./health.ts";

export type PreflightLine = z.output<typeof integrationApi.preflightLine>;
export type LineName = PreflightLine["name"];

export interface Finding {
  state: PreflightLine["state"];
  words: string;
  suggestion?: { words: string; value: string } | null;
}

export interface CheckedFinding extends Finding {
  checkedAt: string | null;
}

/** As kept in `connections.preflight`. */
export type Findings = Partial<Record<LineName, CheckedFinding>>;

const titles: Record<LineName, string> = {
  token: "Lever lets us in",
  scopes: "Rights",
  stage: "Stage",
  posting_tag: "Tag of the jobs",
  webhook: "Webhook",
  webhook_test: "Webhook: address and token",
  webhook_event: "Webhook: event switched on",
  acting_user: "Lever user we act as",
  feedback_template: "Feedback form",
};

const order = Object.keys(titles) as LineName[];

export interface WebhookSight {
  url: string;
  /** When Lever was last asked for a test delivery. */
  askedAt: Date | null;
  testedAt: Date | null;
  /** The last good one of any event. */
  lastAt: Date | null;
  /** The first real one. */
  seenAt: Date | null;
  refused: { at: Date; why: string } | null;
  untold: Untold;
}

/** `stageChange`: the webhook that tells of moves; null when there is none. */
export function preflightLines(findings: Findings, stageChange: WebhookSight | null): PreflightLine[] {
  const all: Findings = { ...findings, webhook_test: testLine(stageChange), webhook_event: eventLine(stageChange) };
  return order.map((name) => {
    const finding = all[name];
    return {
      name,
      title: titles[name],
      state: finding?.state ?? "waiting",
      words: finding?.words ?? "Not checked yet.",
      suggestion: finding?.suggestion ?? null,
      checkedAt: finding?.checkedAt ?? null,
    };
  });
}

function testLine(webhook: WebhookSight | null): CheckedFinding {
  if (webhook?.refused)
    return { state: "red", words: webhook.refused.why, checkedAt: webhook.refused.at.toISOString() };
  const real = webhook?.seenAt && (webhook.lastAt ?? webhook.seenAt);
  const at = webhook?.testedAt ?? (real && real >= (webhook?.askedAt ?? real) ? real : null);
  return at === null
    ? { state: "waiting", words: waitingForTest(webhook), checkedAt: null }
    : { state: "green", words: "A delivery came, and its signature is right.", checkedAt: at.toISOString() };
}

function waitingForTest(webhook: WebhookSight | null): string {
  if (webhook === null || webhook.askedAt === null)
    return "Lever's test delivery has not come yet. For a webhook made by hand: press “Verify connection” in Lever.";
  const { host } = new URL(webhook.url);
  return `Lever was asked for a test delivery, and it has not come. Lever must be able to reach ${host} over https, with a certificate that browsers trust. Verify asks again.`;
}

const missable: [what: keyof Untold, event: string, one: string, many: string][] = [
  ["moved", "Candidate Stage Change", "move", "moves"],
  ["archived", "Candidate Archive State Change", "candidate who was archived", "candidates who were archived"],
  ["hired", "Candidate Hired", "candidate who was hired", "candidates who were hired"],
];

/** Each kind has a switch of its own in Lever, so that the one to look at is named. */
function whatWasMissed(untold: Untold): string | undefined {
  const missed = missable.find(([what]) => untold[what] > 0);
  if (!missed) return undefined;
  const [what, event, one, many] = missed;
  const count = untold[what];
  return `Lever did not tell us of ${count === 1 ? `the last ${one}` : `the last ${count} ${many}`}; our own look found out minutes later. Is “${event}” still switched on in Lever, under Settings → Integrations and API → Webhooks?`;
}

function eventLine(webhook: WebhookSight | null): CheckedFinding {
  const at = webhook?.seenAt ?? null;
  const missed = at === null || webhook === null ? undefined : whatWasMissed(webhook.untold);
  if (missed !== undefined) return { state: "red", words: missed, checkedAt: null };
  return at === null
    ? {
        state: "waiting",
        words:
          "A Super Admin switches on “Candidate Stage Change” in Lever: Settings → Integrations and API → Webhooks. Then move any candidate; until then moves are found by the poll, a few minutes later.",
        checkedAt: null,
      }
    : { state: "green", words: "Lever tells us of moves.", checkedAt: at.toISOString() };
}
