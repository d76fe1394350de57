/** Watches over a connection: while it is broken, or a write has been owed for half an hour, its people hear of it every day. */
import { sql } from "kysely";
import { days, minutes } from "@interviewvector/domain";
import type { Clock } from "../clock.ts";
import { addEffects } from "../effects/ledger.ts";
import type { Handler } from "../effects/effect.ts";
import type { ConnectionRow } from "./connection/open.ts";
import { addNext, type RecurringOptions } from "./recurring.ts";

export interface WatchDeps extends RecurringOptions {
  clock: Clock;
}

const INTERVAL_MS = minutes(10);
const OWED_MS = minutes(30);

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
      await prune(deps, row);
      const words = row.state === "broken" ? await tellBroken(deps, row) : await tellOwed(deps, row);
      return { result: "done", words };
    },
  };
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

async function tellOwed(deps: WatchDeps, row: ConnectionRow): Promise<string> {
  const now = deps.clock.now();
  const owed = deps.database.service
    .selectFrom("effects")
    .where("connection_id", "=", row.id)
    .where("kind", "like", "ats.%")
    .where("state", "in", ["pending", "running", "unsure"])
    .where("run_after", "<=", new Date(now - OWED_MS));
  const oldest = await owed.select(["run_after", "last_error"]).orderBy("run_after").limit(1).executeTakeFirst();
  if (!oldest) return "nothing is owed for long";
  // A whole drive may be owed: counted, not fetched.
  const { count } = await owed.select(sql<number>`count(*)::int`.as("count")).executeTakeFirstOrThrow();
  await tell(deps, row, {
    key: `mail.company:writes_owed:${row.id}:${Math.floor(now / days(1))}`,
    payload: {
      mail: "writes_owed",
      connectionId: row.id,
      waiting: count,
      oldestSince: oldest.run_after.getTime(),
      lastAnswer: oldest.last_error?.words ?? "",
    },
  });
  return `${count} writes are owed; its people were told`;
}

const KEPT_READS_MS = days(7);
const KEPT_DELIVERIES_MS = days(90);
const MOST_AT_ONCE = 5_000;

/** Reads and polls that are over are of no interest after a week; tokens of deliveries are remembered for three months. */
async function prune({ database, clock }: WatchDeps, row: ConnectionRow): Promise<void> {
  const readsBefore = new Date(clock.now() - KEPT_READS_MS);
  const deliveriesBefore = new Date(clock.now() - KEPT_DELIVERIES_MS);
  await sql`
    delete from effects where id in (
      select id from effects
      where company_id = ${row.company_id} and kind like 'lever.%' and state in ('done', 'skipped') and run_after < ${readsBefore}
      limit ${MOST_AT_ONCE})`.execute(database.service);
  await sql`
    delete from deliveries where id in (
      select id from deliveries
      where company_id = ${row.company_id} and received_at < ${deliveriesBefore} and state in ('handled', 'ignored', 'test')
      limit ${MOST_AT_ONCE})`.execute(database.service);
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
