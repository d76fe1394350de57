/**
 * Open shifts: operators say for which time more experts are wanted, experts take them. Taking a shift opens the expert's
 * own hours for it, where they can see and change them like all others; giving it back closes what it had opened.
 */
import { sql } from "kysely";
import { days, type AnswerOf, type replacementApi } from "@interviewvector/domain";
import type { Db, Tx } from "../db/database.ts";
import { HttpProblem, notFound } from "../http/problem.ts";
import type { Door } from "../interview/act.ts";
import { writeDownOffered } from "./offered.ts";
import { folded } from "./expert-rows.ts";
import { closeDays, openDays } from "./shift-hours.ts";
import { standbyOf } from "./standby.ts";

type ShiftRow = AnswerOf<typeof replacementApi.postShift>;
type OwnShiftRow = AnswerOf<typeof replacementApi.takeShift>;

interface NewShift {
  fromAt: string;
  toAt: string;
  wanted: number;
  category: string | null;
  note: string;
}

export async function listShifts({ database, clock }: Door): Promise<ShiftRow[]> {
  const now = new Date(clock.now());
  const shifts = await readShifts(database.service)
    .where("closed_at", "is", null)
    .where(sql<boolean>`upper(during) > ${now}`)
    .execute();
  return Promise.all(shifts.map((shift) => withTakers(database.service, shift)));
}

export async function postShift({ database, clock, newId }: Door, shift: NewShift): Promise<ShiftRow> {
  const [fromAt, toAt] = [Date.parse(shift.fromAt), Date.parse(shift.toAt)];
  if (toAt <= fromAt) throw new HttpProblem(422, "no_time", "A shift must end after it begins.");
  if (toAt - fromAt > days(1))
    throw new HttpProblem(422, "too_long", "A shift lasts a day at most; post one for each day.");
  if (toAt <= clock.now()) throw new HttpProblem(422, "past", "This time is over.");
  const id = newId();
  const { wanted, category, note } = shift;
  if (category !== null) await mustBeKnown(database.service, category);
  await sql`
    insert into shifts (id, during, wanted, category, note, created_at)
    values (${id}, tstzrange(${new Date(fromAt)}, ${new Date(toAt)}), ${wanted}, ${category}, ${note}, ${new Date(clock.now())})
  `.execute(database.service);
  return withTakers(
    database.service,
    await readShifts(database.service).where("id", "=", id).executeTakeFirstOrThrow(),
  );
}

/** A category in which nobody interviews is a slip: the shift would stand there, and nobody could take it. */
async function mustBeKnown(db: Db, category: string): Promise<void> {
  const experts = await db.selectFrom("experts").select("categories").where("state", "=", "active").execute();
  if (experts.some(({ categories }) => isAmong(categories, category))) return;
  throw new HttpProblem(422, "no_expert", `No active expert interviews for ${category}.`);
}

function isAmong(categories: readonly string[], category: string): boolean {
  return categories.some((one) => folded(one) === folded(category));
}

export async function closeShift({ database, clock }: Door, shiftId: string): Promise<void> {
  const result = await database.service
    .updateTable("shifts")
    .set({ closed_at: new Date(clock.now()) })
    .where("id", "=", shiftId)
    .where("closed_at", "is", null)
    .executeTakeFirst();
  if (Number(result.numUpdatedRows) === 0) throw notFound("This shift");
}

/** Those they may take and those that they took, soonest first; and when they are on standby. */
export async function ownShifts(door: Door, expertId: string): Promise<AnswerOf<typeof replacementApi.openShifts>> {
  const { database, clock } = door;
  const db = database.service;
  const expert = await readTaker(db, expertId);
  const shifts = await readShifts(db)
    .where(sql<boolean>`upper(during) > ${new Date(clock.now())}`)
    .execute();
  const own = await Promise.all(shifts.map((shift) => ownRow(db, shift, expert, clock.now())));
  return {
    zone: expert.zone,
    shifts: own.filter((row) => row.taken || (row.left > 0 && row.mayTake.possible)),
    standby: await standbyOf(door, expertId),
  };
}

