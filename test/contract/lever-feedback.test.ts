import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { FieldAnswer, FieldType, FieldValue, LeverClient } from "@interviewvector/lever";
import { DAY, all, failureOf, failuresOf, pair } from "./lever-pair.ts";
import type { Pair } from "./lever-pair.ts";

let both: Pair;
let lever: LeverClient;
let maya: string;
let by: { performAs: string };

beforeEach(async () => {
  both = await pair();
  ({ lever } = both);
  maya = both.acme.opportunity("Maya Fernandez").id;
  by = { performAs: both.acme.user("hana").id };
});
afterEach(() => both.stop());

const report = () => both.acme.feedbackTemplate("InterviewVector report").id;

interface Kind {
  type: FieldType;
  asked: object;
  good: FieldValue;
  bad: FieldValue;
}

/** One field of each kind that feedback knows: https://hire.lever.co/developer/documentation#form-fields. */
const KINDS: Kind[] = [
  { type: "score-system", asked: {}, good: "3 - Hire", bad: "3 - Yes" },
  { type: "textarea", asked: { required: true }, good: "Strong.\n\nVery.", bad: 3 },
  { type: "text", asked: { description: "A line" }, good: "One line", bad: ["One line"] },
  { type: "code", asked: {}, good: "const x = 1;", bad: 1 },
  { type: "date", asked: {}, good: 1795424400000, bad: "tomorrow" },
  { type: "dropdown", asked: { options: [{ text: "Remote" }, { text: "On site" }] }, good: "On site", bad: "on site" },
  { type: "multiple-choice", asked: { options: [{ text: "A" }, { text: "B" }] }, good: "B", bad: "C" },
  { type: "multiple-select", asked: { options: [{ text: "Go" }, { text: "SQL" }] }, good: ["Go", "SQL"], bad: ["C"] },
  { type: "score", asked: {}, good: 4, bad: 5 },
  {
    type: "scorecard",
    asked: { scores: [{ text: "Coding", description: "By hand" }, { text: "Design" }] },
    good: [
      { score: 4, comment: "Quick" },
      { score: null, comment: null },
    ],
    bad: [{ score: 4, comment: "Quick" }],
  },
  { type: "yes-no", asked: {}, good: "yes", bad: "maybe" },
];

const everyKind = () => ({
  text: "Everything",
  instructions: "Fill in.",
  fields: KINDS.map(({ type, asked }) => ({ type, text: `A ${type}`, ...asked })),
});

