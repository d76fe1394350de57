/** What a Super Admin does to the pipeline in the app. Lever has no API for it. */
import type { Act } from "../core.ts";
import { moveToStage } from "../opportunity/act.ts";
import { badRequest } from "../refusal.ts";
import type { Stage } from "../state/records.ts";
import { findStage } from "../state/state.ts";

/** Before the offer, with a rank between its neighbours. Names of stages are unique. */
export function addStage(act: Act, text: string): Stage {
  const { account } = act;
  mustBeUnique(act, text);
  const offer = account.stages.findIndex(({ pipeline }) => pipeline === "offer");
  const at = offer < 0 ? account.stages.length : offer;
  const before = account.stages[at - 1]?.rank ?? 0;
  const after = account.stages[at]?.rank ?? before + 10;
  const id = act.core.newId("stage");
  const stage: Stage = { id, text, pipeline: "onsite", rank: (before + after) / 2, hasInterview: true };
  account.stages.splice(at, 0, stage);
  act.core.changed();
  return stage;
}

export function renameStage(act: Act, id: string, text: string): void {
  const stage = findStage(act.account, id);
  if (stage.text === text) return;
  mustBeUnique(act, text);
  stage.text = text;
  act.core.changed();
}

/** Candidates in it go to the stage before. */
export function removeStage(act: Act, id: string): void {
  const { account } = act;
  const stage = findStage(account, id);
  const before = account.stages[account.stages.indexOf(stage) - 1];
  if (!before || /^[a-z-]+$/.test(id)) throw badRequest(`The stage ${stage.text} cannot be removed`);
  for (const opportunity of Object.values(account.opportunities))
    if (opportunity.stage === id) moveToStage(act, opportunity, before.id);
  account.stages = account.stages.filter((one) => one !== stage);
  act.core.changed();
}

function mustBeUnique({ account }: Act, text: string): void {
  if (account.stages.some((stage) => stage.text === text)) throw badRequest(`There is a stage ${text} already`);
}
