/**
 * Checks the engine's answers and times nothing. Every clock change of 44 zones from 2010 to 2032, random experts
 * around each, every start compared with the twin that reads the clock minute by minute; with a database, random teams
 * are compared with PostgreSQL's own arithmetic as well.
 */
import {
  compileExpert,
  type Horizon,
  horizonAround,
  isRefusal,
  type MeetingClass,
  slots,
  zoneTable,
} from "@interviewvector/slots";
import * as fc from "fast-check";
import { type Case, DAY, expertIn, meetingClass } from "../../packages/slots/test/arbitrary.ts";
import { twinSlots } from "../../packages/slots/test/twin.ts";
import { zones } from "../../packages/slots/test/zones.ts";
import { loadTeam, sqlSlots, zonesReadDifferently } from "./database.ts";

const FROM = Date.UTC(2010, 0, 1);
const TO = Date.UTC(2033, 0, 1);

interface Verification {
  readonly against: string;
  readonly zones: number;
  readonly changes: number;
  readonly experts: number;
  readonly startsCompared: number;
  readonly offered: number;
  readonly wrong: number;
  /** Experts left out because PostgreSQL has other time zone data for their zone and days. */
  readonly leftOut: number;
}

const DAYS = 3;
const STARTS = (DAYS * DAY) / 300_000;

/** Compares at least `least` starts, around every change the same number; prints the first twenty that are wrong. */
export function verifyAgainstTwin(least: number): Verification {
  const changes = zones.flatMap((zone) =>
    zoneTable(zone, FROM, TO)
      .slice(1)
      .map(({ fromMs }) => ({ zone, atMs: fromMs })),
  );
  const tally = { experts: 0, startsCompared: 0, offered: 0, wrong: 0, leftOut: 0 };
  const numRuns = Math.ceil(least / (changes.length * STARTS));
  for (const [seed, { zone, atMs }] of changes.entries()) {
    const around = horizonAround(atMs - (DAYS / 2) * DAY, atMs + (DAYS / 2) * DAY);
    const experts = fc.sample(expertIn(zone, around), { seed, numRuns });
    const classes = fc.sample(meetingClass, { seed, numRuns });
    experts.forEach((one, k) => compareOne(one, { ...classes[k]!, stepMinutes: 5 }, tally));
  }
  return { against: "twin, minute by minute", zones: zones.length, changes: changes.length, ...tally };
}

interface Tally {
  experts: number;
  startsCompared: number;
  offered: number;
  wrong: number;
  leftOut: number;
}

function compareOne(one: Case, meeting: MeetingClass, tally: Tally): void {
  const { horizon } = one;
  const row = compileExpert(one.rules, one.busy, horizon);
  if (isRefusal(row)) throw new Error(row.sentence);
  const limits = { nowMs: horizon.fromMs - DAY };
  const ours = slots([row], meeting, horizon, limits);
  const expected = twinSlots(one.rules, one.busy, { horizon, meetingClass: meeting, window: horizon, limits });
  tally.experts++;
  tally.startsCompared += (horizon.toMs - horizon.fromMs) / 300_000;
  tally.offered += expected.length;
  report(ours, expected, one.rules.zone, tally);
}

/** PostgreSQL as the third judge, for random teams without caps and notice, which that statement doesn't know. */
export async function verifyAgainstSql(url: string, teams: number): Promise<Verification> {
  const tally = { experts: 0, startsCompared: 0, offered: 0, wrong: 0, leftOut: 0 };
  for (let team = 0; team < teams; team++) {
    const zone = zones[team % zones.length]!;
    const changes = zoneTable(zone, FROM, TO).slice(1);
    const atMs = changes.length === 0 ? Date.UTC(2027, 2, 28) : changes[(team * 7) % changes.length]!.fromMs;
    const horizon = horizonAround(atMs - DAY, atMs + DAY);
    const members = [0, 1, 2].flatMap((k) =>
      fc.sample(expertIn(zones[(team + k * 13) % zones.length]!, horizon), { seed: team * 10 + k, numRuns: 1 }),
    );
    const [random] = fc.sample(meetingClass, { seed: team, numRuns: 1 });
    const meeting = { ...random!, stepMinutes: 5, stepOffsetMinutes: undefined, alignZone: undefined };
    await compareTeam(url, { members, horizon, meeting }, tally);
  }
  return { against: "PostgreSQL, minute by minute", zones: zones.length, changes: teams, ...tally };
}

async function compareTeam(
  url: string,
  { members, horizon, meeting }: { members: readonly Case[]; horizon: Horizon; meeting: MeetingClass },
  tally: Tally,
): Promise<void> {
  const zonesOfTeam = members.map(({ rules }) => rules.zone);
  const apart = await zonesReadDifferently(url, zonesOfTeam, horizon);
  const alike = members.filter(({ rules }) => !apart.has(rules.zone));
  tally.leftOut += members.length - alike.length;
  const plain = alike.map((one) => ({ ...one, rules: { ...one.rules, caps: {}, noticeMinutes: undefined } }));
  const rows = plain.map(({ rules, busy }) => {
    const row = compileExpert(rules, busy, horizon);
    if (isRefusal(row)) throw new Error(row.sentence);
    return row;
  });
  const client = await loadTeam(url, plain);
  try {
    const expected = await sqlSlots(client, meeting, horizon, "by minutes");
    tally.experts += plain.length;
    tally.startsCompared += (horizon.toMs - horizon.fromMs) / 300_000;
    tally.offered += expected.length;
    const named = plain.map(({ rules }) => rules.zone).join();
    report(slots(rows, meeting, horizon, { nowMs: 0 }), expected, named, tally);
    // The third judge: so that it is seen which two of three agree.
    const question = { horizon, meetingClass: meeting, window: horizon, limits: { nowMs: 0 } };
    const twins = plain.flatMap(({ rules, busy }) => twinSlots(rules, busy, question));
    report(twins, expected, `${named}, the twin`, tally);
  } finally {
    await client.end();
  }
}

function report(ours: readonly number[], expected: readonly number[], zone: string, tally: Tally): void {
  for (const startMs of new Set(ours).symmetricDifference(new Set(expected))) {
    tally.wrong++;
    const instant = Temporal.Instant.fromEpochMilliseconds(startMs).toString();
    const verdict = ours.includes(startMs) ? "offered, must not be" : "missing";
    if (tally.wrong <= 20) console.error(`${zone} ${instant}: ${verdict}`);
  }
}
