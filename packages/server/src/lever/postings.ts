/**
 * Tagged postings and the positions that follow them: a new one is pending; without its tag, or closed, it is inactive; with
 * the tag back it is what it was before. A posting that is not listed is asked for by itself before we believe it is gone.
 */
import { LeverError, type Posting as PlainPosting } from "@interviewvector/lever";
import type { Clock } from "../clock.ts";
import type { Database, Tx } from "../db/database.ts";
import type { Log } from "../log.ts";
import {
  NotConnectedError,
  type ConnectionRow,
  type Connections,
  type OpenConnection,
  type Use,
} from "./connection/open.ts";
import { userFacts } from "./seen.ts";
import { words } from "./write/outcome.ts";

export interface PostingsDeps {
  database: Database;
  clock: Clock;
  newId: () => string;
  log: Log;
  connections: Connections;
  /** The position's blocked interviews may go on now. */
  rereadBlocked(tx: Tx, positionId: string): Promise<void>;
}

export interface Refreshed {
  added: number;
  changed: number;
  gone: number;
}

export interface Postings {
  /** Is this posting tagged? Asks Lever when we don't know it, or last saw it without the tag a while ago. */
  learn(open: OpenConnection, postingId: string): Promise<boolean>;
  refresh(connectionId: string, use?: Use): Promise<Refreshed>;
  refreshAll(companyId: string): Promise<Refreshed & { failed: { connectionId: string; words: string }[] }>;
}

type Posting = PlainPosting<"owner">;

const BELIEVE_UNTAGGED_MS = 60_000;

export function createPostings(deps: PostingsDeps): Postings {
  const refresh = async (connectionId: string, use?: Use): Promise<Refreshed> => {
    const open = await deps.connections.open(connectionId, use);
    return storeAll(deps, open.row, await readTagged(deps, open));
  };
  return {
    refresh,
    async learn(open, postingId) {
      const known = await deps.database.service
        .selectFrom("postings")
        .select(["tagged", "read_at"])
        .where("connection_id", "=", open.row.id)
        .where("posting_id", "=", postingId)
        .executeTakeFirst();
      const fresh = known && deps.clock.now() - known.read_at.getTime() < BELIEVE_UNTAGGED_MS;
      if (known && (known.tagged || fresh)) return known.tagged;
      const posting = await getOrNull(open, postingId);
      if (posting === null) return false;
      await storeAll(deps, open.row, [posting]);
      return posting.tags.includes(open.row.posting_tag);
    },
    async refreshAll(companyId) {
      const rows = await deps.database.service
        .selectFrom("connections")
        .select("id")
        .where("company_id", "=", companyId)
        .where("state", "<>", "disconnected")
        .execute();
      const sum = { added: 0, changed: 0, gone: 0, failed: [] as { connectionId: string; words: string }[] };
      for (const { id } of rows) {
        try {
          const { added, changed, gone } = await refresh(id, { interactive: true, patient: true });
          sum.added += added;
          sum.changed += changed;
          sum.gone += gone;
        } catch (error) {
          sum.failed.push({ connectionId: id, words: failureWords(error) });
        }
      }
      return sum;
    },
  };
}

/** A sentence for a screen; what is no failure of Lever's is rethrown. */
export function failureWords(error: unknown): string {
  if (error instanceof NotConnectedError) return "Lever is not connected; please reconnect it.";
  if (error instanceof LeverError) return `${words(error)}.`;
  throw error;
}

/** All that carry the tag, and those that we knew as tagged but that are not listed any more. */
async function readTagged(deps: PostingsDeps, open: OpenConnection): Promise<Posting[]> {
  const found: Posting[] = [];
  for await (const posting of open.lever.postings.list({ tag: open.row.posting_tag, expand: ["owner"], limit: 100 }))
    found.push(posting);
  const listed = new Set(found.map(({ id }) => id));
  const known = await deps.database.service
    .selectFrom("postings")
    .select("posting_id")
    .where("connection_id", "=", open.row.id)
    .where("tagged", "=", true)
    .execute();
  for (const { posting_id } of known) {
    if (listed.has(posting_id)) continue;
    const posting = await getOrNull(open, posting_id);
    if (posting) found.push(posting);
    else await markGone(deps, open.row.id, posting_id);
  }
  return found;
}

async function getOrNull({ lever }: OpenConnection, postingId: string): Promise<Posting | null> {
  try {
    return await lever.postings.get(postingId, { expand: ["owner"] });
  } catch (error) {
    if (error instanceof LeverError && error.code === "not_found") return null;
    throw error;
  }
}

async function markGone({ database, clock }: PostingsDeps, connectionId: string, postingId: string): Promise<void> {
  await database.service.transaction().execute(async (tx) => {
    await tx
      .updateTable("postings")
      .set({ tagged: false, state: "deleted", read_at: new Date(clock.now()) })
      .where("connection_id", "=", connectionId)
      .where("posting_id", "=", postingId)
      .execute();
    await deactivate(tx, connectionId, postingId);
  });
}

async function deactivate(tx: Tx, connectionId: string, postingId: string): Promise<number> {
  const result = await tx
    .updateTable("positions")
    .set((row) => ({ state: "inactive" as const, state_before_inactive: row.ref("state") as never }))
    .where("connection_id", "=", connectionId)
    .where("posting_id", "=", postingId)
    .where("state", "<>", "inactive")
    .executeTakeFirst();
  return Number(result.numUpdatedRows);
}

async function storeAll(
  deps: PostingsDeps,
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
  deps: PostingsDeps,
  tx: Tx,
  connection: ConnectionRow,
  posting: Posting,
): Promise<keyof Refreshed | "same"> {
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
    read_at: new Date(deps.clock.now()),
  };
  await tx
    .insertInto("postings")
    .values({ connection_id: connection.id, posting_id: posting.id, company_id: connection.company_id, ...facts })
    .onConflict((conflict) => conflict.columns(["connection_id", "posting_id"]).doUpdateSet(facts))
    .execute();
  const live = tagged && posting.state !== "closed";
  if (!live) {
    const gone = await deactivate(tx, connection.id, posting.id);
    // Closed, but never seen before: it has no position, and needs none.
    return gone > 0 ? "gone" : "same";
  }
  return keepPosition(deps, tx, connection, posting);
}

async function keepPosition(
  deps: PostingsDeps,
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
    .select(["id", "state", "state_before_inactive", "title"])
    .where("connection_id", "=", connection.id)
    .where("posting_id", "=", posting.id)
    .forUpdate()
    .executeTakeFirstOrThrow();
  const back = before.state === "inactive";
  if (!back && before.title === title) return "same";
  await tx
    .updateTable("positions")
    .set({
      title,
      ...(back ? { state: before.state_before_inactive ?? "pending", state_before_inactive: null } : {}),
    })
    .where("id", "=", before.id)
    .execute();
  if (back) await deps.rereadBlocked(tx, before.id);
  return "changed";
}