export async function takeShift(door: Door, shiftId: string, expertId: string): Promise<OwnShiftRow> {
  return door.database.service.transaction().execute(async (tx) => {
    // The shift's row is locked: the last place of it is taken once.
    const shift = await lockShift(tx, shiftId);
    const expert = await readTaker(tx, expertId);
    const row = await ownRow(tx, shift, expert, door.clock.now());
    if (row.taken) return row;
    if (!row.mayTake.possible) throw new HttpProblem(409, "not_possible", row.mayTake.words);
    const span = { fromAt: shift.from_at.getTime(), toAt: shift.to_at.getTime() };
    await writeDownOffered(tx, expertId, door.clock.now());
    const opened = await openDays(tx, { expertId, zone: expert.zone }, span);
    await tx
      .insertInto("shift_takers")
      .values({
        shift_id: shiftId,
        expert_id: expertId,
        opened: JSON.stringify(opened),
        taken_at: new Date(door.clock.now()),
      })
      .execute();
    return ownRow(tx, shift, expert, door.clock.now());
  });
}

export async function giveShiftBack(door: Door, shiftId: string, expertId: string): Promise<OwnShiftRow> {
  return door.database.service.transaction().execute(async (tx) => {
    const shift = await lockShift(tx, shiftId);
    const taken = await tx
      .deleteFrom("shift_takers")
      .where("shift_id", "=", shiftId)
      .where("expert_id", "=", expertId)
      .returning("opened")
      .executeTakeFirst();
    if (taken) {
      await writeDownOffered(tx, expertId, door.clock.now());
      await closeDays(tx, expertId, taken.opened);
    }
    return ownRow(tx, shift, await readTaker(tx, expertId), door.clock.now());
  });
}

interface Shift {
  id: string;
  from_at: Date;
  to_at: Date;
  wanted: number;
  category: string | null;
  note: string;
  closed_at: Date | null;
}

function readShifts(db: Db | Tx) {
  return db
    .selectFrom("shifts")
    .select(["id", "wanted", "category", "note", "closed_at"])
    .select([sql<Date>`lower(during)`.as("from_at"), sql<Date>`upper(during)`.as("to_at")])
    .orderBy("during");
}

async function lockShift(tx: Tx, shiftId: string): Promise<Shift> {
  const shift = await readShifts(tx).where("id", "=", shiftId).forUpdate().executeTakeFirst();
  if (!shift) throw notFound("This shift");
  return shift;
}

interface Taker {
  id: string;
  zone: string;
  state: string;
  categories: string[];
}

async function readTaker(db: Db | Tx, expertId: string): Promise<Taker> {
  const expert = await db
    .selectFrom("experts")
    .select(["id", "zone", "state", "categories"])
    .where("id", "=", expertId)
    .executeTakeFirst();
  if (!expert) throw notFound("This expert");
  return expert;
}

function readTakers(db: Db | Tx, shiftId: string) {
  return db
    .selectFrom("shift_takers as t")
    .innerJoin("experts as e", "e.id", "t.expert_id")
    .select(["t.expert_id", "e.name"])
    .where("t.shift_id", "=", shiftId)
    .orderBy("t.taken_at")
    .execute();
}

function plainRow(shift: Shift) {
  return {
    id: shift.id,
    fromAt: shift.from_at.toISOString(),
    toAt: shift.to_at.toISOString(),
    wanted: shift.wanted,
    category: shift.category,
    note: shift.note,
  };
}

async function withTakers(db: Db | Tx, shift: Shift): Promise<ShiftRow> {
  const takers = await readTakers(db, shift.id);
  return { ...plainRow(shift), taken: takers.map((taker) => ({ expertId: taker.expert_id, expert: taker.name })) };
}

async function ownRow(db: Db | Tx, shift: Shift, expert: Taker, now: number): Promise<OwnShiftRow> {
  const takers = await readTakers(db, shift.id);
  const left = Math.max(0, shift.wanted - takers.length);
  const taken = takers.some((taker) => taker.expert_id === expert.id);
  const words = taken ? "You have taken this shift." : whyNot(shift, expert, { left, now });
  return { ...plainRow(shift), left, taken, mayTake: { possible: words === null, words: words ?? "Take it." } };
}

function whyNot(shift: Shift, expert: Taker, { left, now }: { left: number; now: number }): string | null {
  if (shift.closed_at !== null) return "This shift is closed.";
  if (shift.to_at.getTime() <= now) return "This shift is over.";
  if (expert.state !== "active") return "Shifts are for active experts.";
  const { category } = shift;
  if (category !== null && !isAmong(expert.categories, category)) return `This shift is for ${category}.`;
  return left === 0 ? "All places of this shift are taken." : null;
}
