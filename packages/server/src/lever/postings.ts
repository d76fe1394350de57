/**
 * Reading the tagged postings. One that is not listed any more is asked for by itself before we believe that it lost its tag,
 * is closed, gone or hidden. What is read is kept by `posting-store.ts`.
 */
import { LeverError, type Misfit } from "@interviewvector/lever";
import { NotConnectedError, type Connections, type OpenConnection, type Use } from "./connection/open.ts";
import type { Tx } from "../db/database.ts";
import {
  markGone,
  markHidden,
  resumePositions,
  stopPositions,
  storeAll,
  type Posting,
  type Refreshed,
  type StoreDeps,
} from "./posting-store.ts";
import { words } from "./write/outcome.ts";

export interface PostingsDeps extends StoreDeps {
  connections: Connections;
}

export interface Postings {
  /** Is this posting tagged? Asks Lever when we don't know it, or last saw it without the tag a while ago. */
  learn(open: OpenConnection, postingId: string): Promise<boolean>;
  /** Of a connection that ends. */
  stop(tx: Tx, connectionId: string): Promise<void>;
  /** Of one that is connected again after its end. */
  resume(tx: Tx, connectionId: string): Promise<void>;
  refresh(connectionId: string, use?: Use): Promise<Refreshed>;
  refreshAll(companyId: string): Promise<Refreshed & { failed: { connectionId: string; words: string }[] }>;
}

const BELIEVE_UNTAGGED_MS = 60_000;

export function createPostings(deps: PostingsDeps): Postings {
  const refresh = async (connectionId: string, use?: Use): Promise<Refreshed> => {
    const open = await deps.connections.open(connectionId, use);
    const { found, unreadable } = await readTagged(deps, open);
    const stored = await storeAll(deps, open.row, found);
    // Told once the others are kept: one that makes no sense must not hold them up.
    if (unreadable !== null) throw unreadable;
    return stored;
  };
  return {
    refresh,
    stop: (tx, connectionId) => stopPositions(deps, tx, connectionId),
    resume: (tx, connectionId) => resumePositions(deps, tx, connectionId),
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
  if (error instanceof LeverError) return `${words(error).replace(/\.+$/, "")}.`;
  throw error;
}

/** All that carry the tag, and those that we knew as tagged but that are not listed any more. */
async function readTagged(
  deps: PostingsDeps,
  open: OpenConnection,
): Promise<{ found: Posting[]; unreadable: LeverError | null }> {
  const found: Posting[] = [];
  let unreadable: LeverError | null = null;
  const onMisfit = ({ error }: Misfit) => {
    unreadable ??= error;
  };
  const filter = { tag: open.row.posting_tag, expand: ["owner"] as const, limit: 100 };
  for await (const posting of open.lever.postings.list(filter, { onMisfit })) found.push(posting);
  const listed = new Set(found.map(({ id }) => id));
  const known = await deps.database.service
    .selectFrom("postings")
    .select("posting_id")
    .where("connection_id", "=", open.row.id)
    .where("tagged", "=", true)
    .execute();
  for (const { posting_id } of known) {
    if (listed.has(posting_id)) continue;
    const posting = await unlisted(open, posting_id);
    if (posting === "gone") await markGone(deps, open.row.id, posting_id);
    else if (posting === "hidden") await markHidden(deps, open.row.id, posting_id);
    else if (posting instanceof LeverError) unreadable ??= posting;
    else found.push(posting);
  }
  return { found, unreadable };
}

/**
 * Lists leave out what is confidential, and without the right to it asking is refused; the posting is still there then.
 * Source: https://hire.lever.co/developer/documentation#confidential-data
 */
async function unlisted(open: OpenConnection, postingId: string): Promise<Posting | "gone" | "hidden" | LeverError> {
  try {
    return (await getOrNull(open, postingId)) ?? "gone";
  } catch (error) {
    if (error instanceof LeverError && error.code === "forbidden") return "hidden";
    // What we knew of it stays.
    if (error instanceof LeverError && error.code === "unreadable_answer") return error;
    throw error;
  }
}

async function getOrNull({ lever }: OpenConnection, postingId: string): Promise<Posting | null> {
  try {
    return await lever.postings.get(postingId, { expand: ["owner"] });
  } catch (error) {
    if (error instanceof LeverError && error.code === "not_found") return null;
    throw error;
  }
}
