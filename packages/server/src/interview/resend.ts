/** The invitation mail once more, with the same link: an effect of its own, and an entry on the timeline. The interview does not change. */
import { actorName, refuse, usableEmail, type Actor, type Refusal } from "@interviewvector/domain";
import { addEffects, laneOf } from "../effects/ledger.ts";
import { undoOnRefusal, type Door } from "./act.ts";
import { invitationOpen } from "./detail.ts";
import { noteDown } from "./note-down.ts";
import { mayResend } from "./possible.ts";
import { loadInterview } from "./store.ts";

export function resendInvitation(door: Door, interviewId: string, actor: Actor): Promise<true | Refusal> {
  return undoOnRefusal<true>(door, async (tx) => {
    // Under the lock, so that effects keep their order and two clicks send one mail.
    const loaded = await loadInterview(tx, interviewId, true);
    if (!loaded) return refuse("unknown_interview", "There is no such interview.");
    const { row, interview } = loaded;
    const candidate = await tx
      .selectFrom("candidates")
      .select(["emails", "bounced_emails"])
      .where("id", "=", row.candidate_id)
      .executeTakeFirstOrThrow();
    const email = usableEmail({ emails: candidate.emails, bouncedEmails: candidate.bounced_emails });
    const may = mayResend({ interview, hasEmail: email !== null, invitationOpen: await invitationOpen(tx, row.id) });
    if (may !== true) return may;
    const effectId = door.newId();
    await noteDown(tx, row, {
      at: door.clock.now(),
      event: "invitationResent",
      actor,
      words: `Invitation sent once more by ${actorName(actor)}`,
      details: { effectId },
    });
    await addEffects(tx, [
      {
        id: effectId,
        kind: "mail.candidate",
        key: `interview:${row.id}:mail.candidate:invitation:again:${effectId}`,
        lane: laneOf({ connectionId: row.connection_id, opportunityId: row.opportunity_id }, "candidate"),
        payload: { mail: "invitation" },
        runAt: door.clock.now(),
        companyId: row.company_id,
        interviewId: row.id,
        version: row.version,
      },
    ]);
    return true;
  });
}
