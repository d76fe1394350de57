/**
 * A candidate asks for erasure: what is open is cancelled at once, in the ordinary way, so that calendars, expert and company
 * hear of it; minutes later, when those mails are out, everything personal goes. All interviews of this person at this company.
 * It is owed before anything else happens: whatever breaks off in between is made up for by the effect itself.
 */
import { isRefusal, minutes } from "@interviewvector/domain";
import { recordAudit } from "../../account/audit.ts";
import type { Handler } from "../../effects/effect.ts";
import { addEffects } from "../../effects/ledger.ts";
import { act, type Door } from "../../interview/act.ts";
import { eraseOpportunity } from "../../interview/erase.ts";
import { throughLink } from "../change.ts";
import type { Visit } from "../visit.ts";

const AFTER_MS = minutes(10);
const REASON = "The candidate had their data erased";

export async function askErasure(door: Door, { facts: { candidate, row } }: Visit): Promise<void> {
  const { database, clock, newId } = door;
  const candidateId = candidate.id;
  const companyId = row.company_id;
  const at = clock.now();
  const id = newId();
  await database.service.transaction().execute(async (tx) => {
    await recordAudit(tx, {
      at,
      companyId,
      actor: throughLink,
      action: "candidate.erasure_asked",
      subject: `candidate:${candidateId}`,
    });
    await addEffects(tx, [
      {
        id,
        kind: "candidate.erase",
        key: `candidate.erase:${candidateId}:${id}`,
        lane: `erase:${candidateId}`,
        payload: { candidateId },
        runAt: at + AFTER_MS,
        companyId,
      },
    ]);
  });
  await endOpen(door, candidateId);
}

/** Returns how many interviews ended by it. Refused is what is over or going on: erasing ends what is left. */
async function endOpen(door: Door, candidateId: string): Promise<number> {
  const rows = await door.database.service
    .selectFrom("interviews")
    .select(["id", "state"])
    .where("candidate_id", "=", candidateId)
    .where("erased_at", "is", null)
    .execute();
  let ended = 0;
  for (const { id, state } of rows) {
    const type = state === "scheduled" ? "cancelled" : "declined";
    if (!isRefusal(await act(door, id, throughLink, { type, reason: REASON }))) ended += 1;
  }
  return ended;
}

export function eraseAskedHandler(door: Door): Handler {
  return {
    kind: "candidate.erase",
    repeatable: true,
    async run(effect) {
      const candidateId = String(effect.payload["candidateId"]);
      // Only where cancelling broke off: whoever is to hear of it has to hear of it first.
      const ended = await endOpen(door, candidateId);
      if (ended > 0) return { result: "later", words: "what was open is cancelled first", afterMs: AFTER_MS };
      const erased = await eraseAll(door, candidateId);
      return { result: "done", words: `${erased} interviews erased, as the candidate asked` };
    },
  };
}

function eraseAll(door: Door, candidateId: string): Promise<number> {
  return door.database.service.transaction().execute(async (tx) => {
    const opportunities = await tx
      .selectFrom("interviews")
      .select(["connection_id", "opportunity_id"])
      .distinct()
      .where("candidate_id", "=", candidateId)
      .where("erased_at", "is", null)
      .execute();
    let erased = 0;
    for (const { connection_id, opportunity_id } of opportunities)
      erased += await eraseOpportunity(
        door,
        tx,
        { connectionId: connection_id, opportunityId: opportunity_id },
        { actor: throughLink, words: "Personal data erased: the candidate asked for it" },
      );
    return erased;
  });
}
