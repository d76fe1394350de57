/** What people wish to be read: candidates chosen at activation, and interviews whose position has changed. Writes deliveries only. */
import type { Actor } from "@interviewvector/domain";
import type { Clock } from "../clock.ts";
import type { Tx } from "../db/database.ts";
import { againDelivery, insertDeliveries } from "./delivery.ts";
import type { OwnEvent } from "./event-words.ts";

export interface WishDeps {
  clock: Clock;
  newId: () => string;
}

export interface StandingInvitation {
  companyId: string;
  connectionId: string;
  positionId: string;
  opportunityIds: string[];
  actor: Actor;
}

/** The chosen ones are read as if they had entered now: for them it does not count that they stood there before. */
export async function inviteStanding(deps: WishDeps, tx: Tx, invitation: StandingInvitation): Promise<void> {
  const now = deps.clock.now();
  await insertDeliveries(
    tx,
    invitation.opportunityIds.map((opportunityId) => {
      const id = deps.newId();
      return {
        id,
        effectId: deps.newId(),
        companyId: invitation.companyId,
        connectionId: invitation.connectionId,
        webhookId: null,
        source: "person" as const,
        event: "chosen" satisfies OwnEvent,
        token: `person:${id}`,
        triggeredAt: now,
        receivedAt: now,
        opportunityId,
        data: { actor: invitation.actor },
        state: "waiting" as const,
        readAt: now,
      };
    }),
  );
}

/** In the transaction that changes the position: its blocked interviews go on by themselves if nothing is in their way now. */
export async function rereadBlocked(deps: WishDeps, tx: Tx, positionId: string): Promise<void> {
  const blocked = await tx
    .selectFrom("interviews")
    .select(["id", "company_id", "connection_id", "opportunity_id", "version"])
    .where("position_id", "=", positionId)
    .where("state", "=", "blocked")
    .execute();
  await insertDeliveries(
    tx,
    blocked.map((interview) =>
      againDelivery(deps, {
        companyId: interview.company_id,
        connectionId: interview.connection_id,
        opportunityId: interview.opportunity_id,
        event: "positionChanged" satisfies OwnEvent,
      }),
    ),
  );
}
