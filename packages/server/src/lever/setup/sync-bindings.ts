/** The API of what came and went through a connection, and of trying again what failed. */
import { integrationApi as api, refuse } from "@interviewvector/domain";
import { recordAudit } from "../../account/audit.ts";
import type { Tx } from "../../db/database.ts";
import { addEffects, retryEffect } from "../../effects/ledger.ts";
import { forCompany, type Binding } from "../../http/bind.ts";
import { notFound, refused } from "../../http/problem.ts";
import { againDelivery, insertDeliveries, laneOf } from "../delivery.ts";
import type { OwnEvent } from "../event-words.ts";
import { opportunityUrl } from "../title.ts";
import { ownConnection, type By, type SetupDeps } from "./deps.ts";
import { readSync } from "./sync.ts";

export function syncBindings(deps: SetupDeps): Binding[] {
  return [
    forCompany(api.sync, async ({ by, params, query }) => {
      const { id, environment } = await ownConnection(deps, by, params["connectionId"] ?? "");
      const found = await deps.door.database.forCompany(by.companyId, (tx) =>
        readSync(tx, id, query, deps.door.clock.now()),
      );
      const rows = found.rows.map(({ opportunityId, ...row }) => ({
        ...row,
        atsUrl: opportunityId === null ? null : opportunityUrl(deps.config, { environment, opportunityId }),
      }));
      return { ...found, rows };
    }),
    forCompany(api.retrySync, async ({ by, params }) => {
      const row = await ownConnection(deps, by, params["connectionId"] ?? "");
      const [, kind, id] = /^(effect|delivery):([0-9a-f-]{36})$/.exec(params["syncId"] ?? "") ?? [];
      if (kind === undefined || id === undefined) throw notFound("This line");
      await deps.door.database.service
        .transaction()
        .execute((tx) =>
          kind === "effect" ? again(deps, tx, by, { of: row.id, id }) : readAgain(deps, tx, { of: row.id, id }),
        );
      deps.wake();
      return { ok: true as const };
    }),
    forCompany(api.retryConnection, async ({ by, params }) => {
      const row = await ownConnection(deps, by, params["connectionId"] ?? "");
      const retried = await retryAll(deps, by, row.id);
      deps.wake();
      return { retried };
    }),
  ];
}

interface Line {
  /** The connection. */
  of: string;
  id: string;
}

async function again({ door }: SetupDeps, tx: Tx, by: By, { of, id }: Line): Promise<void> {
  const effect = await tx
    .selectFrom("effects")
    .select("kind")
    .where("id", "=", id)
    .where("connection_id", "=", of)
    .executeTakeFirst();
  if (!effect) throw notFound("This line");
  if (!(await retryEffect(tx, id))) throw refused(refuse("not_failed", "Only what failed can be tried again."));
  await recordAudit(tx, {
    at: door.clock.now(),
    companyId: by.companyId,
    actor: by.actor,
    action: "effect.retried",
    subject: `connection:${of}`,
    details: { effectId: id, kind: effect.kind },
  });
}

/** The opportunity is read afresh and judged by the same rules as before; nobody is invited who would not be invited anyway. */
async function readAgain({ door }: SetupDeps, tx: Tx, { of, id }: Line): Promise<void> {
  const delivery = await tx
    .selectFrom("deliveries")
    .select(["company_id", "opportunity_id", "state"])
    .where("id", "=", id)
    .where("connection_id", "=", of)
    .executeTakeFirst();
  if (!delivery || delivery.opportunity_id === null) throw notFound("This line");
  if (delivery.state !== "ignored" && delivery.state !== "failed")
    throw refused(refuse("not_ignored", "Only what was ignored or failed is read again."));
  if (delivery.state === "failed") return waitAgain(door, tx, { of, id });
  await insertDeliveries(tx, [
    againDelivery(door, {
      companyId: delivery.company_id,
      connectionId: of,
      opportunityId: delivery.opportunity_id,
      event: "asked" satisfies OwnEvent,
    }),
  ]);
}

/** What failed waits once more, as the line that it is: read again, it says what became of it. */
async function waitAgain({ clock, newId }: SetupDeps["door"], tx: Tx, { of, id }: Line): Promise<void> {
  const delivery = await tx
    .updateTable("deliveries")
    .set({ state: "waiting", reason: null, handled_at: null })
    .where("id", "=", id)
    .where("connection_id", "=", of)
    .where("state", "=", "failed")
    .returning(["company_id", "opportunity_id", "source"])
    .executeTakeFirst();
  if (!delivery) throw refused(refuse("not_failed", "It is being read again already."));
  const { company_id: companyId, opportunity_id: opportunityId, source } = delivery;
  const effectId = newId();
  await addEffects(tx, [
    {
      id: effectId,
      kind: "lever.read",
      key: `delivery:${id}:again:${effectId}`,
      lane: laneOf({ connectionId: of, opportunityId, data: {} }),
      payload: { opportunityId, source },
      runAt: clock.now(),
      companyId,
      connectionId: of,
    },
  ]);
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
    const failed = await tx
      .selectFrom("deliveries")
      .select("id")
      .where("connection_id", "=", connectionId)
      .where("state", "=", "failed")
      .where("opportunity_id", "is not", null)
      .limit(MOST_RETRIES)
      .execute();
    for (const { id } of failed) await waitAgain(door, tx, { of: connectionId, id });
    retried += failed.length;
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
