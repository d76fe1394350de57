/** From application to the pool: the expert's card, moves with reasons; and the expert's own profile. */
import { z } from "zod";
import { expertStates } from "../expert/vetting.ts";
import { experienceLevels } from "../position/settings.ts";
import { endpoint } from "./endpoint.ts";
import { heldBack } from "./held-back.ts";
import { skill } from "./skill.ts";
import { id, instant, ok, zone } from "./values.ts";

const employer = z.string().trim().min(1).max(120);
export const conflict = z.object({
  kind: z.enum(["company", "person"]),
  words: z.string().trim().min(1).max(200),
  reason: z.string().trim().max(300).default(""),
});

export const getExpert = endpoint({
  method: "get",
  path: "/ops/experts/{expertId}",
  summary: "One expert's card: application, history of moves, what they claim, conflicts",
  audience: "operator",
  answer: z.object({
    id,
    name: z.string(),
    email: z.string(),
    state: z.enum(expertStates),
    zone,
    skills: z.array(skill),
    categories: z.array(z.string()),
    roles: z.array(z.string()),
    languages: z.array(z.string()),
    employers: z.array(z.string()),
    formerEmployers: z.array(z.string()),
    mayMoveTo: z.array(z.object({ state: z.enum(expertStates), wantsReason: z.boolean() })),
    /** Interviews ahead: what is given to others when this expert leaves. */
    booked: z.int(),
    nextBookedAt: instant.nullable(),
    /** Interviews under way or over whose report this expert has yet to write. */
    reportsOwed: z.int(),
    canSignIn: z.boolean(),
    heldBack: heldBack.nullable(),
    application: z
      .object({
        at: instant,
        years: z.int(),
        linkedinUrl: z.string().nullable(),
        words: z.string(),
        cv: z.object({ name: z.string(), size: z.int() }).nullable(),
      })
      .nullable(),
    claimed: z.array(skill),
    conflicts: z.array(conflict),
    moves: z.array(
      z.object({
        at: instant,
        from: z.string().nullable(),
        to: z.string(),
        by: z.string(),
        reason: z.string(),
      }),
    ),
  }),
});
export const moveExpert = endpoint({
  method: "post",
  path: "/ops/experts/{expertId}/move",
  summary: "Move an expert on the board; the first move past screening mails the invitation to sign in",
  audience: "operator",
  body: z.object({ to: z.enum(expertStates), reason: z.string().trim().max(500).default("") }),
  answer: z.object({ words: z.string() }),
});
export const confirmSkills = endpoint({
  method: "post",
  path: "/ops/experts/{expertId}/skills",
  summary: "Accept or refuse the skills that an expert claims",
  audience: "operator",
  body: z.object({ accept: z.boolean() }),
  answer: ok,
});

export const profile = z.object({
  name: z.string(),
  email: z.string(),
  zone,
  languages: z
    .array(z.string().regex(/^[a-z]{2}$/))
    .min(1, "Name at least one language.")
    .max(10),
  skills: z.array(skill).max(60),
  employers: z.array(employer).max(20),
  formerEmployers: z.array(employer).max(60),
  meetingUrl: z.url({ protocol: /^https?$/ }).nullable(),
  linkedinUrl: z
    .url({ protocol: /^https$/, hostname: /(^|\.)linkedin\.com$/, error: "An address at linkedin.com, with https." })
    .nullable(),
  conflicts: z.array(conflict).max(100),
});
const shown = profile.extend({
  /** Claimed, and not confirmed yet. */
  claimed: z.array(skill),
  categories: z.array(z.string()),
  roles: z.array(z.enum(experienceLevels)),
  state: z.enum(expertStates),
});
export const getProfile = endpoint({
  method: "get",
  path: "/expert/profile",
  summary: "My profile",
  audience: "expert",
  answer: shown,
});
export const putProfile = endpoint({
  method: "put",
  path: "/expert/profile",
  summary: "Change my profile; new skills and higher levels count once an operator has confirmed them",
  audience: "expert",
  body: profile.omit({ name: true, email: true }),
  answer: shown,
});
