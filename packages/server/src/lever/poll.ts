/**
 * The reconciling poll: with all webhooks lost, entries, leaves, archiving, repaired data and deletions are still found. It
 * lists what changed since the last poll, with an overlap because Lever's listing moves while it is read, and puts what
 * differs from what we believe into the inbox; what people changed of ours it asks about. It decides nothing itself.
 */
import { minutes } from "@interviewvector/domain";
import { LeverError, type Misfit, type Opportunity } from "@interviewvector/lever";
import type { Handler } from "../effects/effect.ts";
import type { ConnectionRow, OpenConnection, Use } from "./connection/open.ts";
import { insertDeliveries, type NewDelivery } from "./delivery.ts";
import type { OwnEvent } from "./event-words.ts";
import { believedAbout, notErased, openOpportunities, unreadableOfOurs } from "./poll-believed.ts";
import { newsIn, type Polled } from "./poll-compare.ts";
import { isHidden, sayHidden, unmark } from "./hidden.ts";
import type { PollDeps } from "./poll-deps.ts";
import { lookForHands } from "./poll-hands.ts";
import { failureWords } from "./postings.ts";
import { addNext } from "./recurring.ts";
import { seeResume } from "./seen.ts";
import { outcomeOf } from "./write/outcome.ts";

const OVERLAP_MS = minutes(10);
/** Lever lists deletions of at most 30 days. */
const MOST_DELETED_MS = 29 * 24 * 3_600_000;
const CHUNK = 100;
const MOST_RESUME_LOOKS = 50;

export function pollHandler(deps: PollDeps): Handler {
  return {
    kind: "lever.poll",
    repeatable: true,
    async run(effect, attempt) {
      const next = { kind: "lever.poll" as const, runAt: deps.clock.now() + deps.pollIntervalMs };
      const connectionId = await addNext(deps, effect, next);
      if (connectionId === null) return { result: "skipped", words: "the connection has ended" };
      try {
        const found = await poll(deps, connectionId, { attempt, patient: true });
        return { result: "done", words: found === 0 ? "nothing was missed" : `found ${found} to read` };
      } catch (error) {
        const outcome = outcomeOf(error);
        await noteError(deps, connectionId, error);
        return outcome;
      }
    },
  };
}

async function noteError({ database }: PollDeps, connectionId: string, error: unknown): Promise<void> {
  await database.service
    .updateTable("connections")
    .set({ last_poll_error: failureWords(error) })
    .where("id", "=", connectionId)
    .execute();
}

/** Returns how many opportunities were put into the inbox. */
export async function poll(deps: PollDeps, connectionId: string, use: Use): Promise<number> {
  const { database, clock } = deps;
  const open = await deps.connections.open(connectionId, use);
  const startedAt = clock.now();
  const since = (open.row.poll_cursor_at ?? open.row.connected_at).getTime() - OVERLAP_MS;
  const openIds = await openOpportunities(database, connectionId);
  const found =
    (await pollChanged(deps, open, since)) +
    (await pollDeleted(deps, open, { since, until: startedAt })) +
    (await pollResumes(deps, open, openIds.withoutResume));
  await database.service
    .updateTable("connections")
    .set({ last_poll_at: new Date(startedAt), poll_cursor_at: new Date(startedAt), last_poll_error: null })
    .where("id", "=", connectionId)
    .execute();
  return found;
}

async function pollChanged(deps: PollDeps, { row, lever }: OpenConnection, since: number): Promise<number> {
  const misfits: Misfit[] = [];
  const filter = { expand: ["applications", "stage"], updatedAtStart: since, limit: CHUNK } as const;
  const listing = lever.opportunities.list(filter, { onMisfit: (misfit) => misfits.push(misfit) });
  let found = 0;
  const changed: { id: string; updatedAt: number | null }[] = [];
  for await (const chunk of inChunks(listing)) {
    await unmark(
      deps,
      row.id,
      chunk.map(({ id }) => id),
    );
    found += await putDiffering(deps, row, chunk);
    changed.push(...chunk.map(({ id, updatedAt }) => ({ id, updatedAt })));
  }
  found += await putUnreadable(deps, row, misfits);
  return found + (await lookForHands(deps, { row, lever }, changed));
}

