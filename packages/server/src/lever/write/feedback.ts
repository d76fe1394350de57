/**
 * The report as Lever feedback. Lever makes a pending form for the interviewer of a panel: ours is filled in, with the field
 * ids of the form itself; without one a new form takes its ids from the template read just before. A correction changes the
 * form that stands. Deleted forms stay listed: only completed and undeleted ones count. What people took away in Lever since
 * (the template, the interview) keeps no report out: it goes into the template chosen by now, or onto no interview.
 */
import type { FeedbackMapping } from "@interviewvector/domain";
import type { FieldAnswer, Feedback, FeedbackTemplate, FieldValue, FormField } from "@interviewvector/lever";
import { LeverError } from "@interviewvector/lever";
import type { Effect, Found, Handler, Outcome } from "../../effects/effect.ts";
import { readReleased } from "../../interview/report.ts";
import { actorOf, atDesk, byAge, collect, openDesk, saving, type Desk, type WriteDeps } from "./desk.ts";
import { fillForm, mapReport, type ReportToMap } from "./feedback-mapping.ts";
import { outcomeOf } from "./outcome.ts";
import { getOrNull as getInterviewOrNull } from "./reschedule.ts";
import { sweepWords } from "./note.ts";

export function feedbackHandler(deps: WriteDeps): Handler {
  return {
    kind: "ats.feedback",
    prepare: (effect) => prepare(deps, effect),
    run: (effect, attempt) =>
      atDesk(deps, effect, attempt, async (desk) => {
        const mapped = await reportOf(deps, desk);
        if (mapped === null) return { result: "skipped", words: "there is no report to upload" };
        const form = await standingForm(desk, effect);
        return form ? fill(deps, effect, desk, { form, mapped }) : create(deps, effect, desk, mapped);
      }),
    find: async (effect, attempt) => find(deps, effect, await openDesk(deps, effect, attempt)),
    async sweep(effect, attempt) {
      const desk = await openDesk(deps, effect, attempt);
      const forms = await completedForms(deps, effect, desk);
      const { interviewId } = fixedOf(effect);
      const kept =
        forms.find(({ id }) => id === desk.ids.feedbackId) ?? forms.find((one) => one.interview === interviewId);
      const twins = forms.filter(({ id, interview }) => id !== kept?.id && interview === kept?.interview);
      const removable = twins.filter((twin) => kept !== undefined && sameAnswers(twin, kept));
      for (const twin of removable) await desk.lever.feedback.delete(desk.opportunityId, twin.id, actorOf(desk));
      return sweepWords(removable.length, twins.length - removable.length, "feedback form");
    },
  };
}

interface Fixed {
  /** Of an earlier version of the report: this one corrects it. */
  feedbackId?: string | null;
  templateId: string | null;
  userId: string | null;
  panelId: string | null;
  interviewId: string | null;
}

/** Template, author and interview are fixed before the first attempt, so that a form that it left is recognised later. */
async function prepare({ database }: WriteDeps, effect: Effect): Promise<Record<string, unknown> | null> {
  if (effect.interviewId === null || effect.connectionId === null) return null;
  const row = await database.service
    .selectFrom("interviews as i")
    .innerJoin("connections as c", "c.id", "i.connection_id")
    .select(["i.ats", "c.acting_user", "c.feedback_template"])
    .where("i.id", "=", effect.interviewId)
    .executeTakeFirst();
  if (!row?.feedback_template || !row.acting_user) return null;
  return {
    feedbackId: row.ats.feedbackId ?? null,
    templateId: row.feedback_template.id,
    userId: row.acting_user.id,
    panelId: row.ats.panelId ?? null,
    interviewId: row.ats.interviewId ?? null,
  } satisfies Fixed;
}

function fixedOf(effect: Effect): Fixed {
  return (effect.request as Fixed | null) ?? { templateId: null, userId: null, panelId: null, interviewId: null };
}

/** What is not released never leaves. */
async function reportOf({ database }: WriteDeps, { facts }: Desk): Promise<ReportToMap | null> {
  const released = await readReleased(database.service, facts.row.id);
  if (released === null) return null;
  const { report, guide } = released;
  const { recommendation } = report;
  if (recommendation === null) return null;
  return {
    report: { ...report, recommendation },
    guide,
    reportLink: facts.links.report,
    heldAt: (facts.row.starts_at ?? facts.row.entered_at).getTime(),
  };
}

