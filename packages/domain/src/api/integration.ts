import { z } from "zod";
import { endpoint } from "./endpoint.ts";
import { id, instant, ok } from "./values.ts";

/** One line of the preflight. `waiting`: nothing is wrong, something must still happen outside. */
export const preflightLine = z.object({
  name: z.enum([
    "token",
    "scopes",
    "stage",
    "posting_tag",
    "webhook",
    "webhook_test",
    "webhook_event",
    "acting_user",
    "feedback_template",
  ]),
  state: z.enum(["green", "red", "waiting"]),
  title: z.string(),
  /** What was found, and what to do when it is not green. */
  words: z.string(),
  /** A close match that could be meant, e.g. a stage "Interviewvector". */
  suggestion: z.object({ words: z.string(), value: z.string() }).nullable(),
  checkedAt: instant.nullable(),
});
export type PreflightLine = z.infer<typeof preflightLine>;

export const webhookFacts = z.object({
  id,
  event: z.string(),
  url: z.string(),
  madeBy: z.enum(["api", "person"]),
  hasToken: z.boolean(),
  testedAt: instant.nullable(),
  seenAt: instant.nullable(),
  /** The last delivery that was turned away, if nothing good has come since. */
  refused: z.object({ at: instant, why: z.string() }).nullable(),
});

export const connection = z.object({
  id,
  ats: z.literal("lever"),
  environment: z.enum(["production", "sandbox"]),
  kind: z.enum(["oauth", "api_key"]),
  state: z.enum(["connected", "broken", "disconnected"]),
  /** What the company calls it; Lever's own name for the account until then. */
  accountName: z.string().nullable(),
  /** Of what may be left out, what was asked for. */
  optionalScopes: z.array(z.string()),
  /** After an end: whether Lever took our access back; null when only a person can. */
  accessRevoked: z.boolean().nullable(),
  /** Webhooks of former credentials that we could not take out of Lever: a person must. */
  leftWebhooks: z.array(z.object({ id, event: z.string(), url: z.string() })),
  brokenReason: z.string().nullable(),
  brokenAt: instant.nullable(),
  stageName: z.string(),
  /** There is no such stage in the ATS: nobody can be invited. */
  stageMissing: z.boolean(),
  postingTag: z.string(),
  actingUser: z.object({ id: z.string(), name: z.string(), username: z.string().nullable() }).nullable(),
  feedbackTemplate: z.object({ id: z.string(), name: z.string() }).nullable(),
  preflight: z.array(preflightLine),
  allGreen: z.boolean(),
  webhooks: z.array(webhookFacts),
  health: z.object({
    lastEventAt: instant.nullable(),
    lastWriteAt: instant.nullable(),
    lastPollAt: instant.nullable(),
    lastPollError: z.string().nullable(),
    tokenRefreshedAt: instant.nullable(),
    owed: z.int(),
    oldestOwedAt: instant.nullable(),
    failed: z.int(),
    /** What came in and could not be read. */
    unread: z.int(),
    /** The newest of those that failed. */
    failures: z.array(
      z.object({
        effectId: id,
        interviewId: id.nullable(),
        candidate: z.string().nullable(),
        words: z.string(),
        why: z.string(),
        at: instant,
      }),
    ),
  }),
  createdAt: instant,
});
export type Connection = z.infer<typeof connection>;

/** `optional`: may be left out; says what is then done instead, and whether it is asked for by default. */
export const scopeAsked = z.object({
  scope: z.string(),
  why: z.string(),
  optional: z.object({ without: z.string(), asked: z.boolean() }).nullable(),
});

