/**
 * A redo: a new interview of the same entry and round. The earlier one stays as it is. Who has met the candidate is left
 * out when the new one is booked: the slot engine excludes every expert whom the candidate met before.
 */
import { actorName, refuse, type Actor, type Decision, type Refusal } from "@interviewvector/domain";
import type { Tx } from "../db/database.ts";
import { enterIn, type Door } from "./act.ts";
import { wasRedone } from "./detail.ts";
import { noteDown } from "./note-down.ts";
import { mayRedo } from "./possible.ts";
import { reasonsOf } from "./reasons.ts";
import { loadInterview, type InterviewRow } from "./store.ts";

/** Inside a transaction of the caller's; a refusal wrote nothing. */
export async function redoIn(
  door: Door,
  tx: Tx,
  interviewId: string,
  actor: Actor,
): Promise<{ id: string; decision: Decision } | Refusal> {
  const loaded = await loadInterview(tx, interviewId, true);
  if (!loaded) return refuse("unknown_interview", "There is no such interview.");
  const { row, interview } = loaded;
  const may = mayRedo({ interview, wasRedone: await wasRedone(tx, row) });
  if (may !== true) return may;
  const round = await roundFor(tx, row);
  const made = await enterIn(
    door,
    tx,
    {
      companyId: row.company_id,
      connectionId: row.connection_id,
      candidateId: row.candidate_id,
      positionId: row.position_id,
      roundId: round.id,
      roundNumber: row.round_number,
      opportunityId: row.opportunity_id,
      enteredAt: row.entered_at.getTime(),
      stageId: row.stage_id,
      repeat: row.repeat + 1,
      guide: round.guide,
      owner: row.owner,
    },
    { actor, event: { type: "candidateEntered", reasons: await reasonsOf(tx, loaded) } },
  );
  if ("refused" in made) return made;
  await noteDown(tx, row, {
    at: door.clock.now(),
    event: "redoAsked",
    actor,
    words: `Redo asked for by ${actorName(actor)}: a new interview was made`,
    details: { interviewId: made.id },
  });
  return made;
}

/** The round as it is configured now, and its guide's newest version; the old round where it was taken out since. */
async function roundFor(tx: Tx, row: InterviewRow) {
  const current = await tx
    .selectFrom("rounds")
    .select(["id", "guide_id"])
    .where("position_id", "=", row.position_id)
    .where("number", "=", row.round_number)
    .where("removed_at", "is", null)
    .executeTakeFirst();
  const id = current?.id ?? row.round_id;
  const guideId = current?.guide_id ?? row.guide_id;
  if (guideId === null) return { id, guide: null };
  const { version } = await tx
    .selectFrom("guide_versions")
    .select((select) => select.fn.max("version").as("version"))
    .where("guide_id", "=", guideId)
    .executeTakeFirstOrThrow();
  return { id, guide: { id: guideId, version } };
}
