import { z } from "zod";
import { guideContent } from "../guide/guide.ts";
import { experienceLevels } from "../position/settings.ts";
import { expertStates } from "../expert/vetting.ts";
import { endpoint } from "./endpoint.ts";
import { heldBack } from "./held-back.ts";
import { skill } from "./skill.ts";
import { actor, id, instant, ok, zone } from "./values.ts";

export const expertRow = z.object({
  id,
  name: z.string(),
  email: z.string(),
  zone,
  state: z.enum(expertStates),
  skills: z.array(skill),
  categories: z.array(z.string()),
  roles: z.array(z.string()),
  languages: z.array(z.string()),
  employers: z.array(z.string()),
  meetingUrl: z.string().nullable(),
  weeklyHours: z.number(),
  booked: z.int(),
  completed: z.int(),
  canSignIn: z.boolean(),
  heldBack: heldBack.nullable(),
});
export const expertInput = z.object({
  name: z.string().trim().min(1).max(120),
  email: z.email(),
  zone,
  state: z.enum(expertStates),
  skills: z.array(skill).max(60),
  categories: z.array(z.string().trim().min(1).max(80)).max(20),
  roles: z.array(z.enum(experienceLevels)).max(8),
  languages: z
    .array(z.string().regex(/^[a-z]{2}$/))
    .min(1)
    .max(10),
  employers: z.array(z.string().trim().min(1).max(120)).max(20),
  meetingUrl: z.url({ protocol: /^https?$/ }).nullable(),
});
export const listExperts = endpoint({
  method: "get",
  path: "/ops/experts",
  summary: "All experts",
  audience: "operator",
  query: z.object({ search: z.string().max(120).optional(), state: z.enum(expertStates).optional() }),
  answer: z.object({ experts: z.array(expertRow), counts: z.record(z.string(), z.int()) }),
});
export const createExpert = endpoint({
  method: "post",
  path: "/ops/experts",
  summary: "Add an expert; they get a mail with a link to set a password",
  audience: "operator",
  body: expertInput,
  answer: expertRow,
});
export const updateExpert = endpoint({
  method: "put",
  path: "/ops/experts/{expertId}",
  summary: "Change an expert",
  audience: "operator",
  body: expertInput,
  answer: expertRow,
});

export const guideRow = z.object({
  id,
  name: z.string(),
  category: z.string(),
  version: z.int(),
  minutes: z.int(),
  competencies: z.int(),
  usedBy: z.int(),
  changedAt: instant,
});
export const guideDetail = guideRow.extend({
  content: guideContent,
  versions: z.array(z.object({ version: z.int(), createdAt: instant, createdBy: z.string() })),
});
export const listGuides = endpoint({
  method: "get",
  path: "/ops/guides",
  summary: "All guides",
  audience: "operator",
  answer: z.object({ guides: z.array(guideRow) }),
});
export const getGuide = endpoint({
  method: "get",
  path: "/ops/guides/{guideId}",
  summary: "One guide",
  audience: "operator",
  query: z.object({ version: z.coerce.number().int().optional() }),
  answer: guideDetail,
});
export const createGuide = endpoint({
  method: "post",
  path: "/ops/guides",
  summary: "Add a guide",
  audience: "operator",
  body: z.object({
    name: z.string().trim().min(1).max(120),
    category: z.string().trim().min(1).max(80),
    content: guideContent,
  }),
  answer: guideDetail,
});
export const saveGuide = endpoint({
  method: "put",
  path: "/ops/guides/{guideId}",
  summary: "Save as a new version; interviews keep the version they were made with",
  audience: "operator",
  body: z.object({
    name: z.string().trim().min(1).max(120),
    category: z.string().trim().min(1).max(80),
    content: guideContent,
    basedOn: z.int(),
  }),
  answer: guideDetail,
});