export const listConnections = endpoint({
  method: "get",
  path: "/connections",
  summary: "Connections to applicant tracking systems",
  audience: "company",
  keyScope: "read",
  answer: z.object({
    connections: z.array(connection),
    /** What the installation offers, with the reason where it does not. */
    offers: z.object({
      oauth: z.object({ production: z.boolean(), sandbox: z.boolean(), words: z.string() }),
      scopes: z.array(scopeAsked),
    }),
  }),
});
export const beginOauth = endpoint({
  method: "post",
  path: "/connections/lever/oauth",
  summary: "Begin to connect Lever by OAuth; send the browser to `authorizeUrl`",
  audience: "admin",
  body: z.object({
    environment: z.enum(["production", "sandbox"]).default("production"),
    reconnect: id.optional(),
    /** Of the optional scopes those that are asked for; absent: the default. */
    optionalScopes: z.array(z.string().max(80)).max(20).optional(),
  }),
  answer: z.object({ authorizeUrl: z.string() }),
});
export const connectByKey = endpoint({
  method: "post",
  path: "/connections/lever/api-key",
  summary: "Connect the company's own Lever account with an API key",
  audience: "admin",
  body: z.object({
    apiKey: z.string().trim().min(4).max(400),
    environment: z.enum(["production", "sandbox"]).default("production"),
    reconnect: id.optional(),
  }),
  answer: connection,
});
export const runPreflight = endpoint({
  method: "post",
  path: "/connections/{connectionId}/preflight",
  summary: "Check every condition again",
  audience: "company",
  answer: connection,
});
export const updateConnection = endpoint({
  method: "put",
  path: "/connections/{connectionId}",
  summary: "Change stage, tag, acting user or feedback template",
  audience: "admin",
  body: z.object({
    name: z.string().trim().min(1).max(80).optional(),
    stageName: z.string().trim().min(1).max(120).optional(),
    postingTag: z.string().trim().min(1).max(120).optional(),
    actingUserId: z.string().min(1).max(120).optional(),
    feedbackTemplateId: z.string().min(1).max(120).optional(),
  }),
  answer: connection,
});
export const connectionChoices = endpoint({
  method: "get",
  path: "/connections/{connectionId}/choices",
  summary: "Lever's users, feedback templates and stages to choose from",
  audience: "company",
  answer: z.object({
    users: z.array(z.object({ id: z.string(), name: z.string(), role: z.string().nullable() })),
    templates: z.array(z.object({ id: z.string(), name: z.string() })),
    stages: z.array(z.object({ id: z.string(), name: z.string() })),
  }),
});
export const createActingUser = endpoint({
  method: "post",
  path: "/connections/{connectionId}/acting-user",
  summary: "Create a Lever user for us to act as",
  audience: "admin",
  body: z.object({ email: z.email(), name: z.string().trim().min(1).max(120).default("InterviewVector") }),
  answer: connection,
});
export const createTemplate = endpoint({
  method: "post",
  path: "/connections/{connectionId}/feedback-template",
  summary: "Create our feedback template in Lever",
  audience: "admin",
  answer: connection,
});
export const createWebhooks = endpoint({
  method: "post",
  path: "/connections/{connectionId}/webhooks",
  summary: "Create the webhooks in Lever (again)",
  audience: "admin",
  answer: connection,
});
export const verifyWebhooks = endpoint({
  method: "post",
  path: "/connections/{connectionId}/webhooks/verify",
  summary: "Ask Lever for a test delivery of each webhook that we made",
  audience: "company",
  answer: connection,
});
export const forgetLeftWebhooks = endpoint({
  method: "delete",
  path: "/connections/{connectionId}/webhooks/left",
  summary: "The webhooks of former credentials were deleted in Lever by hand",
  audience: "admin",
  answer: connection,
});
export const retryConnection = endpoint({
  method: "post",
  path: "/connections/{connectionId}/retry",
  summary: "Try again everything that could not be written; what stands in Lever already is found first",
  audience: "company",
  answer: z.object({ retried: z.int() }),
});
export const pasteWebhookToken = endpoint({
  method: "put",
  path: "/connections/{connectionId}/webhooks/{event}",
  summary: "Store the signature token of a webhook that was made by hand in Lever",
  audience: "admin",
  body: z.object({ signatureToken: z.string().trim().min(8).max(200) }),
  answer: connection,
});
export const disconnect = endpoint({
  method: "delete",
  path: "/connections/{connectionId}",
  summary: "Disconnect: stop all, keep the history",
  audience: "admin",
  answer: ok,
});
export const pollNow = endpoint({
  method: "post",
  path: "/connections/{connectionId}/poll",
  summary: "Look for missed changes now",
  audience: "company",
  answer: ok,
});

export const syncStates = ["waiting", "done", "duplicate", "ignored", "failed"] as const;
export const syncKinds = ["in", "read", "write"] as const;
export const syncRow = z.object({
  id: z.string(),
  at: instant,
  kind: z.enum(syncKinds),
  words: z.string(),
  state: z.enum(syncStates),
  why: z.string().nullable(),
  /** How often the same delivery came again; those were skipped. */
  repeats: z.int(),
  candidate: z.string().nullable(),
  interviewId: id.nullable(),
  atsUrl: z.string().nullable(),
  /** `again`: it failed, and can be tried again; `read`: the candidate can be read in Lever once more. */
  retry: z.enum(["again", "read"]).nullable(),
});
export const sync = endpoint({
  method: "get",
  path: "/connections/{connectionId}/sync",
  summary: "What came in, was read and was written in the last thirty days, and what became of it and why",
  audience: "company",
  query: z.object({
    /** Absent: everything that carried news. */
    kind: z.enum(syncKinds).optional(),
    state: z.enum(syncStates).optional(),
    /** Of the candidate's name, the reason or Lever's id. */
    search: z.string().max(120).optional(),
    limit: z.coerce.number().int().min(1).max(200).default(50),
    offset: z.coerce.number().int().min(0).default(0),
  }),
  answer: z.object({ rows: z.array(syncRow), total: z.int(), counts: z.record(z.string(), z.int()) }),
});
export const retrySync = endpoint({
  method: "post",
  path: "/connections/{connectionId}/sync/{syncId}/retry",
  summary: "Try a failed line again, or read its candidate in Lever once more",
  audience: "company",
  answer: ok,
});
