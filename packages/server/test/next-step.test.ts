/** What lists say comes next. */
import { expect, test } from "vitest";
import { leavesAt, nextStep, type NextStepFacts } from "../src/interview/next-step.ts";

const now = Date.parse("2026-12-07T10:00:00Z");
const left: NextStepFacts = {
  state: "invited",
  blocked_reasons: [],
  book_by: null,
  starts_at: null,
  ends_at: null,
  leaving_at: new Date(now + 60_000),
  ats_question: null,
  posting_question: null,
  report_due_at: null,
  review_due_at: null,
  proposal: null,
};

test("who left the stage before the interview is cancelled at a time that is named", () => {
  expect(nextStep(left, now)).toEqual({
    words: "Left the stage; cancelled unless moved back by",
    at: "2026-12-07T10:01:00.000Z",
  });
});

test("who left while it was live, and whose interview went on, is not said to be cancelled", () => {
  for (const state of ["live", "awaiting_report", "in_review", "completed"] as const) {
    expect(leavesAt({ ...left, state })).toBeNull();
    expect(nextStep({ ...left, state }, now).words).not.toContain("cancelled unless");
  }
});
