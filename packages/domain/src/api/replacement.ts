/** Replacing the expert of an interview: by hand, because someone is away, from those on standby, and open shifts. */
import { z } from "zod";
import { endpoint } from "./endpoint.ts";
import { id, instant, ok, zone } from "./values.ts";

const reason = z.string().trim().max(500).default("");
export const handOverOutcome = z.object({
  /** `rebooking`: nobody else was free, and the candidate was asked to choose another time. */
  outcome: z.enum(["replaced", "rebooking"]),
  words: z.string(),
});

export const handOver = endpoint({
  method: "post",
  path: "/expert/interviews/{interviewId}/hand-over",
  summary: "I can't hold this interview: the next best free expert takes it, or the candidate is asked to choose again",
  audience: "expert",
  body: z.object({ reason }),
  answer: handOverOutcome,
});

export const replacementRow = z.object({
  expertId: id,
  name: z.string(),
  zone,
  /** `short_notice`: free, but sooner than the notice they ask for; only a person chooses them. */
  how: z.enum(["free", "standby", "short_notice"]),
  why: z.string(),
});
export const listReplacements = endpoint({
  method: "get",
  path: "/ops/interviews/{interviewId}/replacements",
  summary: "Who could hold an interview in place of its expert, best first",
  audience: "operator",
  answer: z.object({
    interviewId: id,
    company: z.string(),
    candidate: z.string(),
    position: z.string(),
    startAt: instant,
    endAt: instant,
    expertId: id,
    expert: z.string(),
    replacements: z.array(replacementRow),
  }),
});
export const replaceExpert = endpoint({
  method: "post",
  path: "/ops/interviews/{interviewId}/replace",
  summary: "Replace the expert: by the one named, or by the next best, or else the candidate is asked to choose again",
  audience: "operator",
  body: z.object({ fromExpertId: id, toExpertId: id.optional(), reason }),
  answer: handOverOutcome,
});

export const expertAway = endpoint({
  method: "post",
  path: "/ops/experts/{expertId}/away",
  summary: "An expert is ill or away: no more bookings in that time, and their interviews in it find others",
  audience: "operator",
  body: z.object({ fromAt: instant, toAt: instant, cause: z.enum(["ill", "removed"]), reason }),
  answer: z.object({ interviews: z.int(), words: z.string() }),
});
/** Asked before it is said, so that nobody gives ten interviews away by a slip in the date. */
export const heldWhileAway = endpoint({
  method: "get",
  path: "/ops/experts/{expertId}/away",
  summary:
    "What an absence would take from an expert: how many of their interviews lie in that time, and when the first is",
  audience: "operator",
  query: z.object({ fromAt: instant, toAt: instant }),
  answer: z.object({ interviews: z.int(), firstAt: instant.nullable() }),
});
export const listHandOvers = endpoint({
  method: "get",
  path: "/ops/hand-overs",
  summary: "Interviews that changed their expert, or lost theirs, in the last seven days",
  audience: "operator",
  answer: z.object({
    handOvers: z.array(
      z.object({
        interviewId: id,
        at: instant,
        company: z.string(),
        candidate: z.string(),
        startAt: instant.nullable(),
        from: z.string(),
        to: z.string().nullable(),
        cause: z.string(),
        reason: z.string(),
        late: z.boolean(),
      }),
    ),
    /** Under way: asked for, and not done yet. */
    open: z.int(),
  }),
});

export const standbyRow = z.object({
  id,
  expertId: id,
  expert: z.string(),
  zone,
  fromAt: instant,
  toAt: instant,
});
export const listStandby = endpoint({
  method: "get",
  path: "/ops/standby",
  summary: "Who is on standby from today on",
  audience: "operator",
  answer: z.object({ standby: z.array(standbyRow) }),
});
export const addStandby = endpoint({
  method: "post",
  path: "/ops/standby",
  summary: "Put an expert on standby for a day of theirs: called in at short notice when somebody drops out",
  audience: "operator",
  body: z.object({
    expertId: id,
    onDate: z.iso.date(),
    fromMinute: z.int().min(0).max(1439).default(0),
    toMinute: z.int().min(1).max(1440).default(1440),
  }),
  answer: standbyRow,
});
export const endStandby = endpoint({
  method: "delete",
  path: "/ops/standby/{standbyId}",
  summary: "Take an expert off standby",
  audience: "operator",
  answer: ok,
});

const shift = {
  id,
  fromAt: instant,
  toAt: instant,
  wanted: z.int(),
  category: z.string().nullable(),
  note: z.string(),
};
export const shiftRow = z.object({ ...shift, taken: z.array(z.object({ expertId: id, expert: z.string() })) });
export const listShifts = endpoint({
  method: "get",
  path: "/ops/shifts",
  summary: "Open shifts: times for which more experts are wanted, and who took them",
  audience: "operator",
  answer: z.object({ shifts: z.array(shiftRow) }),
});
export const postShift = endpoint({
  method: "post",
  path: "/ops/shifts",
  summary: "Post an open shift",
  audience: "operator",
  body: z.object({
    fromAt: instant,
    toAt: instant,
    wanted: z.int().min(1).max(500),
    category: z.string().trim().min(1).max(80).nullable().default(null),
    note: z.string().trim().max(300).default(""),
  }),
  answer: shiftRow,
});
export const closeShift = endpoint({
  method: "delete",
  path: "/ops/shifts/{shiftId}",
  summary: "Close a shift: nobody takes it any more; who took it keeps the hours",
  audience: "operator",
  answer: ok,
});

export const ownShiftRow = z.object({
  ...shift,
  left: z.int(),
  taken: z.boolean(),
  mayTake: z.object({ possible: z.boolean(), words: z.string() }),
});
export const openShifts = endpoint({
  method: "get",
  path: "/expert/shifts",
  summary: "Shifts that I may take, those that I took, and my days on standby",
  audience: "expert",
  answer: z.object({
    zone,
    shifts: z.array(ownShiftRow),
    /** When I may be called in at short notice. */
    standby: z.array(z.object({ fromAt: instant, toAt: instant })),
  }),
});
export const takeShift = endpoint({
  method: "post",
  path: "/expert/shifts/{shiftId}/take",
  summary: "Take a shift: my hours are opened for that time",
  audience: "expert",
  answer: ownShiftRow,
});
export const giveShiftBack = endpoint({
  method: "post",
  path: "/expert/shifts/{shiftId}/give-back",
  summary: "Give a shift back: the hours that it opened are closed again; interviews booked in them stay",
  audience: "expert",
  answer: ownShiftRow,
});
