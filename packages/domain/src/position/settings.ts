/** What a position may set, with the defaults of the product. Stored as given; parsed with these schemas on every read. */
import { z } from "zod";

export const mandatoryItems = ["email", "phone", "resume"] as const;

export const positionSettings = z.object({
  /** What must stand in the ATS before a candidate is invited. */
  mandatory: z.array(z.enum(mandatoryItems)).default(["email", "phone", "resume"]),
  bookWithinDays: z.int().min(1).max(60).default(7),
  interviewWithinDays: z.int().min(1).max(90).default(14),
  minimumNoticeMinutes: z.int().min(0).max(20_160).default(360),
  bufferBeforeMinutes: z.int().min(0).max(120).multipleOf(5).default(0),
  bufferAfterMinutes: z.int().min(0).max(120).multipleOf(5).default(15),
  maxReschedules: z.int().min(0).max(10).default(2),
  rescheduleCutoffMinutes: z.int().min(0).max(10_080).default(240),
  candidateMayRebookAfterNoShow: z.boolean().default(true),
  textReminders: z.boolean().default(false),
  reviewBeforeRelease: z.boolean().default(false),
  verdictInNote: z.boolean().default(false),
  /** The company's own meeting link; absent: the expert's. */
  meetingUrl: z.url({ protocol: /^https?$/ }).optional(),
  alsoTell: z.array(z.email()).max(10).default([]),
});
export type PositionSettings = z.infer<typeof positionSettings>;

export const experienceLevels = ["junior", "mid", "senior", "staff"] as const;
export const positionStates = ["pending", "active", "paused", "inactive"] as const;
export type PositionState = (typeof positionStates)[number];
