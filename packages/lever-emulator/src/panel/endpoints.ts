/** `/opportunities/:id/panels`: section 19. */
import type { Answer, Call, Endpoint } from "../api/call.ts";
import { gone, opportunityOf, param } from "../api/call.ts";
import { notLagging } from "../api/filter.ts";
import { newestFirst, page } from "../api/page.ts";
import { shaped, single } from "../api/shape.ts";
import { stageOrId } from "../stage/endpoints.ts";
import type { Panel } from "../state/records.ts";
import { find, findOf, of } from "../state/state.ts";
import { userView } from "../user/view.ts";
import { cancelPanel, createPanel, mustBeExternallyManaged, panelTimes, replacePanel } from "./act.ts";
import { panelFields } from "./fields.ts";

const path = "/opportunities/:opportunity/panels";
const scope = "panels";
const write = { scope, performAs: "required" } as const;

export const panelEndpoints: Endpoint[] = [
  { method: "GET", path, scope, run: list },
  { method: "POST", path, ...write, run: create },
  { method: "GET", path: `${path}/:panel`, scope, run: (call) => answer(call, named(call), 200) },
  { method: "PUT", path: `${path}/:panel`, ...write, run: replace },
  { method: "DELETE", path: `${path}/:panel`, ...write, run: remove },
];

const named = (call: Call) =>
  findOf(call.act.account, "panels", { opportunity: opportunityOf(call).id, id: param(call, "panel") });

function shown(call: Call, panel: Panel) {
  const { account } = call.act;
  return shaped(call, panelView(call, panel), {
    user: (id) => userView(find(account, "users", id)),
    stage: (id) => stageOrId(account, id),
  });
}

function panelView(call: Pick<Call, "act">, panel: Panel) {
  const { start, end } = panelTimes(call.act, panel);
  return {
    id: panel.id,
    applications: panel.applications,
    canceledAt: panel.canceledAt,
    createdAt: panel.createdAt,
    end,
    externallyManaged: panel.externallyManaged,
    externalUrl: panel.externalUrl,
    feedbackReminder: panel.feedbackReminder,
    interviews: panel.interviews.map((id) => panelInterview(call, id)),
    note: panel.note,
    stage: panel.stage,
    start,
    timezone: panel.timezone,
    user: panel.user,
  };
}

function panelInterview(call: Pick<Call, "act">, id: string) {
  const interview = find(call.act.account, "interviews", id);
  return {
    id,
    date: interview.date,
    duration: interview.durationMinutes,
    feedbackReminder: interview.feedbackReminder,
    feedbackTemplate: interview.feedbackTemplate,
    interviewers: interview.interviewers.map((interviewer) => {
      const { email, name } = find(call.act.account, "users", interviewer.id);
      const { responseStatus, feedbackTemplate } = interviewer;
      return { id: interviewer.id, email, name, responseStatus, feedbackTemplate };
    }),
    location: interview.location,
    note: interview.note,
    subject: interview.subject,
  };
}

function list(call: Call): Answer {
  const panels = of(call.act.account.panels, opportunityOf(call).id).filter(notLagging(call));
  return page(call, panels, { order: newestFirst<Panel>(), view: (panel) => shown(call, panel) });
}

function answer(call: Call, panel: Panel, status: 200 | 201): Answer {
  return { status, body: single(call.act.core.behaviours, shown(call, panel), "data.data[]") };
}

const effect = (type: string, { id, opportunityId }: Panel) => ({ type: `panel.${type}`, id, opportunityId });

function create(call: Call): Answer {
  const opportunity = opportunityOf(call);
  const data = panelFields(call.act, opportunity, call.body);
  const panel = createPanel(call.act, opportunity, { ...data, externallyManaged: true });
  const interviews = panel.interviews.map((id) => ({ type: "interview.created", id, opportunityId: opportunity.id }));
  return { ...answer(call, panel, 201), effects: [effect("created", panel), ...interviews] };
}

function replace(call: Call): Answer {
  const panel = named(call);
  mustBeExternallyManaged(panel);
  replacePanel(call.act, panel, panelFields(call.act, opportunityOf(call), call.body));
  return { ...answer(call, panel, 200), effects: [effect("updated", panel)] };
}

function remove(call: Call): Answer {
  const panel = named(call);
  mustBeExternallyManaged(panel);
  const changes = panel.canceledAt === null;
  cancelPanel(call.act, panel);
  return gone(changes ? [effect("deleted", panel)] : []);
}
