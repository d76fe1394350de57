/** The empty forms that Lever makes by itself for interviewers who are asked for feedback. */
import type { Act } from "../core.ts";
import type { Feedback, FeedbackTemplate, Interview } from "../state/records.ts";

/** Stands in place of a template id where no feedback is wanted. */
export const noFeedback = "no-feedback";

export function makePendingForms(act: Act, interview: Interview): void {
  for (const interviewer of interview.interviewers) {
    const template = act.account.feedbackTemplates[interviewer.feedbackTemplate];
    const exists = formsOf(act, interview).some(
      (form) => form.user === interviewer.id && form.baseTemplateId === interviewer.feedbackTemplate,
    );
    if (!template || exists) continue;
    const form = blankForm(template, {
      id: act.core.newId("feedback"),
      opportunityId: interview.opportunityId,
      user: interviewer.id,
      createdAt: act.core.clock.now(),
    });
    act.account.feedback[form.id] = { ...form, interview: interview.id, panel: interview.panel };
    act.core.recent.mark(form.id);
  }
}

/** Pending forms of people who no longer interview, or of all when the interview is off. */
export function dropPendingForms(act: Act, interview: Interview, which: "stale" | "all" = "stale"): void {
  for (const form of formsOf(act, interview)) {
    const wanted = interview.interviewers.some(
      (interviewer) => interviewer.id === form.user && interviewer.feedbackTemplate === form.baseTemplateId,
    );
    if (form.completedAt === null && (which === "all" || !wanted)) form.deletedAt = act.core.clock.now();
  }
}

function formsOf(act: Act, interview: Interview): Feedback[] {
  return Object.values(act.account.feedback).filter(
    (form) => form.interview === interview.id && form.deletedAt === null,
  );
}

export function blankForm(
  template: FeedbackTemplate,
  head: Pick<Feedback, "id" | "opportunityId" | "user" | "createdAt">,
): Feedback {
  return {
    ...head,
    type: "interview",
    text: template.text,
    instructions: template.instructions,
    fields: template.fields.map((field) => ({ ...structuredClone(field), value: null })),
    baseTemplateId: template.id,
    interview: null,
    panel: null,
    updatedAt: null,
    completedAt: null,
    deletedAt: null,
  };
}
