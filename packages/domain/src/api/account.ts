import { z } from "zod";
import { endpoint } from "./endpoint.ts";
import { happiness } from "./rating.ts";
import { id, instant, mark, ok, zone } from "./values.ts";

export const memberRole = z.enum(["admin", "recruiter", "agency"]);
export type MemberRole = z.infer<typeof memberRole>;

export const me = endpoint({
  method: "get",
  path: "/me",
  summary: "Who is signed in, and what they may enter",
  audience: "signed_in",
  answer: z.object({
    user: z.object({ id: z.string(), name: z.string(), email: z.string() }),
    memberships: z.array(
      z.object({
        companyId: id,
        companyName: z.string(),
        slug: z.string(),
        role: memberRole,
        logoUrl: z.string().nullable(),
        zone,
      }),
    ),
    serviceRole: z.enum(["operator", "auditor"]).nullable(),
    expertId: id.nullable(),
    supportEmail: z.string(),
    /** This installation can send text messages. */
    textMessages: z.boolean(),
  }),
});

export const companyProfile = z.object({
  id,
  name: z.string(),
  slug: z.string(),
  zone,
  privacyUrl: z.string().nullable(),
  logoUrl: z.string().nullable(),
  /** Of name, zone and privacy notice. */
  mark,
});

export const getCompany = endpoint({
  method: "get",
  path: "/company",
  summary: "The company's profile",
  audience: "company",
  keyScope: "read",
  answer: companyProfile,
});
export const updateCompany = endpoint({
  method: "put",
  path: "/company",
  summary:
    "Change the company's profile; with `basedOn`, the mark that was read before, a stale one is refused with 409",
  audience: "admin",
  body: z.object({
    name: z.string().trim().min(1).max(120),
    zone,
    privacyUrl: z.url({ protocol: /^https?$/ }).nullable(),
    basedOn: mark.optional(),
  }),
  answer: companyProfile,
});
export const putLogo = endpoint({
  method: "put",
  path: "/company/logo",
  summary: "Replace the logo (PNG, JPEG or WebP, at most 512 kB), or remove it with null",
  audience: "admin",
  body: z.object({ base64: z.string().max(720_000).nullable() }),
  answer: companyProfile,
});
/** The invitation mail as candidates would get it, with the company's current name and logo. */
export const mailPreview = endpoint({
  method: "get",
  path: "/company/mail-preview",
  summary: "The invitation mail as candidates get it",
  audience: "company",
  answer: z.object({ subject: z.string(), html: z.string(), text: z.string() }),
});

export const member = z.object({
  userId: z.string(),
  name: z.string(),
  email: z.string(),
  role: memberRole,
  since: instant,
  positionIds: z.array(id),
  /** Until they have come in for the first time; `endsAt` is null when no link in their mail works any more. */
  invitation: z.object({ endsAt: instant.nullable() }).nullable(),
});
export const listMembers = endpoint({
  method: "get",
  path: "/members",
  summary: "Members of the company",
  audience: "company",
  answer: z.object({ members: z.array(member) }),
});
export const inviteMember = endpoint({
  method: "post",
  path: "/members",
  summary: "Invite a person; they get a mail with a link to set a password",
  audience: "admin",
  body: z.object({
    email: z.email(),
    name: z.string().trim().min(1).max(120),
    role: memberRole,
    positionIds: z.array(id).default([]),
  }),
  answer: member,
});
export const inviteMemberAgain = endpoint({
  method: "post",
  path: "/members/{userId}/invitation",
  summary: "Mail a new link to a member who has not come in yet; the older one ends",
  audience: "admin",
  answer: member,
});
export const updateMember = endpoint({
  method: "put",
  path: "/members/{userId}",
  summary: "Change a member's role or an agency's positions",
  audience: "admin",
  body: z.object({ role: memberRole, positionIds: z.array(id).default([]) }),
  answer: member,
});
export const removeMember = endpoint({
  method: "delete",
  path: "/members/{userId}",
  summary: "End a membership",
  audience: "admin",
  answer: ok,
});

export const apiKey = z.object({
  id,
  name: z.string(),
  prefix: z.string(),
  scopes: z.array(z.enum(["read", "write"])),
  createdAt: instant,
  lastUsedAt: instant.nullable(),
});
export const listApiKeys = endpoint({
  method: "get",
  path: "/api-keys",
  summary: "API keys of the company",
  audience: "admin",
  answer: z.object({ keys: z.array(apiKey) }),
});
export const createApiKey = endpoint({
  method: "post",
  path: "/api-keys",
  summary: "Make an API key; its secret is shown once",
  audience: "admin",
  body: z.object({ name: z.string().trim().min(1).max(80), scopes: z.array(z.enum(["read", "write"])).min(1) }),
  answer: apiKey.extend({ secret: z.string() }),
});
export const revokeApiKey = endpoint({
  method: "delete",
  path: "/api-keys/{keyId}",
  summary: "Revoke an API key",
  audience: "admin",
  answer: ok,
});

export const attention = z.object({
  kind: z.enum([
    "blocked",
    "proposal",
    "report_overdue",
    "connection",
    "effect_dead",
    "leaving_while_live",
    "changed_by_hand",
    "unschedulable",
    "many_moves",
    "posting_ended",
    "hidden",
    "stage_missing",
  ]),
  words: z.string(),
  since: instant,
  interviewId: id.nullable(),
  connectionId: id.nullable(),
  positionId: id.nullable(),
});
export const home = endpoint({
  method: "get",
  path: "/home",
  summary: "What needs attention, today's interviews, and the figures of the last 30 days",
  audience: "company",
  answer: z.object({
    attention: z.array(attention),
    today: z.array(
      z.object({
        interviewId: id,
        candidate: z.string(),
        position: z.string(),
        round: z.string(),
        state: z.string(),
        startAt: instant,
        endAt: instant,
        expert: z.string().nullable(),
      }),
    ),
    funnel: z.array(z.object({ state: z.string(), count: z.int() })),
    figures: z.object({
      invited: z.int(),
      completed: z.int(),
      medianHoursToSchedule: z.number().nullable(),
      medianHoursToInterview: z.number().nullable(),
      medianMinutesToReport: z.number().nullable(),
      reportsInTime: z.object({ count: z.int(), of: z.int() }),
    }),
    happiness,
    setUp: z.object({ connected: z.boolean(), positions: z.int(), interviews: z.int() }),
  }),
});
