/** What candidates thought: the happiness index, and the audits that bad ratings open. */
import { z } from "zod";
import { endpoint } from "./endpoint.ts";
import { id, instant, ok } from "./values.ts";

/** Of so many ratings: the share of good ones (4, 5) minus that of bad ones (1, 2), in per cent, and the mean; null without any. */
export const mood = z.object({ count: z.int(), index: z.int().nullable(), mean: z.number().nullable() });
export type Mood = z.infer<typeof mood>;

export const happiness = z.object({
  last30: mood,
  last90: mood,
  /** Of the last 90 days, those with most ratings first. */
  byPosition: z.array(mood.extend({ positionId: id, name: z.string() })),
  /** First names; companies know no more of experts. */
  byExpert: z.array(mood.extend({ name: z.string() })),
});

export const ratingRow = z.object({
  interviewId: id,
  company: z.string(),
  candidate: z.string(),
  position: z.string(),
  round: z.string(),
  expert: z.string(),
  score: z.int(),
  words: z.string(),
  heldAt: instant,
  ratedAt: instant,
  changedAt: instant,
  /** Opened by a bad rating; null where nobody has to look into it. */
  audit: z
    .object({
      dueAt: instant,
      late: z.boolean(),
      takenBy: z.string().nullable(),
      takenByReader: z.boolean(),
      endedAt: instant.nullable(),
    })
    .nullable(),
});
export type RatingRow = z.infer<typeof ratingRow>;

export const listRatings = endpoint({
  method: "get",
  path: "/ops/ratings",
  summary: "Ratings by candidates: bad ones that wait for an answer first, or all of the last 90 days",
  audience: "auditor",
  query: z.object({
    show: z.enum(["open", "answered", "all"]).default("open"),
    search: z.string().max(120).optional(),
  }),
  answer: z.object({
    ratings: z.array(ratingRow),
    counts: z.object({ open: z.int(), answered: z.int(), all: z.int() }),
    mood,
  }),
});

export const ratingDetail = ratingRow.extend({
  expertId: id,
  /** Of the last 90 days, this one included. */
  expertMood: mood,
  /** What happened to the interview, oldest first. */
  events: z.array(z.object({ at: instant, words: z.string() })),
  finding: z.string().nullable(),
  action: z.string().nullable(),
  answer: z.string().nullable(),
  endedBy: z.string().nullable(),
  /** May the reader look into it? `words` says why not. */
  may: z.object({ possible: z.boolean(), words: z.string() }),
});
export type RatingDetail = z.infer<typeof ratingDetail>;
export const getRating = endpoint({
  method: "get",
  path: "/ops/ratings/{interviewId}",
  summary: "One rating with what happened in its interview",
  audience: "auditor",
  answer: ratingDetail,
});
export const takeRating = endpoint({
  method: "post",
  path: "/ops/ratings/{interviewId}/take",
  summary: "I look into this rating",
  audience: "auditor",
  answer: ok,
});
export const answerRating = endpoint({
  method: "post",
  path: "/ops/ratings/{interviewId}/answer",
  summary: "What was found and done, and what the candidate is told; ends the audit",
  audience: "auditor",
  body: z.object({
    finding: z.string().trim().min(10).max(2000),
    action: z.string().trim().min(3).max(2000),
    answer: z.string().trim().min(20).max(2000),
  }),
  answer: ok,
});
