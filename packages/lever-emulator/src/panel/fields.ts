/** Reads panels and interviews out of request bodies: sections 19 and 20. */
import type { Body } from "../api/body.ts";
import { oneOf, records, requiredNumber, requiredText, text, texts } from "../api/body.ts";
import { noFeedback } from "../feedback/pending.ts";
import { activeApplications } from "../opportunity/touch.ts";
import type { Act } from "../core.ts";
import { badRequest } from "../refusal.ts";
import type { Interviewer, Opportunity, Reminder } from "../state/records.ts";
import type { InterviewData, PanelData } from "./act.ts";

const reminders = ["once", "daily", "frequently", "none"] as const;

export function panelFields(act: Act, opportunity: Opportunity, { fields }: Body): PanelData {
  const interviews = records(fields, "interviews");
  if (!interviews?.length) throw badRequest("Missing required field: interviews");
  const reminder = oneOf(fields, "feedbackReminder", reminders) ?? "daily";
  return {
    timezone: zone(requiredText(fields, "timezone")),
    applications: applicationsOf(act, opportunity, fields),
    feedbackReminder: reminder,
    note: text(fields, "note") ?? null,
    externalUrl: text(fields, "externalUrl") ?? null,
    interviews: interviews.map((interview) => {
      const id = text(interview, "id");
      const data = interviewFields(act, interview, { template: noFeedback, reminder });
      return id === undefined ? data : { ...data, id };
    }),
  };
}

export function interviewFields(
  act: Act,
  fields: Record<string, unknown>,
  standard: { template: string | null; reminder: Reminder },
): InterviewData {
  const durationMinutes = requiredNumber(fields, "duration");
  if (durationMinutes < 1) throw badRequest("duration must be at least 1 minute");
  const feedbackTemplate = templateId(act, text(fields, "feedbackTemplate")) ?? standard.template;
  return {
    subject: text(fields, "subject") ?? null,
    note: text(fields, "note") ?? null,
    interviewers: interviewersOf(act, fields, feedbackTemplate),
    date: requiredNumber(fields, "date"),
    durationMinutes,
    location: text(fields, "location") ?? null,
    feedbackTemplate,
    feedbackReminder: oneOf(fields, "feedbackReminder", reminders) ?? standard.reminder,
  };
}

/** Interviewers are Lever users; their own template wins over the interview's. */
function interviewersOf(act: Act, fields: Record<string, unknown>, template: string | null): Interviewer[] {
  const given = records(fields, "interviewers");
  if (!given?.length) throw badRequest("Missing required field: interviewers");
  return given.map((item) => {
    const id = requiredText(item, "id");
    if (!act.account.users[id]) throw badRequest(`Unknown interviewer ${id}`);
    const own = templateId(act, text(item, "feedbackTemplate")) ?? template ?? noFeedback;
    return { id, feedbackTemplate: own, responseStatus: "needsAction" };
  });
}

function templateId(act: Act, id: string | undefined): string | undefined {
  if (id === undefined || id === "") return undefined;
  if (id !== noFeedback && !act.account.feedbackTemplates[id]) throw badRequest(`Unknown feedback template ${id}`);
  return id;
}

/** All active ones by default; an empty array is refused. */
function applicationsOf(act: Act, opportunity: Opportunity, fields: Record<string, unknown>): string[] {
  const active = activeApplications(act, opportunity).map(({ id }) => id);
  const given = texts(fields, "applications");
  if (given === undefined) return active;
  if (given.length === 0) throw badRequest("applications must not be empty");
  const stranger = given.find((id) => act.account.applications[id]?.opportunityId !== opportunity.id);
  if (stranger !== undefined) throw badRequest(`Unknown application ${stranger}`);
  return given;
}

function zone(name: string): string {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone && name;
  } catch (cause) {
    throw Object.assign(badRequest(`Unknown timezone ${name}`), { cause });
  }
}