export const proposalRow = z.object({
  interviewId: id,
  company: z.string(),
  candidate: z.string(),
  position: z.string(),
  round: z.string(),
  durationMinutes: z.int(),
  ranges: z.array(z.object({ fromAt: instant, toAt: instant })),
  comment: z.string(),
  candidateZone: zone.nullable(),
  givenAt: instant,
  answerBy: instant,
  suggestions: z.array(
    z.object({ startAt: instant, expertId: id, expert: z.string(), expertZone: zone, why: z.string() }),
  ),
});
export const listProposals = endpoint({
  method: "get",
  path: "/ops/proposals",
  summary: "Preferred times waiting for a match",
  audience: "operator",
  answer: z.object({ proposals: z.array(proposalRow) }),
});
export const matchProposal = endpoint({
  method: "post",
  path: "/ops/proposals/{interviewId}/match",
  summary: "Match: a firm booking, minimum notice apart",
  audience: "operator",
  body: z.object({ startAt: instant, expertId: id }),
  answer: ok,
});
export const declineProposal = endpoint({
  method: "post",
  path: "/ops/proposals/{interviewId}/decline",
  summary: "None of the times can be matched: the candidate is asked to choose again",
  audience: "operator",
  answer: ok,
});

/** How far business time is ahead of the database's: nothing, but in a world whose time was advanced. */
const clockAheadMs = z.int();

export const effectStates = ["pending", "running", "unsure", "done", "dead", "skipped"] as const;
export const effectRow = z.object({
  id,
  kind: z.string(),
  title: z.string(),
  state: z.enum(effectStates),
  company: z.string().nullable(),
  interviewId: id.nullable(),
  attempt: z.int(),
  /** Business time, as `endedAt` and `nextTryAt`. */
  runAfter: instant,
  nextTryAt: instant.nullable(),
  /** The database's time, as those of attempts. */
  createdAt: instant,
  endedAt: instant.nullable(),
  lastError: z.string().nullable(),
});
export const effectFilter = z.object({
  state: z.enum(effectStates).optional(),
  kind: z.string().max(60).optional(),
  search: z.string().max(120).optional(),
  due: z.enum(["now", "later"]).optional(),
  /** "hide": without the regular looks into the ATS that go as they should. */
  routine: z.enum(["hide"]).optional(),
});
export const listEffects = endpoint({
  method: "get",
  path: "/ops/effects",
  summary: "The ledger of effects",
  audience: "operator",
  query: effectFilter.extend({
    limit: z.coerce.number().int().min(1).max(200).default(50),
    offset: z.coerce.number().int().min(0).default(0),
  }),
  answer: z.object({
    effects: z.array(effectRow),
    total: z.int(),
    counts: z.array(z.object({ state: z.string(), kind: z.string(), count: z.int() })),
    oldestDueAt: instant.nullable(),
    clockAheadMs,
  }),
});
export const effectDetail = effectRow.extend({
  clockAheadMs,
  key: z.string(),
  lane: z.string(),
  payload: z.unknown(),
  externalId: z.string().nullable(),
  attempts: z.array(
    z.object({
      attempt: z.int(),
      beganAt: instant,
      endedAt: instant.nullable(),
      outcome: z.string().nullable(),
      words: z.string(),
    }),
  ),
});
export const getEffect = endpoint({
  method: "get",
  path: "/ops/effects/{effectId}",
  summary: "One effect with its attempts and answers",
  audience: "operator",
  answer: effectDetail,
});
export const retryEffect = endpoint({
  method: "post",
  path: "/ops/effects/{effectId}/retry",
  summary: "Try a failed effect again (it looks first whether it was done)",
  audience: "operator",
  answer: effectDetail,
});
export const retryEffects = endpoint({
  method: "post",
  path: "/ops/effects/retry",
  summary: "Try all filtered failed effects again",
  audience: "operator",
  body: effectFilter,
  answer: z.object({ retried: z.int() }),
});
export const discardEffect = endpoint({
  method: "post",
  path: "/ops/effects/{effectId}/discard",
  summary: "Give an effect up, with a reason",
  audience: "operator",
  body: z.object({ reason: z.string().trim().min(3).max(500) }),
  answer: effectDetail,
});

