/**
 * Watches over a connection: while it is broken, or something has been owed for half an hour, or no look at what changed has
 * worked for as long, its people hear of it every day.
 * It mends what comes back by itself, and uses an idle consent before it dies of rest.
 */
import { sql } from "kysely";
import { days, minutes } from "@interviewvector/domain";
import type { Clock } from "../clock.ts";
import { addEffects } from "../effects/ledger.ts";
import type { Handler } from "../effects/effect.ts";
import { LeverError } from "@interviewvector/lever";
import type { ConnectionRow, Connections } from "./connection/open.ts";
import { prune } from "./prune.ts";
import { addAllRecurring, addNext, type RecurringOptions } from "./recurring.ts";

export interface WatchDeps extends RecurringOptions {
  clock: Clock;
  connections: Pick<Connections, "keepAlive">;
}

const INTERVAL_MS = minutes(10);
const OWED_MS = minutes(30);
/** Lever ends refresh tokens after 90 days of rest. Source: https://hire.lever.co/developer/documentation#authentication */
const MOST_REST_MS = days(60);

export function watchHandler(deps: WatchDeps): Handler {
  return {
    kind: "lever.watch",
    repeatable: true,
    async run(effect) {
      const { clock, database } = deps;
      const connectionId = await addNext(deps, effect, { kind: "lever.watch", runAt: clock.now() + INTERVAL_MS });
      if (connectionId === null) return { result: "skipped", words: "the connection has ended" };
      const row = await database.service
        .selectFrom("connections")
        .selectAll()
        .where("id", "=", connectionId)
        .executeTakeFirstOrThrow();
      await prune(database.service, row.company_id, clock.now());
      await mend(deps, row);
      await keepAwake(deps, row);
      await tellMoves(deps, row);
      const words = row.state === "broken" ? await tellBroken(deps, row) : await tellOwed(deps, row);
      return { result: "done", words };
    },
  };
}

/** A poll that was given up on the operators' screen, say, begins again. */
async function mend(deps: WatchDeps, row: ConnectionRow): Promise<void> {
  const connection = { id: row.id, companyId: row.company_id };
  await deps.database.service.transaction().execute((tx) => addAllRecurring(deps, tx, connection, deps.clock.now()));
}

async function keepAwake({ clock, connections }: WatchDeps, row: ConnectionRow): Promise<void> {
  const restedMs = clock.now() - (row.token_refreshed_at ?? row.created_at).getTime();
  if (row.kind !== "oauth" || row.state !== "connected" || restedMs < MOST_REST_MS) return;
  try {
    await connections.keepAlive(row.id);
  } catch (error) {
    // Refused: then it is marked as broken already. Anything else is tried again in ten minutes, with thirty days to go.
    if (!(error instanceof LeverError)) throw error;
  }
}

/** The first mail went out when it broke. */
async function tellBroken(deps: WatchDeps, row: ConnectionRow): Promise<string> {
  const brokenAt = row.broken_at?.getTime() ?? deps.clock.now();
  const day = Math.floor((deps.clock.now() - brokenAt) / days(1));
  if (day === 0) return "broken; its people have been told today";
  await tell(deps, row, {
    key: `mail.company:connection_broken:${row.id}:${brokenAt}:day${day}`,
    payload: { mail: "connection_broken", connectionId: row.id, reason: row.broken_reason ?? "" },
  });
  return `broken for ${day} days; its people were told`;
}

/**
 * Owed for half an hour, in either direction: told daily. What failed for good is told once, with all that failed on that day:
 * it stands on a screen with Retry, and nothing more comes of it by itself.
 */
async function tellOwed(deps: WatchDeps, row: ConnectionRow): Promise<string> {
  const now = deps.clock.now();
  const { rows } = await sql<{ waiting: number; failed: number; failed_at: Date | null }>`
    select count(*) filter (where state <> 'dead')::int as waiting, count(*) filter (where state = 'dead')::int as failed,
           max(ended_at) filter (where state = 'dead') as failed_at
    from effects
    where connection_id = ${row.id} and (kind like 'ats.%' or kind = 'lever.read')
      and (state in ('pending', 'running', 'unsure') and run_after <= ${new Date(now - OWED_MS)}
        or state = 'dead' and ended_at between ${new Date(now - days(1))} and ${new Date(now - OWED_MS)})`.execute(
    deps.database.service,
  );
  const { waiting, failed, failed_at } = rows[0] ?? { waiting: 0, failed: 0, failed_at: null };
  if (waiting === 0) await tellBlind(deps, row);
  if (waiting + failed === 0) return "nothing is owed for long";
  const since = waiting > 0 || failed_at === null ? now : failed_at.getTime() + OWED_MS;
  await tell(deps, row, {
    key: `mail.company:writes_owed:${row.id}:${Math.floor(since / days(1))}`,
    payload: { mail: "writes_owed", connectionId: row.id },
  });
  return `${waiting} changes are owed, ${failed} failed for good; its people were told`;
}

/**
 * Whether webhooks come or not, nobody hears of what they leave out: with the right to list opportunities taken from a key, say,
 * the connection stands, every look fails, and those who were moved wait.
 */
async function tellBlind(deps: WatchDeps, row: ConnectionRow): Promise<void> {
  const now = deps.clock.now();
  if (row.last_poll_error === null || now - (row.last_poll_at ?? row.connected_at).getTime() < OWED_MS) return;
  await tell(deps, row, {
    key: `mail.company:look_failed:${row.id}:${Math.floor(now / days(1))}`,
    payload: { mail: "look_failed", connectionId: row.id },
  });
}

/** Who waits for a confirmation since some minutes: by then all that were moved together are counted. */
async function tellMoves(deps: WatchDeps, row: ConnectionRow): Promise<void> {
  const now = deps.clock.now();
  const positions = await deps.database.service
    .selectFrom("interviews")
    .select("position_id")
    .distinct()
    .where("connection_id", "=", row.id)
    .where("state", "=", "blocked")
    .where(sql<boolean>`blocked_reasons = '{awaiting_confirmation}'`)
    .where("created_at", "<", new Date(now - minutes(2)))
    .execute();
  for (const { position_id } of positions) {
    await tell(deps, row, {
      key: `mail.company:many_moves:${position_id}:${Math.floor(now / days(1))}`,
      payload: { mail: "many_moves", connectionId: row.id, positionId: position_id },
    });
  }
}

async function tell(
  { database, clock, newId }: WatchDeps,
  row: ConnectionRow,
  mail: { key: string; payload: Record<string, unknown> },
): Promise<void> {
  await addEffects(
    database.service,
    [{ ...mail, id: newId(), kind: "mail.company", lane: mail.key, runAt: clock.now(), companyId: row.company_id }],
    "ignore",
  );
}
