/**
 * Postings as they were read, and the positions that follow them: a new one is pending; without its tag, or closed, it is
 * inactive; with the tag back it is what it was before, and so with the connection. What that means for interviews is told to them by `position/hold.ts`.
 */
import type { PostingEndCause } from "@interviewvector/domain";
import type { Posting as PlainPosting } from "@interviewvector/lever";
import type { Clock } from "../clock.ts";
import type { Database, Tx } from "../db/database.ts";
import type { PositionRow } from "../interview/store.ts";
import { tellEnded, tellReopened } from "../position/hold.ts";
import type { ConnectionRow } from "./connection/open.ts";
import { userFacts } from "./seen.ts";

export interface StoreDeps {
  database: Database;
  clock: Clock;
  newId: () => string;
  /** The position's blocked interviews may go on now. */
  rereadBlocked(tx: Tx, positionId: string): Promise<void>;
}

export interface Refreshed {
  added: number;
  changed: number;
  gone: number;
}

export type Posting = PlainPosting<"owner">;

export async function markGone(deps: StoreDeps, connectionId: string, postingId: string): Promise<void> {
  const { database, clock } = deps;
  await database.service.transaction().execute(async (tx) => {
    await tx
      .updateTable("postings")
      .set({ tagged: false, state: "deleted", read_at: new Date(clock.now()) })
      .where("connection_id", "=", connectionId)
      .where("posting_id", "=", postingId)
      .execute();
    await deactivate(deps, tx, { connectionId, postingId, cause: "deleted" });
  });
}

/** Still there, but not for us. Nothing stops by itself: the position's people are told what we cannot see. */
export async function markHidden(
  { database, clock }: StoreDeps,
  connectionId: string,
  postingId: string,
): Promise<void> {
  const now = new Date(clock.now());
  await database.service
    .updateTable("postings")
    .set((row) => ({ hidden_since: row.fn.coalesce("hidden_since", row.val(now)), read_at: now }))
    .where("connection_id", "=", connectionId)
    .where("posting_id", "=", postingId)
    .execute();
}

interface End {
  connectionId: string;
  postingId: string;
  cause: PostingEndCause;
}

async function deactivate(deps: StoreDeps, tx: Tx, { connectionId, postingId, cause }: End): Promise<number> {
  const ended = await toInactive(deps, tx, connectionId)
    .where("posting_id", "=", postingId)
    .where("state", "<>", "inactive")
    .returning("id")
    .execute();
  for (const { id } of ended) await tellEnded(deps, tx, id, cause);
  return ended.length;
}

/** What a position was is kept, for when it comes back, and since when it has been held. Which ones, the caller says. */
function toInactive({ clock }: StoreDeps, tx: Tx, connectionId: string) {
  const now = new Date(clock.now());
  return tx
    .updateTable("positions")
    .set((row) => ({
      state: "inactive" as const,
      state_before_inactive: row.ref("state") as never,
      held_since: row.fn.coalesce("held_since", row.val(now)),
    }))
    .where("connection_id", "=", connectionId);
}

export async function storeAll(
  deps: StoreDeps,
  connection: ConnectionRow,
  postings: readonly Posting[],
): Promise<Refreshed> {
  const sum = { added: 0, changed: 0, gone: 0 };
  for (const posting of postings) {
    const what = await deps.database.service.transaction().execute((tx) => storeOne(deps, tx, connection, posting));
    if (what !== "same") sum[what] += 1;
  }
  return sum;
}