export const deliveryRow = z.object({
  id,
  receivedAt: instant,
  source: z.string(),
  event: z.string(),
  company: z.string(),
  opportunityId: z.string().nullable(),
  state: z.string(),
  reason: z.string().nullable(),
  interviewId: id.nullable(),
});
export const listDeliveries = endpoint({
  method: "get",
  path: "/ops/deliveries",
  summary: "What came in, its verdict and what it led to",
  audience: "operator",
  query: z.object({
    state: z.string().max(40).optional(),
    limit: z.coerce.number().int().min(1).max(200).default(50),
    offset: z.coerce.number().int().min(0).default(0),
  }),
  answer: z.object({
    deliveries: z.array(deliveryRow),
    total: z.int(),
    refused: z.array(z.object({ reason: z.string(), count: z.int() })),
  }),
});

export const operationsToday = endpoint({
  method: "get",
  path: "/ops/today",
  summary: "The next 24 hours, risks first",
  audience: "operator",
  answer: z.object({
    interviews: z.array(
      z.object({
        interviewId: id,
        company: z.string(),
        candidate: z.string(),
        position: z.string(),
        expert: z.string().nullable(),
        state: z.string(),
        startAt: instant,
        endAt: instant,
        risk: z.string().nullable(),
      }),
    ),
    proposals: z.int(),
    deadEffects: z.int(),
    brokenConnections: z.int(),
    /** Bad ratings that wait for an answer. */
    openRatings: z.int(),
    /** To become an expert. Late: no answer by the day that was promised. */
    applications: z.object({ waiting: z.int(), late: z.int() }),
    /** Active experts who are not offered to anybody, since a calendar of theirs can't be read. */
    heldBack: z.array(heldBack.extend({ expertId: id, expert: z.string(), email: z.string() })),
  }),
});
export const operatorMarkNoShow = endpoint({
  method: "post",
  path: "/ops/interviews/{interviewId}/no-show",
  summary: "Record who did not come",
  audience: "operator",
  body: z.object({ party: z.enum(["candidate", "expert"]) }),
  answer: ok,
});

export const companyRow = z.object({
  id,
  name: z.string(),
  zone,
  createdAt: instant,
  members: z.int(),
  connections: z.array(z.object({ ats: z.string(), environment: z.string(), state: z.string() })),
  positions: z.object({ active: z.int(), all: z.int() }),
  /** Of the last 30 days. */
  interviews: z.object({ invited: z.int(), completed: z.int() }),
  ahead: z.int(),
  deadEffects: z.int(),
  lastDeliveryAt: instant.nullable(),
});
export const listCompanies = endpoint({
  method: "get",
  path: "/ops/companies",
  summary: "All companies with what they use and what fails for them; those with trouble first",
  audience: "operator",
  query: z.object({ search: z.string().max(120).optional() }),
  answer: z.object({ companies: z.array(companyRow) }),
});

export const auditEntry = z.object({
  id: z.string(),
  at: instant,
  actor,
  action: z.string(),
  company: z.string().nullable(),
  subject: z.object({ noun: z.string(), id: z.string().nullable(), name: z.string().nullable() }),
  details: z.array(z.object({ name: z.string(), value: z.string() })),
});
export const listAuditLog = endpoint({
  method: "get",
  path: "/ops/audit-log",
  summary: "Who did what that may be asked about later, newest first",
  audience: "operator",
  query: z.object({
    search: z.string().max(120).optional(),
    action: z.string().max(80).optional(),
    companyId: id.optional(),
    limit: z.coerce.number().int().min(1).max(200).default(50),
    offset: z.coerce.number().int().min(0).default(0),
  }),
  answer: z.object({
    entries: z.array(auditEntry),
    total: z.int(),
    actions: z.array(z.object({ action: z.string(), count: z.int() })),
    companies: z.array(z.object({ id, name: z.string() })),
  }),
});