describe("feedback templates (https://hire.lever.co/developer/documentation#feedback-templates)", () => {
  test("are listed by name, those of people too, without the pseudo template (recorded production answers, 2026)", async () => {
    const made = await lever.feedbackTemplates.create({ ...everyKind(), text: "Again" });
    const templates = await all(lever.feedbackTemplates.list());
    expect(templates.map(({ text }) => text)).toEqual(["Again", "InterviewVector report", "Phone screen"]);
    expect(templates[0]).toEqual(made);
    const theirs = await lever.feedbackTemplates.get(report());
    expect(theirs.fields.map(({ type, required }) => [type, required])).toEqual([
      ["score-system", true],
      ["textarea", true],
      ["scorecard", false],
      ["textarea", false],
      ["textarea", false],
      ["text", false],
    ]);
  });

  test("have every kind of field come back as sent, with ids, and the overall rating with Lever's options", async () => {
    const template = await lever.feedbackTemplates.create(everyKind());
    expect(template).toMatchObject({
      text: "Everything",
      instructions: "Fill in.",
      group: null,
      stage: null,
      createdAt: both.now(),
      updatedAt: both.now(),
    });
    expect(template.fields.map(({ type, text }) => [type, text])).toEqual(KINDS.map(({ type }) => [type, `A ${type}`]));
    const field = (type: FieldType) => template.fields.find((one) => one.type === type);
    expect(field("score-system")).toMatchObject({
      prompt: "Select one",
      options: ["4 - Strong Hire", "3 - Hire", "2 - No Hire", "1 - Strong No Hire"].map((text) => ({ text })),
    });
    expect(field("dropdown")?.options).toEqual([{ text: "Remote" }, { text: "On site" }]);
    expect(field("scorecard")?.scores).toEqual([
      { text: "Coding", description: "By hand" },
      { text: "Design", description: "" },
    ]);
    expect(field("textarea")).toMatchObject({ required: true, description: "" });
    expect(field("text")).toMatchObject({ required: false, description: "A line" });
    expect(new Set(template.fields.map(({ id }) => id)).size).toBe(KINDS.length);
    expect(await lever.feedbackTemplates.get(template.id)).toEqual(template);
    expect(both.lastCall("POST", "/feedback_templates")).toMatchObject({
      status: 201,
      effect: { type: "feedbackTemplate.created", id: template.id },
    });
  });

  // https://hire.lever.co/developer/documentation#update-a-feedback-template
  test("get new field ids with each edit; feedback written before keeps its own (recorded production answers, 2026)", async () => {
    const template = await lever.feedbackTemplates.create(everyKind());
    const required = template.fields[1]?.id ?? "";
    const fieldValues = [{ id: required, value: "Before" }];
    const form = await lever.feedback.create(maya, { baseTemplateId: template.id, fieldValues }, by);
    const edited = await lever.feedbackTemplates.update(template.id, { ...everyKind(), text: "Edited" });
    const before = new Set(template.fields.map(({ id }) => id));
    expect(edited.text).toBe("Edited");
    expect(edited.fields.filter(({ id }) => before.has(id))).toEqual([]);
    expect((await lever.feedback.get(maya, form.id)).fields.map(({ id }) => id)).toEqual([...before]);
    const stale = await failureOf(lever.feedback.create(maya, { baseTemplateId: template.id, fieldValues }, by));
    expect(stale).toMatchObject({ code: "bad_request", tookEffect: "no" });
    expect(both.lastCall("PUT", template.id).status).toBe(200);
  });

  test("need exactly one overall rating", async () => {
    const rating = { type: "score-system", text: "Rating" } as const;
    for (const fields of [[{ type: "text", text: "Alone" } as const], [rating, rating]]) {
      const failure = await failureOf(lever.feedbackTemplates.create({ text: "Wrong", fields }));
      expect(failure).toMatchObject({ code: "bad_request", tookEffect: "no" });
    }
    expect(await all(lever.feedbackTemplates.list())).toHaveLength(2);
  });

  test("made by API can be deleted; people's can be neither changed nor deleted", async () => {
    const { id } = await lever.feedbackTemplates.create(everyKind());
    await lever.feedbackTemplates.delete(id);
    expect((await both.heard()).status).toBe(204);
    expect((await failureOf(lever.feedbackTemplates.get(id))).code).toBe("not_found");
    for (const failure of await failuresOf([
      lever.feedbackTemplates.delete(report()),
      lever.feedbackTemplates.update(report(), everyKind()),
    ]))
      expect(failure).toMatchObject({ code: "forbidden", tookEffect: "no" });
  });
});

const answers = (fields: readonly { id: string; type: string }[], which: "good" | "bad" = "good"): FieldAnswer[] =>
  fields.flatMap(({ id, type }) => {
    const kind = KINDS.find((one) => one.type === type);
    return kind === undefined ? [] : [{ id, value: kind[which] }];
  });

