/**
 * What the emulator does where Lever's documentation and recorded answers are silent or disagree. Every switch is an
 * inference, listed with its reason in the README; the defaults are section 28 of the fact sheet. Nothing that is
 * documented or recorded may be switched here, save the two places where sources contradict each other.
 */
export type Behaviours = {
  /** Requests per second and size of the bucket, per key or per app and account. */
  ratePerSecond: number;
  rateBurst: number;
  /** Page length without `limit`. Lever's is 100; small here, so that every client meets a second page. */
  pageSize: number;
  /** Longest page whatever `limit` says. */
  pageCap: number;
  /** Stage, archive, tag and source calls answer with blank name, e-mails, phones, links. */
  blankContactInActionAnswers: boolean;
  /** `live` wraps in `data` once; `documented` prints `data.data` for interviews and webhooks, `data.data[]` for panels, nothing for feedback and templates. */
  envelope: "live" | "documented";
  /** `bare`: the files list is an array; `data`: an envelope with `hasNext`. */
  filesList: "bare" | "data";
  /** Times and sizes of files as decimal text, as printed in the documentation. */
  fileNumbersAsText: boolean;
  unknownPerformAs: "refused" | "accepted";
  deactivatedPerformAs: "refused" | "accepted";
  /** Completing feedback without a value in a required field. */
  missingRequiredFeedback: "refused" | "accepted";
  /** Option texts that the template does not have. */
  unknownOptionText: "refused" | "accepted";
  /** A move into the stage it stands in: no entry in `stageChanges`, no webhook. */
  sameStageMove: "ignored" | "recorded";
  /** Archiving in the app takes the posting's tags off the opportunity; archiving by API leaves them. */
  postingTagsAfterArchive: "dropped-in-app" | "kept";
  /** Whether an app's own API calls come back to its webhooks. */
  webhookForOwnCalls: boolean;
  /** Whether bodies of deliveries begin with an event id. */
  webhookId: boolean;
  /** A repeated delivery carries the first one's `token` and `triggeredAt`. */
  webhookRetryKeepsToken: boolean;
  webhookTimeoutMs: number;
  webhookRetryMs: number[];
  /** How long after the answer Lever's test delivery leaves. */
  webhookTestDelayMs: number;
  /** How long a used refresh token still works. */
  refreshReuseGraceMs: number;
  /** Whether a `code_challenge` of the consent is asked for at the exchange. */
  pkce: "checked" | "ignored";
  /** Whether the sign-in service takes refresh tokens back at `/oauth/revoke`. */
  revocation: "answered" | "absent";
};

const minute = 60_000;

export const defaultBehaviours: Behaviours = {
  ratePerSecond: 10,
  rateBurst: 20,
  pageSize: 10,
  pageCap: 100,
  blankContactInActionAnswers: true,
  envelope: "live",
  filesList: "bare",
  fileNumbersAsText: true,
  unknownPerformAs: "refused",
  deactivatedPerformAs: "refused",
  missingRequiredFeedback: "refused",
  unknownOptionText: "refused",
  sameStageMove: "ignored",
  postingTagsAfterArchive: "dropped-in-app",
  webhookForOwnCalls: true,
  webhookId: false,
  webhookRetryKeepsToken: true,
  webhookTimeoutMs: 10_000,
  webhookRetryMs: [1 * minute, 5 * minute, 15 * minute, 60 * minute, 180 * minute],
  webhookTestDelayMs: 300,
  refreshReuseGraceMs: 0,
  pkce: "checked",
  revocation: "answered",
};

/** Merges a partial change, refusing unknown names and values of another kind. Returns what is wrong, or null. */
export function changeBehaviours(current: Behaviours, change: Record<string, unknown>): string | null {
  const known = new Map(Object.entries(defaultBehaviours));
  for (const [name, value] of Object.entries(change)) {
    const standard = known.get(name);
    if (standard === undefined) return `unknown behaviour ${name}`;
    if (typeof value !== typeof standard || Array.isArray(value) !== Array.isArray(standard))
      return `behaviour ${name} is a ${Array.isArray(standard) ? "list" : typeof standard}`;
  }
  Object.assign(current, change);
  return null;
}
