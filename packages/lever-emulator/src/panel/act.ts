/**
 * Panels and their interviews. A panel holds the interviews of one stage; its start and end follow from them. Nothing
 * is removed: what is cancelled stays listed with `canceledAt`. An interviewer with a feedback template gets a pending
 * form at once.
 */
import type { Act } from "../core.ts";
import { dropPendingForms, makePendingForms } from "../feedback/pending.ts";
import { subject, touch } from "../opportunity/touch.ts";
import { badRequest, forbidden } from "../refusal.ts";
import type { Interview, Interviewer, Opportunity, Panel, Reminder } from "../state/records.ts";
import { find } from "../state/state.ts";

export type InterviewData = {
  subject: string | null;
  note: string | null;
  interviewers: Interviewer[];
  date: number;
  durationMinutes: number;
  location: string | null;
  feedbackTemplate: string | null;
  feedbackReminder: Reminder;
};
export type PanelData = Pick<Panel, "applications" | "timezone" | "feedbackReminder" | "note" | "externalUrl"> & {
  interviews: (InterviewData & { id?: string })[];
};

export function createPanel(
  act: Act,
  opportunity: Opportunity,
  data: PanelData & { externallyManaged: boolean },
): Panel {
  const { interviews, ...rest } = data;
  const panel: Panel = {
    id: act.core.newId("panel"),
    opportunityId: opportunity.id,
    ...rest,
    canceledAt: null,
    createdAt: act.core.clock.now(),
    user: act.user?.id ?? "",
    stage: opportunity.stage,
    interviews: [],
  };
  act.account.panels[panel.id] = panel;
  act.core.recent.mark(panel.id);
  for (const { id: _, ...interview } of interviews) addInterview(act, panel, interview);
  return panel;
}

/** Full replacement: known interviews carry their id, others are new, left-out ones are cancelled. */
export function replacePanel(act: Act, panel: Panel, data: PanelData): void {
  if (panel.canceledAt !== null) throw badRequest(`Panel ${panel.id} is canceled`);
  const { interviews, ...rest } = data;
  const before = [...panel.interviews];
  const stranger = interviews.find(({ id }) => id !== undefined && !before.includes(id));
  if (stranger) throw badRequest(`Interview ${stranger.id} is not part of panel ${panel.id}`);
  const kept = new Set(interviews.map(({ id }) => id));
  Object.assign(panel, rest);
  for (const { id, ...interview } of interviews)
    if (id === undefined) addInterview(act, panel, interview);
    else replaceInterview(act, find(act.account, "interviews", id), interview);
  for (const id of before.filter((candidate) => !kept.has(candidate)))
    cancelInterview(act, find(act.account, "interviews", id));
  interacted(act, panel.opportunityId);
}

export function addInterview(act: Act, panel: Panel, data: InterviewData): Interview {
  const opportunity = find(act.account, "opportunities", panel.opportunityId);
  const interview: Interview = {
    id: act.core.newId("interview"),
    opportunityId: panel.opportunityId,
    panel: panel.id,
    ...data,
    createdAt: act.core.clock.now(),
    user: act.user?.id ?? panel.user,
    stage: opportunity.stage,
    canceledAt: null,
  };
  act.account.interviews[interview.id] = interview;
  act.core.recent.mark(interview.id);
  panel.interviews.push(interview.id);
  makePendingForms(act, interview);
  interacted(act, panel.opportunityId);
  emit(act, "interviewCreated", interview, { createdAt: interview.createdAt });
  return interview;
}

export function replaceInterview(act: Act, interview: Interview, data: InterviewData): void {
  Object.assign(interview, data);
  if (act.user) interview.user = act.user.id;
  dropPendingForms(act, interview);
  makePendingForms(act, interview);
  interacted(act, interview.opportunityId);
  emit(act, "interviewUpdated", interview, { updatedAt: act.core.clock.now() });
}

/** One of several leaves the panel; the last one takes the panel with it, and both stay listed. */
export function cancelInterview(act: Act, interview: Interview): void {
  if (interview.canceledAt !== null) return;
  const at = act.core.clock.now();
  const panel = find(act.account, "panels", interview.panel);
  interview.canceledAt = at;
  if (panel.interviews.length > 1) panel.interviews = panel.interviews.filter((id) => id !== interview.id);
  else panel.canceledAt = at;
  dropPendingForms(act, interview, "all");
  interacted(act, interview.opportunityId);
  emit(act, "interviewDeleted", interview, { deletedAt: at });
}

export function cancelPanel(act: Act, panel: Panel): void {
  if (panel.canceledAt !== null) return;
  const at = act.core.clock.now();
  panel.canceledAt = at;
  for (const id of panel.interviews) {
    const interview = find(act.account, "interviews", id);
    if (interview.canceledAt !== null) continue;
    interview.canceledAt = at;
    dropPendingForms(act, interview, "all");
    emit(act, "interviewDeleted", interview, { deletedAt: at });
  }
  interacted(act, panel.opportunityId);
}

/** What archiving with `cleanInterviews` does: interviews that have not begun are cancelled. */
export function cancelPendingInterviews(act: Act, opportunity: Opportunity): void {
  const now = act.core.clock.now();
  for (const interview of Object.values(act.account.interviews))
    if (interview.opportunityId === opportunity.id && interview.date > now) cancelInterview(act, interview);
}

export function mustBeExternallyManaged(panel: Panel): void {
  if (!panel.externallyManaged) throw forbidden(`Panel ${panel.id} is not externally managed`);
}

export function panelTimes(act: Pick<Act, "account">, panel: Panel): { start: number; end: number } {
  const interviews = panel.interviews.map((id) => find(act.account, "interviews", id));
  return {
    start: Math.min(...interviews.map((interview) => interview.date)),
    end: Math.max(...interviews.map((interview) => interview.date + interview.durationMinutes * 60_000)),
  };
}

function interacted(act: Act, opportunityId: string): void {
  touch(act, find(act.account, "opportunities", opportunityId), true);
}

function emit(
  act: Act,
  event: "interviewCreated" | "interviewUpdated" | "interviewDeleted",
  interview: Interview,
  time: Record<string, number>,
): void {
  const opportunity = find(act.account, "opportunities", interview.opportunityId);
  act.core.emit(act, {
    event,
    data: { interviewId: interview.id, panelId: interview.panel, ...subject(opportunity), ...time },
  });
}