describe("feedback (https://hire.lever.co/developer/documentation#feedback)", () => {
  test("comes back with a value of every kind as it was sent", async () => {
    const template = await lever.feedbackTemplates.create(everyKind());
    const fieldValues = answers(template.fields);
    const form = await lever.feedback.create(maya, { baseTemplateId: template.id, fieldValues }, by);
    expect(form).toMatchObject({
      type: "interview",
      text: "Everything",
      instructions: "Fill in.",
      baseTemplateId: template.id,
      interview: null,
      panel: null,
      user: by.performAs,
      createdAt: both.now(),
      completedAt: both.now(),
      deletedAt: null,
    });
    expect(form.fields.map(({ id, value }) => ({ id, value }))).toEqual(fieldValues);
    const { updatedAt: _, ...read } = await lever.feedback.get(maya, form.id);
    expect({ ...read, updatedAt: null }).toEqual(form);
    expect(both.lastCall("POST", "/feedback")).toMatchObject({
      status: 201,
      performAs: by.performAs,
      effects: [{ type: "feedback.created", id: form.id, opportunityId: maya }],
    });
  });

  test("has null where nothing was filled in, and updatedAt null until read again (recorded production answers, 2026)", async () => {
    const template = await lever.feedbackTemplates.create(everyKind());
    const [, required] = template.fields;
    const fieldValues = [{ id: required?.id ?? "", value: "Only this" }];
    const form = await lever.feedback.create(maya, { baseTemplateId: template.id, fieldValues }, by);
    expect(form.updatedAt).toBeNull();
    expect(form.fields.map(({ value }) => value).filter((value) => value !== null)).toEqual(["Only this"]);
    expect((await lever.feedback.get(maya, form.id)).updatedAt).toBeGreaterThanOrEqual(both.now());
  });

  test.each(KINDS.map(({ type, bad }) => [type, bad] as const))(
    "with a %s of %j is refused, and nothing is made",
    async (type) => {
      const template = await lever.feedbackTemplates.create(everyKind());
      const fields = template.fields.map((field) => field);
      const good = answers(fields.filter((field) => field.type !== type));
      const fieldValues = [
        ...good,
        ...answers(
          fields.filter((field) => field.type === type),
          "bad",
        ),
      ];
      const failure = await failureOf(lever.feedback.create(maya, { baseTemplateId: template.id, fieldValues }, by));
      expect(failure).toMatchObject({ code: "bad_request", tookEffect: "no" });
      expect(both.acme.feedbackOf(maya)).toEqual([]);
    },
  );

  test("without what is required is refused, and so is an unknown field or template", async () => {
    const fields = (await lever.feedbackTemplates.get(report())).fields;
    const unknown = { id: "a80bbbe0-d4dd-4eac-bdbf-302345414f93", value: "?" };
    for (const given of [
      { baseTemplateId: report(), fieldValues: [] },
      { baseTemplateId: report(), fieldValues: [...answers(fields.slice(0, 2)), unknown] },
      { baseTemplateId: unknown.id, fieldValues: [] },
    ])
      expect(await failureOf(lever.feedback.create(maya, given, by))).toMatchObject({
        code: "bad_request",
        tookEffect: "no",
      });
    expect(both.acme.feedbackOf(maya)).toEqual([]);
  });

  test("belongs to panel and interview or to neither, and the interview must be of that panel", async () => {
    const interviewer = { id: by.performAs, feedbackTemplate: report() };
    const date = both.now() + DAY;
    const interviews = [{ interviewers: [interviewer], date, duration: 60 }];
    const one = await lever.panels.create(maya, { timezone: "UTC", interviews }, by);
    const other = await lever.panels.create(maya, { timezone: "UTC", interviews }, by);
    const fieldValues = answers((await lever.feedbackTemplates.get(report())).fields.slice(0, 2));
    const interview = one.interviews[0]?.id ?? "";
    const create = (of: { panel?: string; interview?: string }) =>
      lever.feedback.create(maya, { baseTemplateId: report(), fieldValues, ...of }, by);
    const form = await create({ panel: one.id, interview });
    expect(form).toMatchObject({ panel: one.id, interview });
    expect((await lever.interviews.get(maya, interview)).feedbackForms).toEqual([form.id]);
    for (const wrong of [{ panel: one.id }, { interview }, { panel: other.id, interview }])
      expect(await failureOf(create(wrong))).toMatchObject({ code: "bad_request", tookEffect: "no" });
  });

  test("is made by Lever itself, pending, for an interviewer with a template; PUT completes it (recorded production answers, 2026)", async () => {
    const interviewers = [{ id: by.performAs, feedbackTemplate: report() }, { id: both.acme.user("ravi").id }];
    const interviews = [{ interviewers, date: both.now() + DAY, duration: 60 }];
    const panel = await lever.panels.create(maya, { timezone: "UTC", interviews }, by);
    const forms = await all(lever.feedback.list(maya));
    expect(forms).toMatchObject([
      { completedAt: null, user: by.performAs, panel: panel.id, interview: panel.interviews[0]?.id },
    ]);
    const [pending] = forms;
    const fieldValues = answers(pending?.fields.slice(0, 2) ?? []);
    both.later(60_000);
    const completedAt = both.now();
    const updated = await lever.feedback.update(maya, pending?.id ?? "", { fieldValues, completedAt }, by);
    expect(updated).toEqual({ id: pending?.id });
    const { body } = await both.heard();
    // The answer has an internal shape, in which the overall rating is a `score`.
    expect(body.data).toMatchObject({ profileId: maya, userId: by.performAs, panelId: panel.id, isCompleted: true });
    expect(body.data.fields[0]).toMatchObject({ type: "score", overall: true, isSummary: true });
    const read = await lever.feedback.get(maya, pending?.id ?? "");
    expect(read).toMatchObject({ completedAt, user: by.performAs, panel: panel.id });
    expect(read.fields[0]).toMatchObject({ type: "score-system", value: "3 - Hire" });
    expect(both.lastCall("PUT", pending?.id ?? "").effects).toMatchObject([{ type: "feedback.updated" }]);
  });

  test("a draft of a pending form may lack what is required; completing it may not", async () => {
    const interviews = [
      { interviewers: [{ id: by.performAs, feedbackTemplate: report() }], date: both.now() + DAY, duration: 60 },
    ];
    await lever.panels.create(maya, { timezone: "UTC", interviews }, by);
    const [pending] = await all(lever.feedback.list(maya));
    const id = pending?.id ?? "";
    const fieldValues = answers(pending?.fields.slice(0, 1) ?? []);
    await lever.feedback.update(maya, id, { fieldValues }, by);
    const draft = await lever.feedback.get(maya, id);
    expect(draft).toMatchObject({
      completedAt: null,
      fields: expect.arrayContaining([expect.objectContaining(fieldValues[0])]),
    });
    const failure = await failureOf(lever.feedback.update(maya, id, { completedAt: both.now() }, by));
    expect(failure).toMatchObject({ code: "bad_request", tookEffect: "no" });
    expect(await lever.feedback.get(maya, id)).toEqual(draft);
  });

  // https://hire.lever.co/developer/documentation#delete-feedback
  test("that is deleted is still read and listed, with the time of it (recorded production answers, 2026)", async () => {
    const fieldValues = answers((await lever.feedbackTemplates.get(report())).fields.slice(0, 2));
    const create = () => lever.feedback.create(maya, { baseTemplateId: report(), fieldValues }, by);
    const first = await create();
    both.later(1000);
    const second = await create();
    both.later(1000);
    expect(await lever.feedback.delete(maya, first.id, by)).toBeUndefined();
    expect((await both.heard()).status).toBe(204);
    expect(both.lastCall("DELETE", first.id)).toMatchObject({
      performAs: by.performAs,
      effects: [{ type: "feedback.deleted", id: first.id, opportunityId: maya }],
    });
    expect(await lever.feedback.get(maya, first.id)).toMatchObject({ deletedAt: both.now() });
    const listed = await all(lever.feedback.list(maya));
    expect(listed.map(({ id, deletedAt }) => [id, deletedAt])).toEqual([
      [second.id, null],
      [first.id, both.now()],
    ]);
  });

  test("needs a user to be attributed to, and is not found where it is not", async () => {
    const unknown = "a80bbbe0-d4dd-4eac-bdbf-302345414f93";
    for (const failure of await failuresOf([
      lever.feedback.get(maya, unknown),
      lever.feedback.update(maya, unknown, { fieldValues: [] }, by),
      lever.feedback.delete(maya, unknown, by),
    ]))
      expect(failure).toMatchObject({ code: "not_found", tookEffect: "no" });
    const marta = { performAs: both.acme.user("marta").id };
    const refused = await failureOf(lever.feedback.create(maya, { baseTemplateId: report(), fieldValues: [] }, marta));
    expect(refused).toMatchObject({ code: "forbidden", tookEffect: "no" });
  });
});