/** The form of an earlier version, else the pending one that Lever made for our interview. */
async function standingForm(desk: Desk, effect: Effect): Promise<Feedback | null> {
  if (desk.ids.feedbackId !== undefined) {
    const form = await getOrNull(desk, desk.ids.feedbackId);
    if (form !== null && form.deletedAt === null) return form;
  }
  const { userId, templateId, interviewId } = fixedOf(effect);
  if (interviewId === null) return null;
  const forms = await collect(desk.lever.feedback.list(desk.opportunityId));
  return (
    forms.find(
      (form) =>
        form.interview === interviewId &&
        form.user === userId &&
        form.baseTemplateId === templateId &&
        form.completedAt === null &&
        form.deletedAt === null,
    ) ?? null
  );
}

async function getOrNull(desk: Desk, feedbackId: string): Promise<Feedback | null> {
  try {
    return await desk.lever.feedback.get(desk.opportunityId, feedbackId);
  } catch (error) {
    if (error instanceof LeverError && error.code === "not_found") return null;
    throw error;
  }
}

interface Filling {
  form: Feedback;
  mapped: ReportToMap;
}

async function fill(deps: WriteDeps, effect: Effect, desk: Desk, { form, mapped }: Filling): Promise<Outcome> {
  const update = {
    fieldValues: mapReport(mapped, form.fields, chosenFor(desk, form.baseTemplateId)),
    completedAt: form.completedAt ?? deps.clock.now(),
  };
  const lacking = lackingOf(mapped, form.fields, chosenFor(desk, form.baseTemplateId));
  return tellingWhatLacks(lacking, async () => {
    await desk.lever.feedback.update(desk.opportunityId, form.id, update, actorOf(desk));
    const words = form.completedAt === null ? "feedback form filled in" : "feedback form corrected";
    return { result: "done", words, externalId: form.id, save: saving(deps, effect, { feedbackId: form.id }) };
  });
}

async function create(deps: WriteDeps, effect: Effect, desk: Desk, mapped: ReportToMap): Promise<Outcome> {
  const template = await templateNow(desk, fixedOf(effect));
  if (template === null) return { result: "not_applied", retry: "backoff", words: "no feedback template is chosen" };
  const { id: baseTemplateId, fields } = template;
  const chosen = chosenFor(desk, baseTemplateId);
  const fieldValues = mapReport(mapped, fields, chosen);
  const write = async (on: { panel?: string; interview?: string }, words: string): Promise<Outcome> => {
    const input = { baseTemplateId, ...on, fieldValues, completedAt: deps.clock.now() };
    const form = await desk.lever.feedback.create(desk.opportunityId, input, actorOf(desk));
    return { result: "done", words, externalId: form.id, save: saving(deps, effect, { feedbackId: form.id }) };
  };
  return tellingWhatLacks(lackingOf(mapped, fields, chosen), async () => {
    const on = interviewOf(fixedOf(effect));
    try {
      return await write(on, "feedback uploaded");
    } catch (error) {
      if (on.interview === undefined || !isRefused(error) || (await isStanding(desk, on.interview))) throw error;
      return write({}, "feedback uploaded, on no interview: somebody removed it in Lever");
    }
  });
}

/** The one that was fixed, or what is chosen instead by now, since that one was deleted. */
async function templateNow({ lever, connection }: Desk, { templateId }: Fixed): Promise<FeedbackTemplate | null> {
  const chosenId = connection.feedback_template?.id ?? null;
  const id = templateId ?? chosenId;
  if (id === null) return null;
  try {
    return await lever.feedbackTemplates.get(id);
  } catch (error) {
    const isGone = error instanceof LeverError && error.code === "not_found";
    if (!isGone || chosenId === null || chosenId === id) throw error;
    return lever.feedbackTemplates.get(chosenId);
  }
}

/** Lever wants both or neither: https://hire.lever.co/developer/documentation#create-a-feedback-form */
function interviewOf({ panelId, interviewId }: Fixed): { panel?: string; interview?: string } {
  return panelId !== null && interviewId !== null ? { panel: panelId, interview: interviewId } : {};
}

async function isStanding(desk: Desk, interviewId: string): Promise<boolean> {
  const there = await getInterviewOrNull(desk, interviewId);
  return there !== null && there.canceledAt === null;
}

/** Chosen by the company, per form; what it did not choose is recognised. */
function chosenFor({ connection }: Desk, templateId: string | null): FeedbackMapping {
  return (templateId !== null && connection.feedback_mapping[templateId]) || {};
}

function lackingOf(mapped: ReportToMap, fields: readonly FormField[], chosen: FeedbackMapping): string[] {
  return fillForm(mapped, fields, chosen).fields.flatMap(({ field, value }) =>
    field.required === true && value === null ? [field.text] : [],
  );
}

