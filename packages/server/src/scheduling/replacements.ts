/**
 * Who could hold an interview in place of its expert, best first: those who are free as ever, then those on standby, then
 * those who are free but sooner than the notice they ask for, whom only a person asks. Reads only.
 */
import { sql } from "kysely";
import type { Booking } from "@interviewvector/domain";
import { type ExpertRules, type Limits, type Row, who } from "@interviewvector/slots";
import type { Db, Tx } from "../db/database.ts";
import type { CompiledExpert, Roster } from "./experts-cache.ts";
import { eligibleExperts, rowAs, rowOf } from "./offers.ts";
import { rank, type Ranked } from "./rank.ts";
import { loadWords } from "./reasons.ts";
import type { Situation } from "./situation.ts";

export interface Replacement extends Ranked {
  how: "free" | "standby" | "short_notice";
}

const always = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, fromMinute: 0, toMinute: 1440 }));

export async function replacementsFor(
  db: Db | Tx,
  roster: Roster,
  situation: Situation,
  { booking, now }: { booking: Booking; now: number },
): Promise<Replacement[]> {
  const { startAt, endAt } = booking;
  const meeting = { ...situation.meeting, durationMinutes: (endAt - startAt) / 60_000, stepMinutes: 5 };
  // Called in while it is going on, one would begin at once: the start is behind us, and the notice counts from it.
  const limits: Limits = { nowMs: Math.min(now, startAt) };
  const onStandby = await readStandby(db, booking);
  const isFree = (row: Row) => who([row], meeting, startAt, limits).length > 0;
  const how = (expert: CompiledExpert): Replacement["how"] | null => {
    const asIf = (rules: Partial<ExpertRules>) => isFree(rowAs(expert, { ...expert.rules, ...rules }, situation, now));
    if (isFree(rowOf(expert, situation, now))) return "free";
    // At any hour, since standby says the hours.
    if (onStandby.has(expert.id) && asIf({ noticeMinutes: 0, weekly: always, overrides: [] })) return "standby";
    return asIf({ noticeMinutes: 0 }) ? "short_notice" : null;
  };
  const groups: Record<Replacement["how"], CompiledExpert[]> = { free: [], standby: [], short_notice: [] };
  for (const expert of eligibleExperts(roster, situation)) {
    const found = expert.id === booking.expertId ? null : how(expert);
    if (found !== null) groups[found].push(expert);
  }
  const { languages } = situation.wanted;
  const by = { now, startAt, key: booking.id, keepExpertId: null, languages };
  const inGroup = (group: Replacement["how"]) => rank(roster, groups[group], by).map((one) => ({ ...one, how: group }));
  const all = [...inGroup("free"), ...inGroup("standby"), ...inGroup("short_notice")];
  // Within a group the ranking says who comes first; between groups it is the turn of the group.
  return all.map((one) => (one.how === all[0]?.how ? one : { ...one, behind: "turn" }));
}

export function replacementWords({ how, interviews, offered }: Replacement): string {
  const first = { free: "", standby: "on standby then; ", short_notice: "wants more notice than is left; " }[how];
  return first + loadWords(interviews, offered);
}

async function readStandby(db: Db | Tx, { startAt, endAt }: Booking): Promise<Set<string>> {
  const rows = await db
    .selectFrom("standby")
    .select("expert_id")
    .where(sql<boolean>`during @> tstzrange(${new Date(startAt)}, ${new Date(endAt)})`)
    .execute();
  return new Set(rows.map((row) => row.expert_id));
}
