import { describe, expect, it } from "vitest";
import {
  blockReasonsFor,
  guideContent,
  missingParts,
  positionSettings,
  reportDraft,
  usableEmail,
} from "../src/index.ts";

const settings = positionSettings.parse({});
const whole = { emails: ["maya@mail.example"], phones: ["+91 98 7654 3210"], hasResume: true, bouncedEmails: [] };
const open = { state: "active" as const, settings, roundsLeft: true };

describe("what stands in the way of an invitation", () => {
  it("is nothing when all is there", () => {
    expect(blockReasonsFor(open, whole)).toEqual([]);
  });

  it("names everything that is missing at once", () => {
    expect(blockReasonsFor(open, { emails: [], phones: [""], hasResume: false, bouncedEmails: [] })).toEqual([
      "email_missing",
      "phone_missing",
      "resume_missing",
    ]);
  });

  it("asks only for what the position wants, but always for an address", () => {
    const lenient = { ...open, settings: positionSettings.parse({ mandatory: [] }) };
    expect(
      blockReasonsFor(lenient, { emails: ["not an address"], phones: [], hasResume: false, bouncedEmails: [] }),
    ).toEqual(["email_missing"]);
  });

  it("takes the first address that has not bounced", () => {
    expect(usableEmail({ emails: ["a@x.example", "b@x.example"], bouncedEmails: ["a@x.example"] })).toBe("b@x.example");
    expect(blockReasonsFor(open, { ...whole, bouncedEmails: whole.emails })).toEqual(["address_bounced"]);
  });

  it("says that the position is not ready", () => {
    expect(blockReasonsFor({ ...open, state: "pending" }, whole)).toEqual(["not_configured"]);
    expect(blockReasonsFor({ ...open, state: "paused" }, whole)).toEqual(["paused"]);
    expect(blockReasonsFor({ ...open, roundsLeft: false }, whole)).toEqual(["no_round_left"]);
  });
});

describe("a report", () => {
  const guide = guideContent.parse({
    format: "two tasks",
    sections: [{ name: "Warm-up", minutes: 10, questions: [] }],
    competencies: [
      { id: "coding", name: "Coding", anchors: ["1", "2", "3", "4"] },
      { id: "extra", name: "Extra", mandatory: false, anchors: ["1", "2", "3", "4"] },
    ],
  });

  it("lists what is still missing, and nothing optional", () => {
    const empty = reportDraft.parse({});
    expect(missingParts(empty, guide).map((item) => item.part)).toEqual([
      "recommendation",
      "competency:coding:score",
      "competency:coding:evidence",
      "summary",
    ]);
    const full = reportDraft.parse({
      recommendation: "hire",
      summary: "Good.",
      competencies: { coding: { score: 3, evidence: "Wrote tests first." } },
    });
    expect(missingParts(full, guide)).toEqual([]);
  });
});
