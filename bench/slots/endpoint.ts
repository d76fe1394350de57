/**
 * The whole endpoint as the server answers it: who has changed, the interview's situation, and the starts of everybody who
 * fits, from a real database in process, warm; beside the smallest thing one can ask that database, a row by its key.
 */
import pg from "pg";
import { migrate } from "../../packages/server/src/db/migrate.ts";
import { bookingWorld } from "../../packages/server/test/booking-world.ts";
import { databaseOfItsOwn } from "../database.ts";
import { makeTeam, type TeamExpert } from "./team.ts";

export interface EndpointMeasurement {
  readonly experts: number;
  readonly fitting: number;
  readonly starts: number;
  /** Medians, asked in turns. */
  readonly endpointMs: number;
  readonly oneRowMs: number;
  readonly endpointOverOneRow: number;
  /** Right after one expert of the pool was booked: that one is read and compiled again. */
  readonly afterBookingMs: number;
}

/** A Monday in the team's window; the interview may lie within 14 days. */
const NOW = Date.UTC(2027, 2, 8);

export async function measureEndpoint(base: string, size: number, rounds = 400): Promise<EndpointMeasurement> {
  const url = await databaseOfItsOwn(base);
  await migrate(url);
  const world = await bookingWorld({ url, drop: async () => undefined });
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    world.clock.set(NOW);
    await loadExperts(client, makeTeam(size, 14));
    const { interviewId } = await world.invite("Maya");
    await client.query("analyze");
    const ask = () => world.scheduling.offersFor(interviewId);
    const offers = await ask();
    const { rows } = await client.query<{ id: string }>("select id from experts limit 1");
    const id = rows[0]?.id;
    const oneRow = () =>
      client.query({ name: "one", text: "select id, name, zone from experts where id = $1", values: [id] });
    for (let at = 0; at < 50; at++) await Promise.all([ask(), oneRow()]);
    const [endpoint, row, changed]: [number[], number[], number[]] = [[], [], []];
    for (let at = 0; at < rounds; at++) {
      endpoint.push(await timed(ask));
      row.push(await timed(oneRow));
      if (at % 10 !== 0) continue;
      await client.query("update experts set notice_minutes = notice_minutes where id = $1", [id]);
      changed.push(await timed(ask));
    }
    const [endpointMs, oneRowMs] = [median(endpoint), median(row)];
    return {
      experts: size,
      fitting: (await world.scheduling.experts.current()).experts.length,
      starts: offers?.starts.length ?? 0,
      endpointMs,
      oneRowMs,
      endpointOverOneRow: endpointMs / oneRowMs,
      afterBookingMs: median(changed),
    };
  } finally {
    await client.end();
    await world.close();
  }
}

/** The generator's team as rows: its busy times as time off, since that is time nobody is booked in either. */
export async function loadExperts(client: pg.Client, team: readonly TeamExpert[]): Promise<void> {
  const insert = async (text: string, rows: readonly object[]): Promise<void> => {
    for (let at = 0; at < rows.length; at += 20_000)
      await client.query(text, [JSON.stringify(rows.slice(at, at + 20_000))]);
  };
  const id = (at: number) => `0000000e-0000-4000-8000-${at.toString(16).padStart(12, "0")}`;
  const during = ({ fromMs, toMs }: { fromMs: number; toMs: number }) =>
    `[${new Date(fromMs).toISOString()},${new Date(toMs).toISOString()})`;
  await insert(
    `insert into experts (id, name, first_name, email, zone, state, skills, categories, roles, max_per_day, max_per_week)
     select id, 'Expert', 'Expert', id || '@experts.example', zone, 'active', '[{"skill":"Go","level":4},{"skill":"SQL","level":4}]',
            '{Backend}', '{mid}', 20, 80 from json_to_recordset($1) as r(id uuid, zone text)`,
    team.map(({ rules }, at) => ({ id: id(at), zone: rules.zone })),
  );
  await client.query(
    "alter table expert_hours disable trigger user; alter table expert_time_off disable trigger user; alter table expert_overrides disable trigger user",
  );
  await insert(
    "insert into expert_hours select * from json_to_recordset($1) as r(expert_id uuid, weekday int, from_minute int, to_minute int) on conflict do nothing",
    team.flatMap(({ rules }, at) =>
      rules.weekly.map((one) => ({
        expert_id: id(at),
        weekday: one.weekday,
        from_minute: one.fromMinute,
        to_minute: one.toMinute,
      })),
    ),
  );
  await insert(
    "insert into expert_overrides select * from json_to_recordset($1) as r(expert_id uuid, on_date date, intervals jsonb) on conflict do nothing",
    team.flatMap(({ rules }, at) =>
      rules.overrides.map((one) => ({ expert_id: id(at), on_date: one.onDate, intervals: one.intervals })),
    ),
  );
  await insert(
    "insert into expert_time_off (id, expert_id, during) select gen_random_uuid(), expert_id, during from json_to_recordset($1) as r(expert_id uuid, during tstzrange)",
    team.flatMap(({ rules, busy }, at) =>
      [...rules.timeOff, ...busy].map((one) => ({ expert_id: id(at), during: during(one) })),
    ),
  );
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const from = performance.now();
  await work();
  return performance.now() - from;
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((left, right) => left - right);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
