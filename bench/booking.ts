/**
 * `npm run bench -- booking`: the booking function beside a raw prepared insert through `pg` on the same server, in the same
 * run, and one insert that only the constraints judge between the two: it says how much of the price is theirs. Then 1,000 candidates who race for 200 expert-hours in two processes, undisturbed and with random kills. Exit 1 when a
 * bar is missed. `--kills` (12), `--door` (300 bookings), `--json`.
 */
import { parseArgs } from "node:util";
import pg from "pg";
import { migrate } from "../packages/server/src/db/migrate.ts";
import { databaseOfItsOwn } from "./database.ts";
import { measureDoor, measureJudge, measureRaw, measureUncontended, type Rate, runRace } from "./booking/measure.ts";
import { uuidOf } from "./booking/race.ts";
import { printTable } from "./slots/timing.ts";

const bars = { oneInsert: 0.35, uncontended: 0.35, contended: 0.15 };

export async function run(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      json: { type: "boolean", default: false },
      kills: { type: "string", default: "12" },
      door: { type: "string", default: "300" },
    },
  });
  const url = await databaseOfItsOwn(process.env["DATABASE_URL"] ?? "");
  await migrate(url);
  const admin = new pg.Client({ connectionString: url });
  await admin.connect();
  try {
    const companyId = uuidOf(0xc0, 0);
    await admin.query("insert into companies (id, name, slug, zone) values ($1, 'Acme', 'bench', 'UTC')", [companyId]);
    const raw1 = await measureRaw(admin, url, 1, 1500);
    const raw = await measureRaw(admin, url, 32, 8000);
    const judge = await measureJudge(admin, url, 32, 8000);
    const alone1 = await measureUncontended(admin, url, companyId, 1);
    const alone = await measureUncontended(admin, url, companyId, 32);
    const quiet = await runRace(admin, url, companyId, 0);
    const killed = await runRace(admin, url, companyId, Number(values.kills));
    const door = await measureDoor(url, Number(values.door));
    const rates: Rate[] = [
      { what: "raw prepared insert", connections: 1, perSecond: raw1 },
      { what: "raw prepared insert", connections: 32, perSecond: raw },
      { what: "one insert, a booking's constraints", connections: 32, perSecond: judge, ofRaw: judge / raw },
      { what: "the function, nobody in the way", connections: 1, perSecond: alone1, ofRaw: alone1 / raw1 },
      { what: "the function, nobody in the way", connections: 32, perSecond: alone, ofRaw: alone / raw },
      {
        what: "the function, raced for",
        connections: 32,
        perSecond: quiet.callsPerSecond,
        ofRaw: quiet.callsPerSecond / raw,
      },
      { ...door, ofRaw: door.perSecond / raw },
    ];
    const sound = [quiet, killed].every((one) => one.booked === one.seats && one.overlaps === 0 && one.deadlocks === 0);
    const fast = judge / raw >= bars.oneInsert && alone / raw >= bars.uncontended;
    const ok = sound && fast && quiet.callsPerSecond / raw >= bars.contended;
    if (values.json) console.log(JSON.stringify({ rates, races: [quiet, killed], bars, ok }));
    else {
      printTable(
        "Bookings a second, beside raw inserts on the same server",
        rates.map((rate) => ({ ...rate, ofRaw: rate.ofRaw })),
      );
      printTable("The race", [{ ...quiet }, { ...killed }]);
      console.log(
        `\nBars: ≥ ${bars.oneInsert} of raw inserts for the one insert, ≥ ${bars.uncontended} for the function with nobody in the way, ≥ ${bars.contended} raced for; all seats booked, no overlap, no deadlock: ${ok ? "held" : "MISSED"}`,
      );
    }
    if (!ok) process.exitCode = 1;
  } finally {
    await admin.end();
  }
}
