/** What the page of a feedback form says of fields for which a report holds no answer. */
import { expect, test } from "vitest";
import type { FeedbackMapping } from "@interviewvector/domain";
import type { FeedbackTemplate, FormField } from "@interviewvector/lever";
import { formView } from "../src/lever/writing/feedback-form.ts";

const field = (type: string, text: string, more: Partial<FormField> = {}): FormField => ({
  id: text,
  type,
  text,
  description: "",
  required: true,
  prompt: null,
  options: [],
  scores: [],
  ...more,
});

function problems(fields: FormField[], chosen: FeedbackMapping = {}): Record<string, string | null> {
  const template: FeedbackTemplate = {
    id: "t1",
    text: "Engineering",
    instructions: "",
    group: null,
    stage: null,
    fields,
    createdAt: null,
    updatedAt: null,
  };
  const sample = { now: Date.UTC(2030, 0, 7), zone: "Europe/Berlin", reportLink: "https://interviews.example/r" };
  const { fields: shown } = formView(template, [], chosen, sample);
  return Object.fromEntries(shown.map(({ label, problem }) => [label, problem]));
}

test("a required field that only our guess fills says so, until a person has chosen", () => {
  const fields = [
    field("score-system", "Rating", { options: [4, 3, 2, 1].map((score) => ({ text: `${score} - x` })) }),
    field("yes-no", "Willing to relocate?"),
    field("date", "Visa runs out on"),
  ];
  const found = problems(fields);
  expect(found["Rating"]).toBeNull();
  expect(found["Willing to relocate?"]).toMatch(
    /^Lever wants an answer.*: the recommendation fills it\. Please choose/,
  );
  expect(found["Visa runs out on"]).toMatch(/^Lever wants an answer.*: the date of the interview fills it\./);
  const chosen = { "yes-no:Willing to relocate?": { from: "fixed", value: "no" } } as const;
  expect(problems(fields, chosen)["Willing to relocate?"]).toBeNull();
});

test("what asks for the verdict or the day of the interview is no guess", () => {
  expect(problems([field("yes-no", "Would you hire?"), field("date", "Date of the interview")])).toEqual({
    "Would you hire?": null,
    "Date of the interview": null,
  });
});
