/**
 * R1: `kill -9` at every outside step, before it, after it and before its record, and after its record. The steps are the
 * handlers that the platform has registered: one that this life does not reach is a violation, not a gap.
 */
import { startCalendarServer, type CalendarServer } from "./machinery/calendar-server.ts";
import { doubledInLever, doubledMails } from "./machinery/judge.ts";
import { places, pointsFor, UNSEEN, writeWhere, type Where } from "./machinery/place.ts";
import { quantile } from "./machinery/random.ts";
import type { Rig } from "./machinery/rig.ts";
import type { Scenario, Stage } from "./machinery/scenario.ts";
import { liveWhole } from "./r01-life.ts";

export const everyPoint: Scenario = {
  id: "R1",
  title: "killed at every outside step, in three places: nothing lost, nothing doubled, every step reached",
  unit: "seeds, each in three places",
  small: 1,
  full: 3,
  async run(stage) {
    const violations: string[] = [];
    let points = 0;
    const startsMs: number[] = [];
    for (let seed = stage.seed; seed < stage.seed + stage.amount; seed++) {
      for (const place of places) {
        const found = await killedAt(stage, place, seed);
        violations.push(...found.violations.map((line) => `${place}, seed ${seed}: ${line}`));
        points += found.struck.length;
        startsMs.push(...found.startsMs);
      }
    }
    return { violations, figures: { points, "restart p99 ms": Math.round(quantile(startsMs, 0.99)) } };
  },
};

export async function killedAt(stage: Pick<Stage, "rig" | "say">, where: Where, seed: number) {
  const calendar = await startCalendarServer();
  try {
    const environment = { CALENDAR_PRIVATE_HOSTS: calendar.host };
    const rig = await stage.rig({ everyPoint: where, processes: 2, experts: 4, environment });
    const kept = await liveWhole(rig, seed, calendar);
    return judge(stage, { rig, kept, calendar, where, seed });
  } finally {
    await calendar.stop();
  }
}

interface Lived {
  rig: Rig;
  kept: Awaited<ReturnType<typeof liveWhole>>;
  calendar: CalendarServer;
  where: Where;
  seed: number;
}

function judge({ say }: Pick<Stage, "say">, { rig, kept, calendar, where, seed }: Lived) {
  const points = pointsFor(rig.processes[0]?.kinds ?? [], where);
  const struck = new Set(rig.struck().map((point) => point.replace(UNSEEN, "")));
  say(
    `${writeWhere(where)}, seed ${seed}: ${points.map((point) => `${struck.has(point) ? "✓" : "✗"} ${point}`).join("  ")}`,
  );
  const missed = points.filter((point) => !struck.has(point));
  const violations = [
    ...missed.map((point) => `${point} was never reached: add a step to this life that owes it`),
    ...standing(rig, kept.maya, { notes: 4, panels: 1, interviews: 1, feedback: 1, files: 1 }),
    ...standing(rig, kept.tom, { notes: 3, panels: 0, interviews: 0, feedback: 0, files: 0 }),
    ...(calendar.entries().length === 1
      ? []
      : [`${calendar.entries().length} entries instead of 1 in the expert's calendar`]),
    ...(rig.mailbox.messages().some(({ envelope }) => envelope.to.includes(kept.applicant.email))
      ? []
      : ["the applicant heard nothing"]),
    // One each, however often it was sent: the same id is the same message.
    ...(rig.mailbox.texts().length === 1 ? [] : [`${rig.mailbox.texts().length} text messages instead of 1`]),
    ...doubledInLever(rig, kept.leads),
    // Two of the deaths may hit the same mail at its last byte: then it is repeated for each, byte by byte.
    ...doubledMails(rig, [...kept.leads, kept.applicant], 3),
  ];
  return { violations, struck: [...struck], startsMs: rig.processes.flatMap(({ startsMs }) => startsMs) };
}

function standing({ emulator }: Rig, id: string, wanted: Record<string, number>): string[] {
  const acme = emulator.account("acme");
  const there: Record<string, number> = {
    notes: acme.notesOf(id).length,
    panels: acme.panelsOf(id).filter(({ canceledAt }) => canceledAt === null).length,
    interviews: acme.interviewsOf(id).filter(({ canceledAt }) => canceledAt === null).length,
    feedback: acme.feedbackOf(id).filter(({ completedAt, deletedAt }) => completedAt !== null && deletedAt === null)
      .length,
    files: acme.filesOf(id).length,
  };
  return Object.entries(wanted).flatMap(([what, count]) =>
    there[what] === count ? [] : [`${there[what]} ${what} instead of ${count} on ${id}`],
  );
}
