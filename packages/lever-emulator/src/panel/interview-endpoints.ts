/** `/opportunities/:id/interviews`: section 20. */
import { requiredText } from "../api/body.ts";
import type { Answer, Call, Endpoint } from "../api/call.ts";
import { gone, opportunityOf, param } from "../api/call.ts";
import { notLagging } from "../api/filter.ts";
import type { Order } from "../api/page.ts";
import { page } from "../api/page.ts";
import { shaped, single } from "../api/shape.ts";
import { feedbackView } from "../feedback/endpoints.ts";
import { noFeedback } from "../feedback/pending.ts";
import { shownPosting } from "../posting/view.ts";
import { badRequest } from "../refusal.ts";
import { stageOrId } from "../stage/endpoints.ts";
import type { Interview } from "../state/records.ts";
import { find, findOf, of } from "../state/state.ts";
import { userView } from "../user/view.ts";
import { addInterview, cancelInterview, mustBeExternallyManaged, replaceInterview } from "./act.ts";
import { interviewFields } from "./fields.ts";

const path = "/opportunities/:opportunity/interviews";
const scope = "interviews";
const write = { scope, performAs: "required" } as const;

export const interviewEndpoints: Endpoint[] = [
  { method: "GET", path, scope, run: list },
  { method: "POST", path, ...write, run: create },
  { method: "GET", path: `${path}/:interview`, scope, run: (call) => answer(call, named(call), 200) },
  { method: "PUT", path: `${path}/:interview`, ...write, run: replace },
  { method: "DELETE", path: `${path}/:interview`, ...write, run: remove },
];

const named = (call: Call) =>
  findOf(call.act.account, "interviews", { opportunity: opportunityOf(call).id, id: param(call, "interview") });

const panelOf = (call: Call, interview: Interview) => find(call.act.account, "panels", interview.panel);

function shown(call: Call, interview: Interview) {
  const { account } = call.act;
  const user = (id: string) => userView(find(account, "users", id));
  return shaped(call, interviewView(call, interview), {
    user,
    stage: (id) => stageOrId(account, id),
    feedbackForms: (id) => feedbackView(find(account, "feedback", id)),
    postings: (id) => shownPosting({ ...call, query: new URLSearchParams() }, find(account, "postings", id)),
  });
}

function interviewView(call: Call, interview: Interview) {
  const { account } = call.act;
  const panel = panelOf(call, interview);
  return {
    id: interview.id,
    panel: interview.panel,
    subject: interview.subject,
    note: interview.note,
    interviewers: interview.interviewers.map(({ id, feedbackTemplate }) => {
      const { name, email } = find(account, "users", id);
      return { id, name, email, feedbackTemplate };
    }),
    timezone: panel.timezone,
    createdAt: interview.createdAt,
    date: interview.date,
    duration: interview.durationMinutes,
    location: interview.location,
    feedbackTemplate: interview.feedbackTemplate,
    feedbackForms: of(account.feedback, interview.opportunityId)
      .filter((form) => form.interview === interview.id && form.completedAt !== null && form.deletedAt === null)
      .map(({ id }) => id),
    feedbackReminder: interview.feedbackReminder,
    user: interview.user,
    stage: interview.stage,
    canceledAt: interview.canceledAt,
    postings: panel.applications.map((id) => find(account, "applications", id).posting),
    gcalEventUrl: null,
    opportunityId: interview.opportunityId,
  };
}

/** By date, latest first; cancelled ones included. */
function list(call: Call): Answer {
  const order: Order<Interview> = { key: (interview) => [interview.date, interview.id], directions: [-1, 1] };
  const interviews = of(call.act.account.interviews, opportunityOf(call).id).filter(notLagging(call));
  return page(call, interviews, { order, view: (interview) => shown(call, interview) });
}

function answer(call: Call, interview: Interview, status: 200 | 201): Answer {
  return { status, body: single(call.act.core.behaviours, shown(call, interview), "data.data") };
}

const effect = (type: string, { id, opportunityId }: Interview) => [{ type: `interview.${type}`, id, opportunityId }];

function create(call: Call): Answer {
  const opportunity = opportunityOf(call);
  const panel = findOf(call.act.account, "panels", {
    opportunity: opportunity.id,
    id: requiredText(call.body.fields, "panel"),
  });
  mustBeExternallyManaged(panel);
  if (panel.canceledAt !== null) throw badRequest(`Panel ${panel.id} is canceled`);
  const standard = { template: noFeedback, reminder: "frequently" } as const;
  const interview = addInterview(call.act, panel, interviewFields(call.act, call.body.fields, standard));
  return { ...answer(call, interview, 201), effects: effect("created", interview) };
}

/** Full replacement: a left-out feedback template becomes null. The documentation says 201, live it is 200. */
function replace(call: Call): Answer {
  const interview = named(call);
  mustBeExternallyManaged(panelOf(call, interview));
  if (interview.canceledAt !== null) throw badRequest(`Interview ${interview.id} is canceled`);
  const standard = { template: null, reminder: "daily" } as const;
  replaceInterview(call.act, interview, interviewFields(call.act, call.body.fields, standard));
  return { ...answer(call, interview, 200), effects: effect("updated", interview) };
}

function remove(call: Call): Answer {
  const interview = named(call);
  mustBeExternallyManaged(panelOf(call, interview));
  const changes = interview.canceledAt === null;
  cancelInterview(call.act, interview);
  return gone(changes ? effect("deleted", interview) : []);
}
