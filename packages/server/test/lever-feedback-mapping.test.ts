/** The report into whatever form the company has. */
import { expect, test } from "vitest";
import type { FormField } from "@interviewvector/lever";
import { mapReport, type ReportToMap } from "../src/lever/write/feedback-mapping.ts";
import { draft, guide } from "./lever-world.ts";

const mapped: ReportToMap = {
  report: { ...draft, recommendation: "no_hire" },
  guide,
  reportLink: "https://iv.example/app/interviews/1/report",
  heldAt: 1_790_000_000_000,
};

const field = (type: FormField["type"], text: string, more: Partial<FormField> = {}): FormField => ({
  id: `${type}:${text}`,
  type,
  text,
  description: "",
  required: false,
  prompt: null,
  options: [],
  scores: [],
  ...more,
});

const options = (...texts: string[]) => ({ options: texts.map((text) => ({ text })) });

function values(...fields: FormField[]): Record<string, unknown> {
  return Object.fromEntries(mapReport(mapped, fields).map(({ id, value }) => [id.slice(id.indexOf(":") + 1), value]));
}

test.each([
  [["4 - Strong Hire", "3 - Hire", "2 - No Hire", "1 - Strong No Hire"], "2 - No Hire"],
  [["4 - Strong Yes", "3 - Yes", "2 - No", "1 - Strong No"], "2 - No"],
  [["1 strong no", "2 no", "3 yes", "4 strong yes"], "2 no"],
  [["Strong Hire", "Hire", "No Hire", "Strong No Hire"], "No Hire"],
  [["Strong yes", "Yes", "No", "Strong no"], "No"],
  [["Excellent", "Good", "Weak", "Poor"], "Weak"],
])("the recommendation is one of the options, to the letter: %s", (texts, expected) => {
  expect(values(field("score-system", "Rating", options(...texts)))).toEqual({ Rating: expected });
});

test("an option that fits in no way is left out rather than made up", () => {
  expect(values(field("score-system", "Rating", options("Up", "Down")))).toEqual({});
});

test("a scorecard is marked row by row in its own order, by name", () => {
  const card = field("scorecard", "Skills", {
    scores: ["coding", "System design", "Problem  Solving"].map((text) => ({ text, description: "" })),
  });
  expect(values(card)["Skills"]).toEqual([
    { score: 4, comment: "Clean code." },
    { score: null, comment: null },
    { score: 3, comment: "Found the edge cases." },
  ]);
});

test("a scorecard that shares nothing with the guide stays empty", () => {
  expect(values(field("scorecard", "Skills", { scores: [{ text: "Salesforce", description: "" }] }))).toEqual({});
});

test("parts of the report find the fields that are called like them", () => {
  const filled = values(
    field("textarea", "Summary"),
    field("textarea", "Strengths"),
    field("textarea", "Areas of concern"),
    field("textarea", "Coding"),
    field("score", "Problem solving"),
    field("text", "Link to the full report"),
    field("yes-no", "Would you recommend to hire?"),
    field("date", "Date of the interview"),
  );
  expect(filled).toMatchObject({
    Strengths: "Thinks aloud.",
    "Areas of concern": "Little testing.",
    Coding: "Clean code.",
    "Problem solving": 3,
    "Link to the full report": mapped.reportLink,
    "Would you recommend to hire?": "no",
    "Date of the interview": mapped.heldAt,
  });
  expect(filled["Summary"]).toMatch(/^A solid engineer\./);
});

test("what finds no field of its own stands in the one free text, so that nothing is lost", () => {
  const { Comments } = values(field("score-system", "Rating", options("2 - No")), field("textarea", "Comments"));
  for (const part of [
    "A solid engineer.",
    "Thinks aloud.",
    "Little testing.",
    "Coding: 4 of 4. Clean code.",
    "A queue.",
    mapped.reportLink,
  ])
    expect(Comments).toContain(part);
});

test("required fields are never left empty where something true can be said", () => {
  const filled = values(
    field("textarea", "Notes", { required: true }),
    field("text", "Anything else?", { required: true }),
    field("yes-no", "Ready for the next round?", { required: true }),
    field("multiple-choice", "Decision", { required: true, ...options("Hire", "No hire") }),
  );
  expect(filled).toMatchObject({
    "Anything else?": "See the report.",
    "Ready for the next round?": "no",
    Decision: "No hire",
  });
  expect(filled["Notes"]).toBeTruthy();
});

test("questions of the company's own that we can't answer stay empty", () => {
  expect(
    values(field("multiple-select", "Languages", options("Go")), field("yes-no", "Salary expectation fits?")),
  ).toEqual({});
});
