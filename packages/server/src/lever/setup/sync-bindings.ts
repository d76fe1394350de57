/** The API of what came and went through a connection, and of trying again what failed. */
import { integrationApi as api } from "@interviewvector/domain";
import { recordAudit } from "../../account/audit.ts";
import { retryEffect } from "../../effects/ledger.ts";
import { forCompany, type Binding } from "../../http/bind.ts";
import { ownConnection, type By, type SetupDeps } from "./deps.ts";
import { syncCounts, syncRows } from "./sync.ts";

export function syncBindings(deps: SetupDeps): Binding[] {
  return [
    forCompany(api.sync, async ({ by, params, query }) => {
      const row = await ownConnection(deps, by, params["connectionId"] ?? "");
      return deps.door.database.forCompany(by.companyId, async (tx) => ({
        rows: await syncRows(tx, row.id, query.state),
        counts: await syncCounts(tx, row.id, deps.door.clock.now()),
      }));
    }),
    forCompany(api.retryConnection, async ({ by, params }) => {
      const row = await ownConnection(deps, by, params["connectionId"] ?? "");
      const retried = await retryAll(deps, by, row.id);
      deps.wake();
      return { retried };
    }),
  ];
}

/** At once; whoever has more presses again. */
const MOST_RETRIES = 500;

async function retryAll({ door }: SetupDeps, by: By, connectionId: string): Promise<number> {
  return door.database.service.transaction().execute(async (tx) => {
    const dead = await tx
      .selectFrom("effects")
      .select("id")
      .where("connection_id", "=", connectionId)
      .where("state", "=", "dead")
      .orderBy("seq")
      .limit(MOST_RETRIES)
      .execute();
    let retried = 0;
    for (const { id } of dead) if (await retryEffect(tx, id)) retried += 1;
    await recordAudit(tx, {
      at: door.clock.now(),
      companyId: by.companyId,
      actor: by.actor,
      action: "effects.retried",
      subject: `connection:${connectionId}`,
      details: { retried },
    });
    return retried;
  });
}
