/** The report in the company's feedback form: what fills which field is shown, may be chosen, and is found again after doubt. */
import { feedbackFormApi as api, integrationApi, type AnswerOf, type FeedbackMapping } from "@interviewvector/domain";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { HttpProblem } from "../src/http/problem.ts";
import { retryEffect } from "../src/effects/ledger.ts";
import { startLeverWorld, type LeverWorld } from "./lever-world.ts";

type Form = AnswerOf<typeof api.getFeedbackForm>;

let world: LeverWorld;
let connectionId: string;
let id: string;

beforeEach(async () => {
  world = await startLeverWorld({ environment: { EFFECT_QUIET_S: "1" } });
  connectionId = await world.connect();
  await world.activate();
  id = world.acme.opportunity("Maya Fernandez").id;
});
afterEach(() => world?.stop());

const template = () =>
  Object.values(world.emulator.state.accounts["acme"]!.feedbackTemplates).find(
    ({ text }) => text === "InterviewVector report",
  )!;
const ask = (endpoint: { path: string; method: string }, mapping?: FeedbackMapping, basedOn?: string) =>
  world.call(endpoint, { params: { connectionId }, body: mapping ? { mapping, basedOn } : {} }) as Promise<Form>;
const fieldOf = (form: Form, label: string) => form.fields.find((field) => field.label === label)!;
const forms = () =>
  Object.values(world.emulator.state.accounts["acme"]!.feedback).filter(
    (form) => form.opportunityId === id && form.completedAt !== null && form.deletedAt === null,
  );
const valueOf = (label: string) => forms()[0]!.fields.find(({ text }) => text === label)!.value;

/** Invited, booked and over. */
async function held(): Promise<string> {
  world.acme.moveToStage(id, "InterviewVector");
  await world.settle();
  const [interview] = await world.interviews();
  await world.book(interview!.id, 1);
  await world.settle();
  world.advance(3 * 3600);
  await world.settle();
  return interview!.id;
}

test("what is shown and chosen is what stands in Lever, also after the form was edited there", async () => {
  const shown = await ask(api.getFeedbackForm);
  expect(shown).toMatchObject({ template: { name: "InterviewVector report" }, guide: "Backend", untold: [] });
  expect(fieldOf(shown, "Overall rating")).toMatchObject({ recognised: "Recommendation", shown: "3 - Hire" });
  expect(fieldOf(shown, "Skills").shown).toContain("Coding: 4 of 4. What the expert saw of Coding.");
  expect(fieldOf(shown, "Strengths")).toMatchObject({ recognised: "Strengths", chosen: null, problem: null });

  const mapping: FeedbackMapping = {
    "textarea:Strengths": { from: "competency", name: "Coding" },
    "textarea:Concerns": { from: "fixed", value: "See the PDF." },
    "text:Link to the full report": { from: "nothing" },
  };
  const tried = await ask(api.previewFeedbackForm, mapping);
  expect(fieldOf(tried, "Strengths").shown).toBe("What the expert saw of Coding.");
  // What lost its field is told under the summary: nothing of a report is lost.
  expect(fieldOf(tried, "Summary").shown).toMatch(/Strengths: What went well\.\n\nConcerns: .+Full report: http/s);
  expect(fieldOf(await ask(api.getFeedbackForm), "Strengths").chosen).toBeNull();

  const { mark: basedOn } = await ask(api.getFeedbackForm);
  expect((await ask(api.previewFeedbackForm, mapping)).mark).toBe(basedOn);
  const saved = await ask(api.saveFeedbackForm, mapping, basedOn);
  expect((await ask(api.getFeedbackForm)).mark).toBe(saved.mark);
  // Another window, filled before that, does not undo it.
  await expect(ask(api.saveFeedbackForm, {}, basedOn)).rejects.toMatchObject({ code: "stale" });
  // Ids change with every edit in Lever; labels stay.
  for (const [place, field] of template().fields.entries()) field.id = `edited-${place}`;
  const interviewId = await held();
  await world.report(interviewId);
  await world.settle();
  expect(forms()).toHaveLength(1);
  expect([valueOf("Strengths"), valueOf("Concerns"), valueOf("Link to the full report")]).toEqual([
    "Clean code.",
    "See the PDF.",
    null,
  ]);
  expect(valueOf("Summary")).toContain("Strengths: Thinks aloud.");
});