async function storeOne(
  deps: StoreDeps,
  tx: Tx,
  connection: ConnectionRow,
  posting: Posting,
): Promise<keyof Refreshed | "same"> {
  if (!(await isStanding(tx, connection.id))) return "same";
  const tagged = posting.tags.includes(connection.posting_tag);
  const facts = {
    title: posting.text,
    state: posting.state,
    tagged,
    team: posting.categories?.team ?? null,
    location: posting.categories?.location ?? null,
    owner: posting.owner === null ? null : JSON.stringify(userFacts(posting.owner)),
    url: posting.urls?.show ?? null,
    confidential: posting.confidentiality === "confidential",
    hidden_since: null,
    read_at: new Date(deps.clock.now()),
  };
  await tx
    .insertInto("postings")
    .values({ connection_id: connection.id, posting_id: posting.id, company_id: connection.company_id, ...facts })
    .onConflict((conflict) => conflict.columns(["connection_id", "posting_id"]).doUpdateSet(facts))
    .execute();
  const live = tagged && posting.state !== "closed";
  if (!live) {
    const cause = tagged ? ("closed" as const) : ("untagged" as const);
    const gone = await deactivate(deps, tx, { connectionId: connection.id, postingId: posting.id, cause });
    // Closed, but never seen before: it has no position, and needs none.
    return gone > 0 ? "gone" : "same";
  }
  return keepPosition(deps, tx, connection, posting);
}

/** It may have ended while Lever was asked: what that stopped must not go on by an answer from before. */
async function isStanding(tx: Tx, connectionId: string): Promise<boolean> {
  const row = await tx
    .selectFrom("connections")
    .select("state")
    .where("id", "=", connectionId)
    .forShare()
    .executeTakeFirst();
  return row !== undefined && row.state !== "disconnected";
}

async function keepPosition(
  deps: StoreDeps,
  tx: Tx,
  connection: ConnectionRow,
  posting: Posting,
): Promise<"added" | "changed" | "same"> {
  const title = posting.text || "Untitled posting";
  const inserted = await tx
    .insertInto("positions")
    .values({
      id: deps.newId(),
      company_id: connection.company_id,
      connection_id: connection.id,
      posting_id: posting.id,
      title,
      state: "pending",
      state_before_inactive: null,
      category: null,
      role: null,
      seniority: null,
    })
    .onConflict((conflict) => conflict.columns(["connection_id", "posting_id"]).doNothing())
    .executeTakeFirst();
  if (Number(inserted.numInsertedOrUpdatedRows ?? 0) > 0) return "added";
  const before = await tx
    .selectFrom("positions")
    .select(["id", "state", "state_before_inactive", "held_since", "title"])
    .where("connection_id", "=", connection.id)
    .where("posting_id", "=", posting.id)
    .forUpdate()
    .executeTakeFirstOrThrow();
  const back = before.state === "inactive";
  if (!back && before.title === title) return "same";
  await tx.updateTable("positions").set({ title }).where("id", "=", before.id).execute();
  if (back) await bringBack(deps, tx, before);
  return "changed";
}

/**
 * The connection ends: nobody is asked to choose any more, and whoever has not chosen waits as with any position that stops. What
 * is booked stays booked, and nothing is asked about it: nobody in the ATS would read the question.
 */
export async function stopPositions(deps: StoreDeps, tx: Tx, connectionId: string): Promise<void> {
  await toInactive(deps, tx, connectionId).where("state", "=", "active").execute();
}

/** Connected again: those that the end stopped. What became of their postings meanwhile is told by the reading that follows. */
export async function resumePositions(deps: StoreDeps, tx: Tx, connectionId: string): Promise<void> {
  const stopped = await tx
    .selectFrom("positions as p")
    .innerJoin("postings as g", (join) =>
      join.onRef("g.connection_id", "=", "p.connection_id").onRef("g.posting_id", "=", "p.posting_id"),
    )
    .select(["p.id", "p.state_before_inactive", "p.held_since"])
    .where("p.connection_id", "=", connectionId)
    .where("p.state", "=", "inactive")
    .where("g.tagged", "=", true)
    .where("g.state", "<>", "closed")
    .execute();
  for (const position of stopped) await bringBack(deps, tx, position);
}

/** As it was before: active, paused, or never set up. */
async function bringBack(
  deps: StoreDeps,
  tx: Tx,
  { id, state_before_inactive, held_since }: Pick<PositionRow, "id" | "state_before_inactive" | "held_since">,
): Promise<void> {
  const state = state_before_inactive ?? "pending";
  const stillHeld = state === "paused" ? held_since : null;
  await tx
    .updateTable("positions")
    .set({ state, state_before_inactive: null, held_since: stillHeld })
    .where("id", "=", id)
    .execute();
  await deps.rereadBlocked(tx, id);
  await tellReopened(deps, tx, id, held_since);
}
