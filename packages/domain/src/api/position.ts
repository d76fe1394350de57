import { z } from "zod";
import { experienceLevels, positionSettings, positionStates } from "../position/settings.ts";
import { endpoint } from "./endpoint.ts";
import { id, instant, mark, nothing } from "./values.ts";

export const round = z.object({
  id,
  number: z.int(),
  name: z.string(),
  guideId: id,
  guideName: z.string(),
  durationMinutes: z.int(),
});
export const position = z.object({
  id,
  connectionId: id,
  title: z.string(),
  state: z.enum(positionStates),
  postingId: z.string(),
  postingState: z.string(),
  postingUrl: z.string().nullable(),
  tagged: z.boolean(),
  team: z.string().nullable(),
  location: z.string().nullable(),
  category: z.string().nullable(),
  role: z.string().nullable(),
  seniority: z.enum(experienceLevels).nullable(),
  skills: z.array(z.string()),
  languages: z.array(z.string()),
  settings: positionSettings,
  rounds: z.array(round),
  /** Of what `configurePosition` changes. */
  mark,
  activatedAt: instant.nullable(),
  /** `waiting`: moved together with so many others that somebody must confirm it. `undecided`: booked, though the posting ended. */
  counts: z.object({ open: z.int(), booked: z.int(), completed: z.int(), waiting: z.int(), undecided: z.int() }),
  /** What the ATS does not show us of it, in words; null while it shows all that we need. */
  hidden: z.string().nullable(),
});
export type Position = z.infer<typeof position>;

export const positionInput = z.object({
  category: z.string().trim().min(1).max(80),
  role: z.string().trim().min(1).max(120),
  seniority: z.enum(experienceLevels),
  skills: z.array(z.string().trim().min(1).max(60)).min(1).max(20),
  languages: z
    .array(z.string().regex(/^[a-z]{2}$/))
    .min(1)
    .max(5),
  settings: positionSettings,
  rounds: z
    .array(
      z.object({
        id: id.optional(),
        name: z.string().trim().min(1).max(80),
        guideId: id,
        durationMinutes: z.int().min(10).max(240).multipleOf(5),
      }),
    )
    .min(1)
    .max(6),
});
export type PositionInput = z.infer<typeof positionInput>;

export const listPositions = endpoint({
  method: "get",
  path: "/positions",
  summary: "Postings we interview for",
  audience: "company",
  keyScope: "read",
  answer: z.object({ positions: z.array(position), readAt: instant.nullable() }),
});
export const getPosition = endpoint({
  method: "get",
  path: "/positions/{positionId}",
  summary: "One position",
  audience: "company",
  keyScope: "read",
  answer: position,
});
export const refreshPostings = endpoint({
  method: "post",
  path: "/positions/refresh",
  summary: "Read the tagged postings from the ATS now",
  audience: "company",
  keyScope: "write",
  answer: z.object({
    added: z.int(),
    changed: z.int(),
    gone: z.int(),
    failed: z.array(z.object({ connectionId: id, words: z.string() })),
  }),
});
export const configurePosition = endpoint({
  method: "put",
  path: "/positions/{positionId}",
  summary: "Configure a position; with `basedOn`, the mark that was read before, a stale one is refused with 409",
  audience: "company",
  keyScope: "write",
  body: positionInput.extend({ basedOn: mark.optional() }),
  answer: position,
});
/** More than fifty moves within ten minutes wait for one click. */
export const listMoves = endpoint({
  method: "get",
  path: "/positions/{positionId}/moves",
  summary: "Candidates who were moved at once with many others, and wait for a confirmation",
  audience: "company",
  keyScope: "read",
  answer: z.object({
    moves: z.array(z.object({ interviewId: id, candidate: z.string(), enteredAt: instant })),
  }),
});
export const decideMoves = endpoint({
  method: "post",
  path: "/positions/{positionId}/moves",
  summary: "Invite those who were meant; those set aside hear nothing. Who is in neither list goes on waiting",
  audience: "company",
  keyScope: "write",
  body: z.object({ invite: z.array(id).max(5000).default([]), setAside: z.array(id).max(5000).default([]) }),
  answer: position,
});

/** The posting ended: what is booked goes on unless somebody cancels it. */
export const listUndecided = endpoint({
  method: "get",
  path: "/positions/{positionId}/undecided",
  summary: "Interviews that are booked although the posting ended, and about which nobody has decided",
  audience: "company",
  keyScope: "read",
  answer: z.object({ interviews: z.array(z.object({ interviewId: id, candidate: z.string(), startAt: instant })) }),
});
export const decideUndecided = endpoint({
  method: "post",
  path: "/positions/{positionId}/undecided",
  summary: "Keep or cancel all of them; what was decided one by one stays as it is",
  audience: "company",
  keyScope: "write",
  body: z.object({ answer: z.enum(["keep", "cancel"]) }),
  answer: z.object({ decided: z.int() }),
});

/** Candidates already standing in the stage: nobody is invited by surprise. */
export const standing = endpoint({
  method: "get",
  path: "/positions/{positionId}/standing",
  summary: "Candidates who already stand in the stage",
  audience: "company",
  answer: z.object({
    candidates: z.array(
      z.object({ opportunityId: z.string(), name: z.string(), enteredAt: instant, hasInterview: z.boolean() }),
    ),
  }),
});
export const activatePosition = endpoint({
  method: "post",
  path: "/positions/{positionId}/activate",
  summary: "Activate, and say which of those who already stand in the stage are invited",
  audience: "company",
  keyScope: "write",
  body: z.object({ inviteOpportunityIds: z.array(z.string()).max(500).default([]) }),
  answer: position,
});
export const pausePosition = endpoint({
  method: "post",
  path: "/positions/{positionId}/pause",
  summary: "Pause: no new invitations, booked interviews go on",
  audience: "company",
  keyScope: "write",
  answer: position,
});
export const resumePosition = endpoint({
  method: "post",
  path: "/positions/{positionId}/resume",
  summary: "Go on after a pause",
  audience: "company",
  keyScope: "write",
  answer: position,
});
export const slotCount = endpoint({
  method: "post",
  path: "/positions/{positionId}/slot-count",
  summary: "How many slots this setting would offer in the next 7 days, and why not more",
  audience: "company",
  body: positionInput.partial().extend({ durationMinutes: z.int().min(10).max(240) }),
  answer: z.object({ slots: z.int(), experts: z.int(), words: z.string() }),
});
export const positionPreview = endpoint({
  method: "get",
  path: "/positions/{positionId}/preview",
  summary: "The invitation mail and the note as this position would send them",
  audience: "company",
  query: nothing,
  answer: z.object({ subject: z.string(), html: z.string(), text: z.string(), note: z.string() }),
});
export const listGuideNames = endpoint({
  method: "get",
  path: "/guide-names",
  summary: "Guides to choose from",
  audience: "company",
  answer: z.object({
    guides: z.array(
      z.object({ id, name: z.string(), category: z.string(), minutes: z.int(), competencies: z.array(z.string()) }),
    ),
    categories: z.array(z.string()),
    skills: z.array(z.string()),
  }),
});
