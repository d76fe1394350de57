/** What of a report may fill a field of a feedback form in the ATS. Stored per form; parsed with these schemas on every read. */
import { z } from "zod";

export const reportParts = [
  "summary",
  "competencies",
  "strengths",
  "concerns",
  "questions",
  "integrity",
  "link",
] as const;
export type ReportPart = (typeof reportParts)[number];

export const feedbackSource = z.discriminatedUnion("from", [
  /** The recommendation: as the form's own option, as 1 to 4, or as yes and no. */
  z.object({ from: z.literal("recommendation") }),
  /** Score or evidence of one competency, by its name in the guide. */
  z.object({ from: z.literal("competency"), name: z.string().min(1).max(200) }),
  /** The rows of a scorecard, each by the name of its competency. */
  z.object({ from: z.literal("scorecard") }),
  z.object({ from: z.literal("part"), part: z.enum(reportParts) }),
  z.object({ from: z.literal("date") }),
  /** The same in every form: an option of the field, or words. */
  z.object({ from: z.literal("fixed"), value: z.string().min(1).max(2000) }),
  z.object({ from: z.literal("nothing") }),
]);
export type FeedbackSource = z.infer<typeof feedbackSource>;

/** By type and label of the field (`fieldKey`). */
export const feedbackMapping = z.record(z.string().max(1000), feedbackSource);
export type FeedbackMapping = z.infer<typeof feedbackMapping>;
