/** What every write to Lever needs at hand: the interview's facts, the connection, whom we act as, and the marker that names the effect. */
import { sql } from "kysely";
import type { LeverClient } from "@interviewvector/lever";
import type { Clock } from "../../clock.ts";
import type { Config } from "../../config.ts";
import type { Crypt } from "../../crypt.ts";
import type { Database, Tx } from "../../db/database.ts";
import type { AtsIds } from "../../db/tables.ts";
import type { Attempt, Effect, Outcome } from "../../effects/effect.ts";
import { readFacts, type InterviewFacts } from "../../interview/facts.ts";
import type { ConnectionRow, Connections } from "../connection/open.ts";
import { outcomeOf } from "./outcome.ts";

export interface WriteDeps {
  database: Database;
  clock: Clock;
  crypt: Crypt;
  config: Pick<Config, "publicUrl" | "supportEmail">;
  connections: Connections;
}

export interface Desk {
  facts: InterviewFacts;
  connection: ConnectionRow;
  lever: LeverClient;
  opportunityId: string;
  ids: AtsIds;
  /** `{PUBLIC_URL}/r/{effectId}`: by which this effect's work is found again. Holds no personal data and no secret. */
  marker: string;
}

/** Whom panels, interviews, feedback and files are attributed to; Lever demands somebody there. */
export interface Actor {
  performAs: string;
}

/** Nothing here can go on without the interview; its row stays even when the person's data are erased. */
class NoInterviewError extends Error {
  override name = "NoInterviewError";
}

class NoActingUserError extends Error {
  override name = "NoActingUserError";
}

export function markerOf(publicUrl: string, effectId: string): string {
  return `${publicUrl}/r/${effectId}`;
}

/** For looking: the client repeats reads by itself, so that a slow moment is no failed attempt. */
export async function openDesk(deps: WriteDeps, effect: Effect, attempt: Attempt, patient = true): Promise<Desk> {
  if (effect.interviewId === null || effect.connectionId === null) throw new NoInterviewError("no interview");
  const facts = await readFacts(deps.database.service, effect.interviewId, {
    crypt: deps.crypt,
    publicUrl: deps.config.publicUrl,
  });
  if (!facts) throw new NoInterviewError("no interview");
  const { row, lever } = await deps.connections.open(effect.connectionId, { attempt, patient });
  return {
    facts,
    connection: row,
    lever,
    opportunityId: facts.row.opportunity_id,
    ids: facts.row.ats,
    marker: markerOf(deps.config.publicUrl, effect.id),
  };
}

/** Runs `work` at the desk; what fails in Lever becomes the outcome that it means. */
export async function atDesk(
  deps: WriteDeps,
  effect: Effect,
  attempt: Attempt,
  work: (desk: Desk) => Promise<Outcome>,
): Promise<Outcome> {
  try {
    return await work(await openDesk(deps, effect, attempt, false));
  } catch (error) {
    if (error instanceof NoInterviewError) return { result: "skipped", words: "the interview is no longer there" };
    if (error instanceof NoActingUserError)
      return { result: "not_applied", retry: "backoff", words: "no Lever user is chosen to act as" };
    return outcomeOf(error);
  }
}

export function actorOf({ connection }: Pick<Desk, "connection">): Actor {
  if (connection.acting_user === null) throw new NoActingUserError("no acting user");
  return { performAs: connection.acting_user.id };
}

/** Recorded together with the outcome: ids for the effects after this one, and that a write went out. */
export function saving(
  { clock }: Pick<WriteDeps, "clock">,
  effect: Effect,
  ids: AtsIds = {},
): (tx: Tx) => Promise<void> {
  return async (tx) => {
    const at = new Date(clock.now());
    if (effect.interviewId !== null && Object.keys(ids).length > 0) {
      await tx
        .updateTable("interviews")
        .set({ ats: sql<string>`ats || ${JSON.stringify(ids)}::jsonb` })
        .where("id", "=", effect.interviewId)
        .execute();
    }
    if (effect.connectionId !== null) {
      await tx.updateTable("connections").set({ last_write_at: at }).where("id", "=", effect.connectionId).execute();
    }
  };
}

export async function collect<Item>(listing: AsyncIterable<Item>): Promise<Item[]> {
  const items: Item[] = [];
  for await (const item of listing) items.push(item);
  return items;
}

/** Oldest first, so that the first of several twins is the one that stays. */
export function byAge<Item extends { id: string; createdAt: number | null }>(items: readonly Item[]): Item[] {
  return [...items].sort(
    (left, right) => (left.createdAt ?? 0) - (right.createdAt ?? 0) || left.id.localeCompare(right.id),
  );
}
