/** Lets the steps of an interpretation happen, through the one door, and keeps the candidate's facts. It decides nothing. */
import { isRefusal, type Actor, type Decision, type Refusal, writtenToStates } from "@interviewvector/domain";
import type { Tx } from "../db/database.ts";
import { actIn, enterIn, type Door } from "../interview/act.ts";
import { ats } from "./delivery.ts";
import { addErasure } from "./erase.ts";
import { addressNews, type Step } from "./interpret.ts";
import type { View } from "./look.ts";
import type { SeenOpportunity } from "./seen.ts";

export interface Happening {
  interviewId: string;
  result: Decision | Refusal | { words: string };
}

export async function applySteps(
  door: Door,
  tx: Tx,
  view: View,
  { steps, actor }: { steps: readonly Step[]; actor: Actor },
): Promise<Happening[]> {
  const { seen } = view;
  const entering = steps.some((step) => step.do === "enter");
  // Whom Lever has anonymised we still have to tell that the booking is over: erasing comes after that.
  const facts = seen.kind === "found" && !seen.anonymized ? seen : null;
  const candidateId = facts === null ? null : await keepCandidate(door, tx, view, { seen: facts, entering });
  if (seen.kind === "found") await fillRound(tx, view);
  const happenings: Happening[] = [];
  for (const step of steps) {
    if (step.do === "happen") {
      const result = await actIn(door, tx, step.interviewId, { actor, gather: step.event });
      happenings.push({ interviewId: step.interviewId, result });
      if (step.event.type === "cameBack" && !isRefusal(result)) await keepStageOf(tx, view, step.interviewId);
    } else if (step.do === "erase") {
      await addErasure(door, tx, {
        companyId: view.connection.company_id,
        connectionId: view.connection.id,
        opportunityId: seen.id,
      });
      const [last] = view.known.interviews.slice(-1);
      const words = "The person's data are erased here too, within the hour";
      if (last) happenings.push({ interviewId: last.id, result: { words } });
    } else if (candidateId !== null) {
      const happening = await enter(door, tx, view, { step, candidateId, actor });
      if (happening) happenings.push(happening);
    }
  }
  if (facts !== null) {
    await keepOwner(tx, view, facts);
    await tellOtherInterviews(door, tx, view, facts);
  }
  return happenings;
}

/** A person has one address for all their opportunities: what was sent for the others went to the old one as well. */
async function tellOtherInterviews(door: Door, tx: Tx, { known }: View, seen: SeenOpportunity): Promise<void> {
  const { candidate } = known;
  if (candidate === null) return;
  const event = addressNews(candidate, seen.emails);
  if (event === null) return;
  const others = await tx
    .selectFrom("interviews")
    .select("id")
    .where("candidate_id", "=", candidate.id)
    .where("opportunity_id", "<>", seen.id)
    .where("state", "in", writtenToStates)
    .execute();
  for (const { id } of others) await actIn(door, tx, id, { actor: ats, gather: event });
}

async function enter(
  door: Door,
  tx: Tx,
  { connection, seen, known }: View,
  { step, candidateId, actor }: { step: Extract<Step, { do: "enter" }>; candidateId: string; actor: Actor },
): Promise<Happening | null> {
  if (known.position === null) return null;
  const round = known.rounds.find(({ number }) => number === step.roundNumber);
  const entered = await enterIn(
    door,
    tx,
    {
      companyId: connection.company_id,
      connectionId: connection.id,
      candidateId,
      positionId: known.position.id,
      roundId: round?.id ?? null,
      roundNumber: step.roundNumber,
      opportunityId: seen.id,
      enteredAt: step.enteredAt,
      stageId: connection.stage_id,
      repeat: 0,
      guide: round?.guide ?? null,
      owner: seen.kind === "found" ? seen.owner : null,
    },
    { actor, event: { type: "candidateEntered", reasons: step.reasons } },
  );
  // Another process was first: its interview is the one.
  return isRefusal(entered) ? null : { interviewId: entered.id, result: entered.decision };
}

/** Those who never concerned us leave no trace here: a row is made only with an interview. Returns its id, if there is one. */
async function keepCandidate(
  door: Door,
  tx: Tx,
  { connection, known, readAt }: View,
  { seen, entering }: { seen: SeenOpportunity; entering: boolean },
): Promise<string | null> {
  const facts = {
    name: seen.name,
    emails: seen.emails,
    phones: JSON.stringify(seen.phones),
    location: seen.location,
    links: seen.links,
    ...(seen.hasResume === null ? {} : { has_resume: seen.hasResume }),
    read_at: new Date(readAt),
  };
  if (!entering) {
    if (known.candidate === null) return null;
    await tx
      .updateTable("candidates")
      .set(facts)
      .where("id", "=", known.candidate.id)
      .where("erased_at", "is", null)
      .execute();
    return known.candidate.id;
  }
  const { id } = await tx
    .insertInto("candidates")
    .values({
      id: door.newId(),
      company_id: connection.company_id,
      connection_id: connection.id,
      contact_id: seen.contactId,
      zone: null,
      created_at: new Date(door.clock.now()),
      ...facts,
    })
    .onConflict((conflict) =>
      conflict.columns(["connection_id", "contact_id"]).doUpdateSet({ ...facts, erased_at: null }),
    )
    .returning("id")
    .executeTakeFirstOrThrow();
  return id;
}

/** An interview that was blocked before its position had rounds gets its round now. */
async function fillRound(tx: Tx, { known }: View): Promise<void> {
  if (known.position === null) return;
  for (const interview of known.interviews) {
    const round =
      interview.state === "blocked" ? known.rounds.find(({ number }) => number === interview.roundNumber) : undefined;
    if (!round) continue;
    await tx
      .updateTable("interviews")
      .set({ round_id: round.id, guide_id: round.guide.id, guide_version: round.guide.version })
      .where("id", "=", interview.id)
      .where("position_id", "=", known.position.id)
      .where("round_id", "is", null)
      .execute();
  }
}

/** Back, perhaps in the stage that took the former one's place. */
async function keepStageOf(tx: Tx, { connection, seen }: View, interviewId: string): Promise<void> {
  if (seen.kind !== "found" || seen.stage.id !== connection.stage_id) return;
  await tx.updateTable("interviews").set({ stage_id: seen.stage.id }).where("id", "=", interviewId).execute();
}

async function keepOwner(tx: Tx, { connection }: View, seen: SeenOpportunity): Promise<void> {
  await tx
    .updateTable("interviews")
    .set({ owner: seen.owner === null ? null : JSON.stringify(seen.owner), hidden_since: null })
    .where("connection_id", "=", connection.id)
    .where("opportunity_id", "=", seen.id)
    .where("state", "<>", "cancelled")
    .execute();
}
