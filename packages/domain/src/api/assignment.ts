/** Why a booking went to whom it went, and why there is no slot: read, never decided here. */
import { z } from "zod";
import { endpoint } from "./endpoint.ts";
import { id, instant, zone } from "./values.ts";

export const outcome = z.enum(["given", "passed", "not_free", "unfit"]);

const load = z.object({
  interviews: z.int(),
  offeredHours: z.number(),
  /** Interviews for ten hours offered; null when nothing was offered. */
  perTenHours: z.number().nullable(),
});

export const whyMine = endpoint({
  method: "get",
  path: "/expert/why",
  summary: "Bookings that came to me or didn't, with the stored reasons; my load against the pool; my quality",
  audience: "expert",
  answer: z.object({
    zone,
    days: z.int(),
    load,
    /** Of the active experts who offered hours; null while there are fewer than three, so that nobody is recognised. */
    pool: z.object({ experts: z.int(), least: z.number(), median: z.number(), most: z.number() }).nullable(),
    quality: z.object({
      score: z.int(),
      words: z.string(),
      days: z.int(),
      held: z.int(),
      events: z.array(z.object({ at: instant, words: z.string(), points: z.number() })),
    }),
    /** What candidates gave in the last 90 days; mean null below five ratings, so that nobody is recognised. */
    ratings: z.object({ days: z.int(), count: z.int(), least: z.int(), mean: z.number().nullable() }),
    counts: z.object({ given: z.int(), passed: z.int(), notFree: z.int(), others: z.int() }),
    decisions: z.array(
      z.object({
        id: z.string(),
        at: instant,
        startAt: instant,
        minutes: z.int(),
        category: z.string().nullable(),
        outcome,
        place: z.int().nullable(),
        considered: z.int(),
        words: z.string(),
      }),
    ),
  }),
});

export const interviewAssignments = endpoint({
  method: "get",
  path: "/ops/interviews/{interviewId}/assignments",
  summary: "How an interview stands, and each decision who gets it, with everybody who was considered",
  audience: "operator",
  answer: z.object({
    interviewId: id,
    interview: z.object({
      company: z.string(),
      candidate: z.string(),
      position: z.string(),
      state: z.string(),
      startAt: instant.nullable(),
      reportDueAt: instant.nullable(),
      /** Who holds it, or held it last. */
      expert: z.object({ id, name: z.string(), email: z.string() }).nullable(),
      /** Of a report that is not submitted yet; null when nothing was written. */
      draft: z
        .object({
          savedAt: instant,
          recommendation: z.string().nullable(),
          summary: z.string(),
          missing: z.array(z.string()),
        })
        .nullable(),
    }),
    assignments: z.array(
      z.object({
        id: z.string(),
        at: instant,
        startAt: instant,
        expert: z.string(),
        experts: z.array(
          z.object({
            expertId: id,
            name: z.string(),
            outcome,
            place: z.int().nullable(),
            quality: z.int().nullable(),
            load: load.nullable(),
            words: z.string(),
          }),
        ),
      }),
    ),
  }),
});

export const slotsExplained = z.object({
  fromAt: instant,
  toAt: instant,
  slots: z.int(),
  words: z.string(),
  /** Active experts, and how many of them may hold this interview. */
  experts: z.int(),
  fitting: z.int(),
  unfit: z.array(z.object({ reason: z.string(), words: z.string(), experts: z.int() })),
  /** Hours of the week in which one of those who fit could begin, and which rule took how many; they add up. */
  hours: z.object({ considered: z.number(), offered: z.number() }),
  removed: z.array(z.object({ rule: z.string(), words: z.string(), hours: z.number() })),
});
export const whyNoSlot = endpoint({
  method: "get",
  path: "/positions/{positionId}/slots",
  summary: "Why these slots and no others: which rule removed how much in the next seven days",
  audience: "company",
  keyScope: "read",
  answer: slotsExplained,
});

export const poolPositions = endpoint({
  method: "get",
  path: "/ops/positions",
  summary: "Active positions of all companies with their slots, fewest first",
  audience: "operator",
  answer: z.object({
    positions: z.array(
      z.object({ positionId: id, company: z.string(), title: z.string(), slots: z.int(), fitting: z.int() }),
    ),
  }),
});
export const positionSlots = endpoint({
  method: "get",
  path: "/ops/positions/{positionId}/slots",
  summary: "Why these slots and no others, expert by expert",
  audience: "operator",
  answer: slotsExplained.extend({
    company: z.string(),
    title: z.string(),
    people: z.array(z.object({ expertId: id, name: z.string(), zone, words: z.string(), offeredHours: z.number() })),
  }),
});