test("a field that cannot take what was chosen is refused; what is wrong with a form is said with what to do", async () => {
  const problem = await ask(api.saveFeedbackForm, { "score-system:Overall rating": { from: "date" } }).catch(
    (cause: unknown) => cause,
  );
  expect((problem as HttpProblem).detail).toBe('Date of the interview cannot fill the field "Overall rating".');

  template().fields.push(
    { id: "a", type: "file-upload" as never, text: "Work sample", description: "", required: true },
    { id: "b", type: "dropdown", text: "Verdict", description: "", required: true, options: [{ text: "Up" }] },
    { id: "c", type: "multiple-select", text: "Languages", description: "", required: true, options: [{ text: "Go" }] },
  );
  const form = await ask(api.getFeedbackForm);
  expect(fieldOf(form, "Work sample").problem).toMatch(/don't know this kind of field.*make the field optional there/);
  expect(fieldOf(form, "Verdict").problem).toMatch(
    /^No option says "Strong hire", "Hire", "No hire", "Strong no hire"/,
  );
  expect(fieldOf(form, "Languages").problem).toMatch(/^Lever wants it filled in/);
  expect(fieldOf(form, "Overall rating").problem).toBeNull();
});

test("a form that Lever refuses says which field lacks, and goes out once it is chosen and retried", async () => {
  const interviewId = await held();
  for (const form of Object.values(world.emulator.state.accounts["acme"]!.feedback)) form.deletedAt = world.now();
  template().fields.push({
    id: "c",
    type: "multiple-select",
    text: "Languages",
    description: "",
    required: true,
    options: [{ text: "Go" }],
  });
  await world.report(interviewId);
  await world.settle();
  const dead = () =>
    world.database.service
      .selectFrom("effects")
      .selectAll()
      .where("kind", "=", "ats.feedback")
      .executeTakeFirstOrThrow();
  expect(await dead()).toMatchObject({ state: "dead" });
  expect((await dead()).last_error?.words).toMatch(/^Lever wants "Languages" filled in\. Choose what fills it/);
  const notes = world.acme.notesOf(id).map(({ comments }) => comments[0]!.value);
  expect(notes.filter((text) => text.includes("could not be written into Feedback here"))).toHaveLength(1);
  expect(notes.filter((text) => text.includes("is uploaded"))).toEqual([]);

  await ask(api.saveFeedbackForm, { "multiple-select:Languages": { from: "fixed", value: "Go" } });
  await retryEffect(world.database.service, (await dead()).id);
  world.runner.wake();
  await world.settle();
  expect(forms()).toHaveLength(1);
  expect(valueOf("Languages")).toEqual(["Go"]);
});

/** As when people cleaned up in Lever: pending forms are gone too. */
function withoutPendingForms(): void {
  for (const form of Object.values(world.emulator.state.accounts["acme"]!.feedback)) form.deletedAt = world.now();
}

const effectNow = () =>
  world.database.service.selectFrom("effects").selectAll().where("kind", "=", "ats.feedback").executeTakeFirstOrThrow();

test("a report whose form was deleted in Lever goes into the one chosen since, with Retry, and is found there after doubt", async () => {
  const interviewId = await held();
  withoutPendingForms();
  const refusal = {
    fault: "error5xxBefore",
    status: 400,
    times: 1,
    match: { method: "POST", path: "/feedback$" },
  } as const;
  world.emulator.setFaults([refusal]);
  await world.report(interviewId);
  await world.settle();
  expect(await effectNow()).toMatchObject({ state: "dead" });
  const former = template();
  delete world.emulator.state.accounts["acme"]!.feedbackTemplates[former.id];
  await world.call(integrationApi.createTemplate, { params: { connectionId } });
  world.emulator.setFaults([{ fault: "resetAfter", times: 1, match: { method: "POST", path: "/feedback$" } }]);
  await retryEffect(world.database.service, (await effectNow()).id);
  world.runner.wake();
  await world.settle();
  expect(await effectNow()).toMatchObject({ state: "done", outcome: "feedback found in Lever" });
  expect(forms()).toHaveLength(1);
  expect(forms()[0]!.baseTemplateId).not.toBe(former.id);
  expect(valueOf("Overall rating")).toMatch(/^3/);
});

test("a report on an interview that somebody removed in Lever is uploaded on none, once", async () => {
  const interviewId = await held();
  withoutPendingForms();
  const acme = world.emulator.state.accounts["acme"]!;
  const [line] = await world.interviews();
  delete acme.interviews[line!.ats.interviewId!];
  delete acme.panels[line!.ats.panelId!];
  await world.report(interviewId);
  await world.settle();
  expect(forms()).toMatchObject([{ interview: null, panel: null }]);
  expect((await effectNow()).outcome).toMatch(/^feedback uploaded, on no interview/);
  // As when its answer had been lost: what stands is found.
  await world.database.service
    .updateTable("effects")
    .set({ state: "unsure", was_unsure: true })
    .where("kind", "=", "ats.feedback")
    .execute();
  world.runner.wake();
  await world.settle();
  expect(await effectNow()).toMatchObject({ state: "done", outcome: "feedback found in Lever" });
  expect(forms()).toHaveLength(1);
  expect(world.acme.notesOf(id).at(-1)!.comments[0]!.value).toContain("is uploaded, in Feedback");
});

test("a form whose answer was lost is found even where Lever has normalised what we sent", async () => {
  const interviewId = await held();
  world.emulator.setFaults([{ fault: "resetAfter", times: 1, match: { method: "PUT", path: "/feedback" } }]);
  await world.report(interviewId);
  await expect.poll(() => forms().length, { interval: 5, timeout: 10_000 }).toBe(1);
  const summary = forms()[0]!.fields.find(({ text }) => text === "Summary")!;
  summary.value = "shortened by Lever";
  await world.settle();
  expect(forms()).toHaveLength(1);
  const effect = await world.database.service
    .selectFrom("effects")
    .select(["state", "was_unsure", "external_id"])
    .where("kind", "=", "ats.feedback")
    .executeTakeFirstOrThrow();
  expect(effect).toEqual({ state: "done", was_unsure: true, external_id: forms()[0]!.id });
  expect(valueOf("Summary")).toBe("shortened by Lever");
});

test("a correction whose answer was lost is written until the form says it, in the one form, with one note", async () => {
  const interviewId = await held();
  await world.report(interviewId);
  await world.settle();
  world.emulator.setFaults([{ fault: "resetBefore", times: 1, match: { method: "PUT", path: "/feedback" } }]);
  await world.report(interviewId, { recommendation: "no_hire", summary: "On second thought, no.\r\n" });
  await world.settle();
  expect(forms()).toHaveLength(1);
  expect(valueOf("Overall rating")).toMatch(/^2/);
  expect(world.acme.filesOf(id).map(({ name }) => name)).toEqual([expect.stringContaining("corrected, version 2")]);
  const notes = world.acme.notesOf(id).map((note) => note.comments[0]!.value.split("\n")[0]);
  expect(notes.filter((note) => note?.includes("Corrected feedback"))).toHaveLength(1);
});