/** Whether Lever insists on required fields is not documented: it is asked, and its no is explained. */
async function tellingWhatLacks(lacking: readonly string[], write: () => Promise<Outcome>): Promise<Outcome> {
  try {
    return await write();
  } catch (error) {
    if (!isRefused(error) || lacking.length === 0) throw error;
    const names = lacking.map((name) => `"${name}"`).join(", ");
    return {
      ...outcomeOf(error),
      words: `Lever wants ${names} filled in. Choose what fills it under Integrations, Lever, Feedback form; then retry.`,
    };
  }
}

function isRefused(error: unknown): error is LeverError {
  const codes: readonly LeverError["code"][] = ["bad_request", "not_found", "unprocessable"];
  return error instanceof LeverError && codes.includes(error.code);
}

async function find(deps: WriteDeps, effect: Effect, desk: Desk): Promise<Found> {
  const mapped = await reportOf(deps, desk);
  if (mapped === null) return { found: false };
  const form = await standsAlready(deps, effect, desk, mapped);
  if (!form) return { found: false };
  return {
    found: true,
    words: "feedback found in Lever",
    externalId: form.id,
    save: saving(deps, effect, { feedbackId: form.id }),
  };
}

/**
 * A first report: any completed form by our user, of our template, on our interview, whatever Lever made of the values. Without
 * an interview the acting user may have written others, so it must also tell of our report. A correction: only the form that
 * says what the report says now; where Lever made something else of a value, it is written again, which changes nothing.
 */
async function standsAlready(
  deps: WriteDeps,
  effect: Effect,
  desk: Desk,
  mapped: ReportToMap,
): Promise<Feedback | undefined> {
  const { feedbackId, interviewId } = fixedOf(effect);
  const says = (form: Feedback) => holds(form, mapReport(mapped, form.fields, chosenFor(desk, form.baseTemplateId)));
  const forms = await completedForms(deps, effect, desk);
  if (typeof feedbackId === "string") return forms.find((form) => form.id === feedbackId && says(form));
  const onOurs = interviewId === null ? undefined : forms.find((form) => form.interview === interviewId);
  return onOurs ?? forms.find((form) => form.interview === null && (says(form) || tellsOf(form, mapped.reportLink)));
}

function tellsOf(form: Feedback, reportLink: string): boolean {
  return form.fields.some(({ value }) => typeof value === "string" && value.includes(reportLink));
}

/**
 * Oldest first: on our interview or on none, by the user and of the template that were fixed or that took their places.
 * Without an interview in Lever several rounds share author and template: forms of other interviews are left out.
 */
async function completedForms({ database }: WriteDeps, effect: Effect, desk: Desk): Promise<Feedback[]> {
  const { templateId, userId, interviewId } = fixedOf(effect);
  const { acting_user, feedback_template } = desk.connection;
  const users = [userId, acting_user?.id];
  const templates = [templateId, feedback_template?.id];
  const others = await database.service
    .selectFrom("interviews")
    .select("ats")
    .where("connection_id", "=", desk.connection.id)
    .where("opportunity_id", "=", desk.opportunityId)
    .where("id", "<>", desk.facts.row.id)
    .execute();
  const taken = new Set(others.map(({ ats }) => ats.feedbackId));
  const forms = await collect(desk.lever.feedback.list(desk.opportunityId));
  return byAge(
    forms.filter(
      (form) =>
        form.completedAt !== null &&
        form.deletedAt === null &&
        users.includes(form.user) &&
        templates.includes(form.baseTemplateId) &&
        [interviewId, null].includes(form.interview) &&
        !taken.has(form.id),
    ),
  );
}

function holds(form: Feedback, answers: readonly FieldAnswer[]): boolean {
  const values = new Map(form.fields.map(({ id, value }) => [id, comparable(value)]));
  return answers.every(({ id, value }) => values.get(id) === comparable(value));
}

/** Line breaks and blanks are not ours to insist on; nor is how nothing is written. */
function comparable(value: FieldValue): string {
  return JSON.stringify(value, (_key, part: unknown) => {
    if (typeof part === "string") return part.replaceAll(/\s+/g, " ").trim() || null;
    return Array.isArray(part) && part.length === 0 ? null : part;
  });
}

function sameAnswers(left: Feedback, right: Feedback): boolean {
  const answers = (form: Feedback) => JSON.stringify(form.fields.map(({ text, value }) => [text, value]));
  return answers(left) === answers(right);
}
