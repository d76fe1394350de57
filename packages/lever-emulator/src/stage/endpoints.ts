/** `/stages`, `/disposition_stages`, `/archive_reasons`: sections 10 and 11. No writes: the pipeline is edited in the app. */
import type { Call, Endpoint } from "../api/call.ts";
import { ok, param } from "../api/call.ts";
import type { Order } from "../api/page.ts";
import { page } from "../api/page.ts";
import { shaped } from "../api/shape.ts";
import { badRequest } from "../refusal.ts";
import type { Account, ArchiveReason, Stage } from "../state/records.ts";
import { findArchiveReason, findStage } from "../state/state.ts";

const stageView = ({ id, text }: Stage) => ({ id, text });

/** For `expand`: a stage that was removed since stays an id. */
export const stageOrId = (account: Account, id: string) => {
  const stage = account.stages.find((one) => one.id === id);
  return stage ? stageView(stage) : id;
};

export const stageEndpoints: Endpoint[] = [
  { method: "GET", path: "/stages", scope: "stages", run: listStages },
  {
    method: "GET",
    path: "/stages/:stage",
    scope: "stages",
    run: (call) => ok(shaped(call, stageView(findStage(call.act.account, param(call, "stage"))))),
  },
  { method: "GET", path: "/disposition_stages", scope: "stages", run: dispositionStages },
  { method: "GET", path: "/archive_reasons", scope: "archive_reasons", run: listReasons },
  {
    method: "GET",
    path: "/archive_reasons/:reason",
    scope: "archive_reasons",
    run: (call) => ok(shaped(call, findArchiveReason(call.act.account, param(call, "reason")))),
  },
];

/** List order is pipeline order. */
function listStages(call: Call) {
  const order: Order<Stage> = { key: (stage) => [stage.rank, stage.id], directions: [1, 1] };
  return page(call, call.act.account.stages, { order, view: (stage) => shaped(call, stageView(stage)) });
}

function dispositionStages(call: Call) {
  const { stages, archiveReasons } = call.act.account;
  return ok({
    stages: stages.map(({ id, text, pipeline, rank, hasInterview }) => ({ id, text, pipeline, rank, hasInterview })),
    archiveReasons: archiveReasons.map(({ id, text, type, status }) => ({
      id,
      text,
      type: type === "hired" ? "hired" : null,
      status,
    })),
  });
}

function listReasons(call: Call) {
  const type = call.query.get("type");
  if (type !== null && type !== "hired" && type !== "non-hired") throw badRequest("type must be hired or non-hired");
  const reasons = call.act.account.archiveReasons.filter((reason) => type === null || reason.type === type);
  const order: Order<ArchiveReason> = { key: (reason) => [reason.text, reason.id], directions: [1, 1] };
  return page(call, reasons, { order, view: (reason) => shaped(call, reason) });
}
