/** What a shift opens of an expert's hours, day by day of their own clock, and how it is closed again. */
import type { Tx } from "../db/database.ts";
import type { OpenedDay } from "../db/tables.ts";
import { instantOn } from "./standby.ts";

interface Interval {
  fromMinute: number;
  toMinute: number;
}

export async function openDays(
  tx: Tx,
  { expertId, zone }: { expertId: string; zone: string },
  span: { fromAt: number; toAt: number },
): Promise<OpenedDay[]> {
  const opened: OpenedDay[] = [];
  for (const { onDate, piece } of piecesOf(span, zone)) {
    const { intervals, plain } = await hoursOn(tx, expertId, onDate);
    const added = without([piece], intervals);
    if (added.length === 0) continue;
    await writeDay(tx, expertId, onDate, union([...intervals, piece]));
    opened.push({ onDate, added, plain });
  }
  return opened;
}

/** Hours that the expert has changed since stay as they are, apart from what the shift had opened. */
export async function closeDays(tx: Tx, expertId: string, opened: readonly OpenedDay[]): Promise<void> {
  for (const { onDate, added, plain } of opened) {
    const override = await readOverride(tx, expertId, onDate);
    if (override === null) continue;
    const left = without(override, added);
    const weekly = await weeklyOn(tx, expertId, onDate);
    if (plain && JSON.stringify(left) === JSON.stringify(union(weekly))) {
      await tx.deleteFrom("expert_overrides").where("expert_id", "=", expertId).where("on_date", "=", onDate).execute();
    } else await writeDay(tx, expertId, onDate, left);
  }
}

/** The days that a span of time touches, on this clock. On the day of a clock change minutes are those of the clock's face. */
function piecesOf({ fromAt, toAt }: { fromAt: number; toAt: number }, zone: string) {
  const local = (at: number) => Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
  const minuteOf = (time: Temporal.ZonedDateTime) => time.hour * 60 + time.minute;
  const pieces: { onDate: string; piece: Interval }[] = [];
  for (let at = fromAt; at < toAt;) {
    const here = local(at);
    const onDate = here.toPlainDate().toString();
    const midnight = instantOn(onDate, 1440, zone);
    const toMinute = midnight <= toAt ? 1440 : minuteOf(local(toAt));
    if (toMinute > minuteOf(here)) pieces.push({ onDate, piece: { fromMinute: minuteOf(here), toMinute } });
    at = midnight;
  }
  return pieces;
}

async function hoursOn(tx: Tx, expertId: string, onDate: string): Promise<{ intervals: Interval[]; plain: boolean }> {
  const override = await readOverride(tx, expertId, onDate);
  return override === null
    ? { intervals: union(await weeklyOn(tx, expertId, onDate)), plain: true }
    : { intervals: union(override), plain: false };
}

async function readOverride(tx: Tx, expertId: string, onDate: string): Promise<Interval[] | null> {
  const row = await tx
    .selectFrom("expert_overrides")
    .select("intervals")
    .where("expert_id", "=", expertId)
    .where("on_date", "=", onDate)
    .executeTakeFirst();
  return row?.intervals ?? null;
}

async function weeklyOn(tx: Tx, expertId: string, onDate: string): Promise<Interval[]> {
  const rows = await tx
    .selectFrom("expert_hours")
    .select(["from_minute", "to_minute"])
    .where("expert_id", "=", expertId)
    .where("weekday", "=", Temporal.PlainDate.from(onDate).dayOfWeek)
    .execute();
  return rows.map((row) => ({ fromMinute: row.from_minute, toMinute: row.to_minute }));
}

async function writeDay(tx: Tx, expertId: string, onDate: string, intervals: Interval[]): Promise<void> {
  const values = { expert_id: expertId, on_date: onDate, intervals: JSON.stringify(intervals) };
  await tx
    .insertInto("expert_overrides")
    .values(values)
    .onConflict((conflict) => conflict.columns(["expert_id", "on_date"]).doUpdateSet({ intervals: values.intervals }))
    .execute();
}

/** Sorted, without overlaps; those that touch become one. */
export function union(intervals: readonly Interval[]): Interval[] {
  const sorted = intervals.toSorted((left, right) => left.fromMinute - right.fromMinute);
  const joined: Interval[] = [];
  for (const { fromMinute, toMinute } of sorted) {
    const last = joined.at(-1);
    if (last && fromMinute <= last.toMinute) last.toMinute = Math.max(last.toMinute, toMinute);
    else joined.push({ fromMinute, toMinute });
  }
  return joined;
}

/** What of `intervals` lies in none of `taken`. */
export function without(intervals: readonly Interval[], taken: readonly Interval[]): Interval[] {
  return taken.reduce<Interval[]>(
    (left, { fromMinute, toMinute }) =>
      left.flatMap((one) =>
        [
          { fromMinute: one.fromMinute, toMinute: Math.min(one.toMinute, fromMinute) },
          { fromMinute: Math.max(one.fromMinute, toMinute), toMinute: one.toMinute },
        ].filter((piece) => piece.toMinute > piece.fromMinute),
      ),
    union(intervals),
  );
}
