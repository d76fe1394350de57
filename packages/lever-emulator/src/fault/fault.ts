/**
 * Faults on demand: seeded, per endpoint, by probability or count. This file decides which faults a call or delivery
 * meets; what each does is done where it happens (`api/dispatch.ts`, `webhook/deliver.ts`).
 */
export const faultKinds = {
  /** 429 without effect; `retryAfter` sets that header, which Lever itself does not send. */
  rateLimit429: "answer",
  /** 5xx (`status`, 503) without effect. */
  error5xxBefore: "answer",
  /** 5xx although the change was made. */
  error5xxAfter: "answer",
  /** Connection reset, nothing done. */
  resetBefore: "answer",
  /** Connection reset after the change was made. */
  resetAfter: "answer",
  /** Connection closed at once, change made `ms` later. */
  lateApply: "answer",
  /** The right status, but only the first half of the JSON. */
  cutJson: "answer",
  /** A gateway's HTML page with 502, without effect. */
  htmlError: "answer",
  /** The token is dead from now on: 401, a refresh helps. */
  tokenExpired: "answer",
  /** The consent is withdrawn: 401, no refresh helps. */
  tokenRevoked: "answer",
  /** Any valid offset is refused with 400. */
  offsetRefused: "answer",
  /** The page comes back empty, though `hasNext` is true. */
  pageEmpty: "side",
  /** `next` leads to the page it stands on. */
  pageRepeated: "side",
  /** Answer held back for `ms`. */
  slow: "side",
  /** Head at once, body `ms` later. */
  slowBody: "side",
  /** Lists leave out what is younger than `ms`. */
  listLag: "side",
  /** Opportunities show the stage before, for `ms` after a move. */
  stageChangeNotVisibleYet: "side",
  /** The same delivery twice, `ms` apart. */
  webhookDuplicate: "delivery",
  /** Held back until the next delivery has arrived, or `ms`. */
  webhookOutOfOrder: "delivery",
  /** Never sent. */
  webhookLost: "delivery",
  /** Sent `ms` late. */
  webhookDelay: "delivery",
  /** Sent without its signature. */
  webhookUnsigned: "delivery",
} as const;

export type FaultName = keyof typeof faultKinds;

export type FaultRule = {
  /** `path` and `event` are regular expressions; what is left out matches all. */
  match?: { method?: string; path?: string; event?: string };
  fault: FaultName;
  /** 0 to 1; 1 if left out. */
  probability?: number;
  /** How often it may strike; without end if left out. */
  times?: number;
  ms?: number;
  status?: number;
  retryAfter?: string;
};

export type Faults = {
  set: (plan: { seed?: number; rules: FaultRule[] }) => void;
  clear: () => void;
  plan: () => { seed: number; rules: (FaultRule & { struck: number })[] };
  forCall: (method: string, path: string) => FaultRule[];
  forDelivery: (event: string) => FaultRule[];
};

type Live = { rule: FaultRule; random: () => number; path: RegExp | null; event: RegExp | null; struck: number };

export function createFaults(): Faults {
  let seed = 1;
  let live: Live[] = [];

  const strikes = (one: Live): boolean => {
    const { probability = 1, times = Number.POSITIVE_INFINITY } = one.rule;
    if (one.struck >= times || one.random() >= probability) return false;
    one.struck += 1;
    return true;
  };

  return {
    set: (plan) => {
      seed = plan.seed ?? 1;
      live = plan.rules.map((rule, index) => ({
        rule,
        random: seededRandom(seed * 7919 + index),
        path: rule.match?.path === undefined ? null : new RegExp(rule.match.path),
        event: rule.match?.event === undefined ? null : new RegExp(rule.match.event),
        struck: 0,
      }));
    },
    clear: () => {
      live = [];
    },
    plan: () => ({ seed, rules: live.map(({ rule, struck }) => ({ ...rule, struck })) }),
    forCall: (method, path) => {
      const fired: FaultRule[] = [];
      for (const one of live) {
        const kind = faultKinds[one.rule.fault];
        const { method: wanted = method } = one.rule.match ?? {};
        if (kind === "delivery" || wanted.toUpperCase() !== method || one.path?.test(path) === false) continue;
        const decided = kind === "answer" && fired.some(({ fault }) => faultKinds[fault] === "answer");
        if (!decided && strikes(one)) fired.push(one.rule);
      }
      return fired;
    },
    forDelivery: (event) =>
      live
        .filter((one) => faultKinds[one.rule.fault] === "delivery" && one.event?.test(event) !== false)
        .filter(strikes)
        .map(({ rule }) => rule),
  };
}

/** Reads a plan from outside. Returns what is wrong with it, in words, or null. */
export function problemOfPlan(plan: unknown): string | null {
  if (typeof plan !== "object" || plan === null || !Array.isArray((plan as { rules?: unknown }).rules))
    return "a plan is {seed?, rules: []}";
  for (const rule of (plan as { rules: unknown[] }).rules) {
    const { fault, match } = (rule ?? {}) as { fault?: unknown; match?: { path?: unknown; event?: unknown } };
    if (typeof fault !== "string" || !Object.hasOwn(faultKinds, fault)) return `unknown fault ${String(fault)}`;
    for (const pattern of [match?.path, match?.event])
      if (pattern !== undefined && !isPattern(pattern)) return `not a regular expression: ${String(pattern)}`;
  }
  return null;
}

function isPattern(pattern: unknown): boolean {
  try {
    return typeof pattern === "string" && new RegExp(pattern) instanceof RegExp;
  } catch {
    return false; // The safe answer: the plan is refused with a sentence.
  }
}

/** mulberry32: small, and the same everywhere. */
function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
