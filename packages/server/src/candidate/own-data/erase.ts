/**
 * A candidate asks for erasure: what is open is cancelled at once, in the ordinary way, so that calendars, expert and company
 * hear of it; minutes later, when those mails are out, everything personal goes. All interviews of this person at this company.
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

export async function askErasure(door: Door, { facts }: Visit): Promise<void> {
  const { database, clock, newId } = door;
  const candidateId = facts.candidate.id;
  await recordAudit(database.service, {
    at: clock.now(),
    companyId: facts.row.company_id,
    actor: throughLink,
    action: "candidate.erasure_asked",
    subject: `candidate:${candidateId}`,
  });
  const open = await database.service
    .selectFrom("interviews")
    .select(["id", "company_id", "state"])
    .where("candidate_id", "=", candidateId)
    .execute();
  for (const { id, state } of open) {
    const type = state === "scheduled" ? "cancelled" : "declined";
    // Refused when it is over or going on: then there is nothing to cancel, and erasing ends what is left.
    const ended = await act(door, id, throughLink, { type, reason: REASON });
    if (isRefusal(ended)) continue;
  }
  const [first] = open;
  if (!first) return;
  const id = newId();
  await addEffects(database.service, [
    {
      id,
      kind: "candidate.erase",
      key: `candidate.erase:${candidateId}:${id}`,
      lane: `erase:${candidateId}`,
      payload: { candidateId },
      runAt: clock.now() + AFTER_MS,
      companyId: first.company_id,
    },
  ]);
}

export function eraseAskedHandler(door: Door): Handler {
  return {
    kind: "candidate.erase",
    repeatable: true,
    run: (effect) =>
      door.database.service.transaction().execute(async (tx) => {
        const opportunities = await tx
          .selectFrom("interviews")
          .select(["connection_id", "opportunity_id"])
          .distinct()
          .where("candidate_id", "=", String(effect.payload["candidateId"]))
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
        return { result: "done", words: `${erased} interviews erased, as the candidate asked` };
      }),
  };
}
