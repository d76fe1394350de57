/** What auditors do with reports that wait for their release. Operators see the same list and may step in once one is late. */
import { z } from "zod";
import { guideContent } from "../guide/guide.ts";
import { reportDraft } from "../report/report.ts";
import { endpoint } from "./endpoint.ts";
import { id, instant, ok } from "./values.ts";

export const reviewRow = z.object({
  interviewId: id,
  company: z.string(),
  candidate: z.string(),
  position: z.string(),
  round: z.string(),
  expert: z.string(),
  version: z.int(),
  /** A version was released before. */
  correction: z.boolean(),
  submittedAt: instant,
  dueAt: instant,
  late: z.boolean(),
  /** May the reader judge it now? `words` says why not. */
  may: z.object({ possible: z.boolean(), words: z.string() }),
});
export type ReviewRow = z.infer<typeof reviewRow>;

export const listReviews = endpoint({
  method: "get",
  path: "/ops/reviews",
  summary: "Reports that wait for an auditor, the most urgent first",
  audience: "auditor",
  answer: z.object({ reviews: z.array(reviewRow) }),
});

export const reviewDetail = reviewRow.extend({
  report: reportDraft,
  guide: guideContent,
  guideVersion: z.int(),
  startAt: instant,
  endAt: instant,
  /** What was sent back before, newest first. */
  sentBack: z.array(z.object({ version: z.int(), at: instant, words: z.string() })),
});
export type ReviewDetail = z.infer<typeof reviewDetail>;
export const getReview = endpoint({
  method: "get",
  path: "/ops/reviews/{interviewId}",
  summary: "One report as it waits, with its guide",
  audience: "auditor",
  answer: reviewDetail,
});
export const releaseReport = endpoint({
  method: "post",
  path: "/ops/reviews/{interviewId}/release",
  summary: "Release the version that was read: it goes to the ATS now",
  audience: "auditor",
  body: z.object({ version: z.int().min(1) }),
  answer: ok,
});
export const sendReportBack = endpoint({
  method: "post",
  path: "/ops/reviews/{interviewId}/send-back",
  summary: "Send the version that was read back to the expert, with words",
  audience: "auditor",
  body: z.object({ version: z.int().min(1), words: z.string().trim().min(10).max(2000) }),
  answer: ok,
});