/** Each is tried by itself: what then fails is told of, and counted, as everything is that can't be read. */
async function putUnreadable(deps: PollDeps, row: ConnectionRow, misfits: readonly Misfit[]): Promise<number> {
  const ours = await unreadableOfOurs(deps.database, row, misfits);
  const finds = ours.map(({ id, updatedAt }) => ({
    opportunityId: id,
    event: "unreadable" as const,
    token: `poll:${id}:unreadable:${updatedAt}`,
  }));
  return put(deps, row, finds);
}

type Listed = Opportunity<"applications" | "stage">;

async function* inChunks(listing: AsyncIterable<Listed>): AsyncGenerator<Listed[]> {
  let chunk: Listed[] = [];
  for await (const item of listing) {
    chunk.push(item);
    if (chunk.length < CHUNK) continue;
    yield chunk;
    chunk = [];
  }
  if (chunk.length > 0) yield chunk;
}

async function putDiffering(deps: PollDeps, row: ConnectionRow, chunk: Listed[]): Promise<number> {
  const believed = await believedAbout(
    deps.database,
    row,
    chunk.map(({ id }) => id),
  );
  const finds = chunk.flatMap((item) => {
    const event = newsIn(polledOf(item), believed(item.id));
    return event === null ? [] : [{ opportunityId: item.id, event, token: `poll:${item.id}:${item.updatedAt ?? 0}` }];
  });
  return put(deps, row, finds);
}

function polledOf(item: Listed): Polled {
  return {
    id: item.id,
    stage: { id: item.stage.id, name: item.stage.text },
    changes: item.stageChanges.map(({ toStageId, updatedAt }) => ({ toStageId, at: updatedAt })),
    advancedAt: item.lastAdvancedAt ?? item.createdAt ?? 0,
    archived: item.archived !== null,
    confidential: item.confidentiality === "confidential",
    anonymized: item.isAnonymized === true,
    postingId: item.applications[0]?.posting ?? null,
    name: item.name,
    emails: item.emails.map((address) => address.trim()),
    phones: item.phones.map(({ value }) => value),
    ownerId: item.owner,
  };
}

interface Deletions {
  since: number;
  until: number;
}

async function pollDeleted(
  deps: PollDeps,
  { row, lever }: OpenConnection,
  { since, until }: Deletions,
): Promise<number> {
  // What is over is erased as well: as long as anything personal is kept, deletions are asked for.
  if ((await notErased(deps.database, row.id, null)).length === 0) return 0;
  const range = { deletedAtStart: Math.max(since, until - MOST_DELETED_MS), deletedAtEnd: until };
  const deleted: string[] = [];
  for await (const { id } of lever.opportunities.listDeleted(range)) deleted.push(id);
  const gone = deleted.length === 0 ? [] : await notErased(deps.database, row.id, deleted);
  return put(
    deps,
    row,
    gone.map((opportunityId) => ({ opportunityId, event: "deleted" as const, token: `poll:${opportunityId}:deleted` })),
  );
}

/** A résumé that is added does not count as a change of the opportunity: those that lack one are asked one by one. */
async function pollResumes(deps: PollDeps, { row, lever }: OpenConnection, ids: readonly string[]): Promise<number> {
  const there: string[] = [];
  for (const opportunityId of ids.slice(0, MOST_RESUME_LOOKS)) {
    try {
      if (await seeResume(lever, opportunityId)) there.push(opportunityId);
    } catch (error) {
      // One whom we may not see any more, or who is gone, must not keep us from looking for the others.
      if (isHidden(error)) await sayHidden(deps, { connectionId: row.id, opportunityId, error });
      else if (!(error instanceof LeverError && error.code === "not_found")) throw error;
    }
  }
  const at = deps.clock.now();
  return put(
    deps,
    row,
    there.map((opportunityId) => ({
      opportunityId,
      event: "resumeAdded" as const,
      token: `poll:${opportunityId}:resume:${at}`,
    })),
  );
}

async function put(
  deps: PollDeps,
  row: ConnectionRow,
  finds: readonly { opportunityId: string; event: OwnEvent; token: string }[],
): Promise<number> {
  const now = deps.clock.now();
  const stored = await insertDeliveries(
    deps.database.service,
    finds.map((find): NewDelivery => ({
      ...find,
      id: deps.newId(),
      effectId: deps.newId(),
      companyId: row.company_id,
      connectionId: row.id,
      webhookId: null,
      source: "poll",
      triggeredAt: now,
      receivedAt: now,
      data: {},
      state: "waiting",
      readAt: now,
    })),
  );
  return stored.size;
}
