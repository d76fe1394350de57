/** Changing how a connection writes. What is switched on or off shows on all candidates under way, not only on the next ones. */
import { invalid } from "../../http/problem.ts";
import { recordAudit } from "../../account/audit.ts";
import type { Tx } from "../../db/database.ts";
import { addEffects, laneOf } from "../../effects/ledger.ts";
import type { ConnectionRow } from "../connection/open.ts";
import type { By, SetupDeps } from "../setup/deps.ts";
import { whyNoStatus } from "../write/status.ts";

export interface WritingChange {
  noteThread?: boolean | undefined;
  statusTags?: boolean | undefined;
  opportunityLink?: boolean | undefined;
}

/** Two ticks that come at once both count: what stands is read under the lock, and only what was ticked is changed. */
export async function changeWriting(
  deps: SetupDeps,
  by: By,
  connectionId: string,
  change: WritingChange,
): Promise<void> {
  const { database, clock } = deps.door;
  await database.service.transaction().execute(async (tx) => {
    const row = await tx
      .selectFrom("connections")
      .selectAll()
      .where("id", "=", connectionId)
      .forNoKeyUpdate()
      .executeTakeFirstOrThrow();
    const after = {
      note_thread: change.noteThread ?? row.note_thread,
      status_tags: change.statusTags ?? row.status_tags,
      opportunity_link: change.opportunityLink ?? row.opportunity_link,
    };
    const switchedOn = (after.status_tags && !row.status_tags) || (after.opportunity_link && !row.opportunity_link);
    const why = whyNoStatus(row);
    if (switchedOn && why !== null) throw invalid(why);
    await tx.updateTable("connections").set(after).where("id", "=", row.id).execute();
    if (after.status_tags !== row.status_tags || after.opportunity_link !== row.opportunity_link)
      await bringUpToDate(deps, tx, row);
    await recordAudit(tx, {
      at: clock.now(),
      companyId: by.companyId,
      actor: by.actor,
      action: "connection.writing_changed",
      subject: `connection:${row.id}`,
      details: after,
    });
  });
  deps.wake();
}

/** One effect per opportunity with an interview under way, or that carries something of ours. */
export async function bringUpToDate(
  { door }: Pick<SetupDeps, "door">,
  tx: Tx,
  row: Pick<ConnectionRow, "id" | "company_id">,
): Promise<void> {
  const { newId, clock } = door;
  const now = clock.now();
  const interviews = await tx
    .selectFrom("interviews")
    .select(["id", "opportunity_id", "state", "ats"])
    .distinctOn("opportunity_id")
    .where("connection_id", "=", row.id)
    .orderBy("opportunity_id")
    .orderBy("entered_at", "desc")
    .orderBy("created_at", "desc")
    .execute();
  const concerned = interviews.filter(
    ({ state, ats }) => (state !== "cancelled" && state !== "completed") || ats.status !== undefined,
  );
  await addEffects(
    tx,
    concerned.map(({ id, opportunity_id }) => ({
      id: newId(),
      kind: "ats.status",
      key: `interview:${id}:ats.status:switched:${now}`,
      lane: laneOf({ connectionId: row.id, opportunityId: opportunity_id }, "ats"),
      payload: {},
      runAt: now,
      companyId: row.company_id,
      connectionId: row.id,
      interviewId: id,
    })),
    "ignore",
  );
}
