/**
 * Activating, pausing, going on. Nobody is invited by surprise: of those who already stand in the stage only the chosen
 * ones are put into the inbox; moves after `activated_at` come by themselves.
 */
import { refuse, type PositionState } from "@interviewvector/domain";
import { recordAudit } from "../account/audit.ts";
import type { Tx } from "../db/database.ts";
import { refused } from "../http/problem.ts";
import type { CompanySubject } from "../http/subject.ts";
import { lockPosition } from "./configure.ts";
import type { PositionDeps } from "./deps.ts";
import { tellReopened } from "./hold.ts";

/** Pressed again on an active position it only invites more of those who stand in the stage. */
export async function activate(
  deps: PositionDeps,
  by: CompanySubject,
  positionId: string,
  inviteOpportunityIds: string[],
): Promise<void> {
  const { database, clock } = deps;
  await database.service.transaction().execute(async (tx) => {
    const position = await lockPosition(tx, by, positionId);
    if (position.state === "inactive")
      throw refused(
        refuse(
          "posting_inactive",
          "The posting lacks the tag in Lever or is closed, or Lever is disconnected. Put that right and refresh; the configuration is kept.",
        ),
      );
    const round = await tx
      .selectFrom("rounds")
      .select("id")
      .where("position_id", "=", positionId)
      .where("removed_at", "is", null)
      .executeTakeFirst();
    if (position.category === null || !round)
      throw refused(refuse("not_configured", "Configure the position first: category, role, and at least one round."));
    if (position.state !== "active") await goOn(deps, tx, position, { activated_at: new Date(clock.now()) });
    const opportunityIds = [...new Set(inviteOpportunityIds)];
    if (opportunityIds.length > 0)
      await deps.inviteStanding(tx, {
        companyId: by.companyId,
        connectionId: position.connection_id,
        positionId,
        opportunityIds,
        actor: by.actor,
      });
    await deps.rereadBlocked(tx, positionId);
    await recordAudit(tx, {
      ...about(by, clock.now(), positionId),
      action: "position.activated",
      details: { invited: opportunityIds.length },
    });
  });
}

export async function pause({ database, clock }: PositionDeps, by: CompanySubject, positionId: string): Promise<void> {
  await database.service.transaction().execute(async (tx) => {
    const position = await lockPosition(tx, by, positionId);
    if (position.state === "paused") return;
    if (position.state !== "active") throw refused(refuse("not_active", "Only an active position can be paused."));
    await setState(tx, positionId, { state: "paused", held_since: new Date(clock.now()) });
    await recordAudit(tx, { ...about(by, clock.now(), positionId), action: "position.paused" });
  });
}

export async function resume(deps: PositionDeps, by: CompanySubject, positionId: string): Promise<void> {
  const { database, clock } = deps;
  await database.service.transaction().execute(async (tx) => {
    const position = await lockPosition(tx, by, positionId);
    if (position.state === "active") return;
    if (position.state !== "paused")
      throw refused(refuse("not_paused", "Only a paused position can go on. Activate it instead."));
    // Not a new activation: who entered the stage during the pause has been waiting for this moment.
    await goOn(deps, tx, position);
    await deps.rereadBlocked(tx, positionId);
    await recordAudit(tx, { ...about(by, clock.now(), positionId), action: "position.resumed" });
  });
}

/** Who was invited before it stopped has the time to book that was left. */
async function goOn(
  deps: PositionDeps,
  tx: Tx,
  position: { id: string; held_since: Date | null },
  change: { activated_at?: Date } = {},
): Promise<void> {
  await setState(tx, position.id, { ...change, state: "active", held_since: null });
  if (position.held_since !== null) await tellReopened(deps, tx, position.id, position.held_since);
}

async function setState(
  tx: Tx,
  positionId: string,
  change: { state: PositionState; activated_at?: Date; held_since?: Date | null },
): Promise<void> {
  await tx.updateTable("positions").set(change).where("id", "=", positionId).execute();
}

function about(by: CompanySubject, at: number, positionId: string) {
  return { at, companyId: by.companyId, actor: by.actor, subject: `position:${positionId}` };
}
