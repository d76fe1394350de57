/**
 * A redo reads Lever first: an interview for somebody who is archived there would be made, mailed, and cancelled when its grace is
 * over. Who has only moved on to another stage may be interviewed once more.
 */
import { refuse, type Actor, type Refusal } from "@interviewvector/domain";
import { redoIn } from "../interview/redo.ts";
import { readForPerson, type RetriggerDeps } from "./retrigger.ts";
import type { Seen } from "./seen.ts";

/** Returns the id of the new interview. */
export function redo(deps: RetriggerDeps, interviewId: string, actor: Actor): Promise<{ id: string } | Refusal> {
  return readForPerson<{ id: string }>(
    deps,
    interviewId,
    async (tx, { seen }) => obstacleTo(seen) ?? (await redoIn(deps.door, tx, interviewId, actor)),
  );
}

function obstacleTo(seen: Seen): Refusal | null {
  if (seen.kind === "gone" || seen.anonymized) return refuse("gone", "The candidate is no longer in Lever.");
  if (seen.archived === null) return null;
  return refuse(
    "archived",
    seen.archived.hired
      ? "The candidate is marked as hired in Lever, which ends every interview. Take them out of the archive there first, then press again."
      : "The candidate is archived in Lever, which ends every interview. Take them out of the archive there first, then press again.",
  );
}
