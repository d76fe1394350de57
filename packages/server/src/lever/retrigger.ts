/** Somebody presses the re-trigger button: Lever is read at once, and the interview goes on, or the answer says what is still missing. */
import { refuse, stateWords, type Actor, type Decision, type Refusal } from "@interviewvector/domain";
import { LeverError } from "@interviewvector/lever";
import type { Tx } from "../db/database.ts";
import { actIn, type Door } from "../interview/act.ts";
import { redoIn } from "../interview/redo.ts";
import { applySteps } from "./apply.ts";
import { NotConnectedError } from "./connection/open.ts";
import { interpret, reasonsNow, type Situation, type Step } from "./interpret.ts";
import { concernedBy, type Look, type View } from "./look.ts";
import { nothingMissing } from "./missing.ts";
import { lookForMissing } from "./not-found.ts";
import { because } from "./reason.ts";
import { entryInto } from "./seen.ts";
import { failureWords } from "./postings.ts";

export interface RetriggerDeps {
  door: Door;
  look: Look;
}

const again = ["expired", "candidate_no_show", "expert_no_show", "interrupted", "unschedulable"];

export function retrigger(deps: RetriggerDeps, interviewId: string, actor: Actor): Promise<Decision | Refusal> {
  return readForPerson<Decision>(deps, interviewId, (tx, view) =>
    retriggerIn(deps.door, tx, view, { interviewId, actor }),
  );
}

/** What a person asks for is decided by what Lever shows at that moment. */
export async function readForPerson<Result>(
  deps: RetriggerDeps,
  interviewId: string,
  then: (tx: Tx, view: View) => Promise<Result | Refusal>,
): Promise<Result | Refusal> {
  const row = await deps.door.database.service
    .selectFrom("interviews")
    .select(["connection_id", "opportunity_id"])
    .where("id", "=", interviewId)
    .executeTakeFirst();
  if (!row) return refuse("unknown_interview", "There is no such interview.");
  const target = { connectionId: row.connection_id, opportunityId: row.opportunity_id };
  try {
    return await deps.look({ ...target, use: { interactive: true, patient: true } }, then);
  } catch (error) {
    if (error instanceof NotConnectedError)
      return refuse(
        "ats_unreachable",
        "Lever is not connected, so nothing can be read there. An admin connects it again under Integrations; then press the button again.",
      );
    if (!(error instanceof LeverError)) throw error;
    return refuse("ats_unreachable", `We could not read Lever just now: ${failureWords(error)} Please try again.`);
  }
}

interface Wish {
  interviewId: string;
  actor: Actor;
}

async function retriggerIn(door: Door, tx: Tx, view: View, { interviewId, actor }: Wish): Promise<Decision | Refusal> {
  const situation: Situation = {
    ...view.known,
    seen: view.seen,
    hint: { moves: [], laterMoves: [], handledMoves: [], byPerson: true, missing: nothingMissing },
  };
  const interpretation = interpret(situation);
  if (interpretation.lookForMissing === true) {
    await lookForMissing(door, tx, concernedBy(view), nothingMissing);
    return refuse("not_found", `${because("notFound").words} Please try again in a minute.`);
  }
  // Whoever presses has seen that the candidate is back.
  const wanted = interpretation.steps.filter((step) => step.do !== "happen" || step.event.type !== "unarchived");
  const steps = wanted.map((step) => asRetriggered(step, interviewId));
  const happenings = await applySteps(door, tx, view, { steps, actor });
  const happened = happenings.flatMap(({ interviewId: of, result }) => ("interview" in result ? [{ of, result }] : []));
  const own = happened.find(({ of }) => of === interviewId);
  if (own) return own.result;
  const interview = view.known.interviews.find(({ id }) => id === interviewId);
  if (!interview) return refuse("unknown_interview", "There is no such interview.");
  if (happened.length > 0) {
    return refuse("newer_interview", "The candidate entered the stage anew, and has a new interview for that.");
  }
  if (interview.state === "blocked")
    return refuse("still_blocked", (interpretation.reason ?? because("nothing")).words);
  const obstacle = obstacleOf(situation, interviewId);
  if (obstacle) return obstacle;
  if (interview.archivedEnd !== null) {
    const made = await redoIn(door, tx, interviewId, actor);
    return "refused" in made ? made : made.decision;
  }
  const reasons = view.seen.kind === "found" ? reasonsNow(situation, view.seen, false) : [];
  return actIn(door, tx, interviewId, { actor, gather: { type: "retriggered", reasons } });
}

/** What a blocked interview reads because a person asked is the person's event, not Lever's. */
function asRetriggered(step: Step, interviewId: string): Step {
  const own = step.do === "happen" && step.interviewId === interviewId && step.event.type === "factsRead";
  return own ? { ...step, event: { ...step.event, type: "retriggered" } as typeof step.event } : step;
}

/** Only who stands in the stage can be invited again, and nobody twice. */
function obstacleOf({ seen, rules, interviews }: Situation, interviewId: string): Refusal | null {
  const interview = interviews.find(({ id }) => id === interviewId);
  const mayGoOn = interview && (again.includes(interview.state) || interview.archivedEnd !== null);
  if (!mayGoOn) return null; // the lifecycle table says why not
  if (seen.kind === "gone" || seen.anonymized) return refuse("gone", "The candidate is no longer in Lever.");
  if (seen.archived)
    return refuse("archived", "The candidate is archived in Lever. Take them out of the archive first.");
  const stands = rules.stageId !== null && seen.stage.id === rules.stageId && entryInto(seen, rules.stageId) !== null;
  if (!stands)
    return refuse(
      "not_in_stage",
      `The candidate stands in "${seen.stage.name}". Move them into "${rules.stageName}" first.`,
    );
  const newer = interviews.find(({ id, enteredAt }) => id !== interviewId && enteredAt >= interview.enteredAt);
  if (newer && newer.state !== "cancelled")
    return refuse("newer_interview", `There is a newer interview; it is ${stateWords[newer.state].toLowerCase()}.`);
  return null;
}
