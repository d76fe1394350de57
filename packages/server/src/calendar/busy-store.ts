/**
 * Writing what was read, and noticing what it means for interviews that are booked already: whoever turns out to be busy is
 * replaced. All in one transaction, so that neither is ever known without the other.
 */
import { sql } from "kysely";
import type { Tx } from "../db/database.ts";
import type { Door } from "../interview/act.ts";
import { oweHandOvers } from "../scheduling/owed-hand-over.ts";
import type { Interval } from "./read/busy.ts";

interface Clash {
  booking_id: string;
  start_at: Date;
  end_at: Date;
}

/** Firm bookings ahead that lie in a busy time of a calendar that counts. */
async function clashes(tx: Tx, expertId: string, now: number): Promise<Clash[]> {
  const { rows } = await sql<Clash>`
    select b.id as booking_id, lower(b.during) as start_at, upper(b.during) as end_at
    from bookings b
    where b.expert_id = ${expertId} and b.status = 'confirmed' and lower(b.during) > ${new Date(now)}
      and exists (select from expert_busy x join calendars c on c.id = x.calendar_id
                  where x.expert_id = b.expert_id and c.counts and x.during && b.during)`.execute(tx);
  return rows;
}

/**
 * Runs `write`; bookings that did not clash before and do after it are handed over. `firstReading`: what stood in a calendar
 * when it was connected was there before the booking, and is the expert's to sort out.
 */
export async function withHandOvers(
  door: Pick<Door, "clock" | "newId">,
  tx: Tx,
  { expertId, firstReading }: { expertId: string; firstReading: boolean },
  write: () => Promise<void>,
): Promise<number> {
  const now = door.clock.now();
  const before = new Set((await clashes(tx, expertId, now)).map(clashKey));
  await write();
  if (firstReading) return 0;
  let owed = 0;
  for (const clash of await clashes(tx, expertId, now)) {
    if (before.has(clashKey(clash))) continue;
    owed += await oweHandOvers(door, tx, {
      expertId,
      cause: "calendar_conflict",
      reason: "Something else appeared in the expert's calendar at this time.",
      actor: { kind: "system" },
      fromAt: clash.start_at.getTime(),
      toAt: clash.end_at.getTime(),
    });
  }
  return owed;
}

function clashKey({ booking_id, start_at }: Clash): string {
  return `${booking_id} ${start_at.getTime()}`;
}

/** Replaces the busy times of the given objects of a calendar; a feed is one object without a name. */
export async function saveBusy(
  tx: Tx,
  whose: { expertId: string; calendarId: string },
  objects: readonly { href: string; busy: readonly Interval[] }[],
): Promise<void> {
  const hrefs = objects.map(({ href }) => href);
  await sql`delete from expert_busy where calendar_id = ${whose.calendarId} and href = any(${hrefs}::text[])`.execute(
    tx,
  );
  const rows = objects.flatMap(({ href, busy }) => busy.map(([from, to]) => ({ href, from, to })));
  for (let at = 0; at < rows.length; at += 5_000) {
    const part = rows.slice(at, at + 5_000);
    await sql`
      insert into expert_busy (expert_id, calendar_id, href, during)
      select ${whose.expertId}, ${whose.calendarId}, x.href, tstzrange(to_timestamp(x.from_ms / 1000.0), to_timestamp(x.to_ms / 1000.0))
      from unnest(${part.map(({ href }) => href)}::text[], ${part.map(({ from }) => from)}::float8[], ${part.map(({ to }) => to)}::float8[])
        as x (href, from_ms, to_ms)`.execute(tx);
  }
}
