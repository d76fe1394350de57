/**
 * R1: `kill -9` at every outside step, before it, after it and before its record, and after its record. The steps are the
 * handlers that the platform has registered: one that this life does not reach is a violation, not a gap.
 */
import { expertOf, interviewOf, invitationOf, letItEnd, moveIn, posting, writeReport } from "../../dev/life.ts";
import { Person } from "../../dev/person.ts";
import { activate, connectLever } from "../../dev/set-up.ts";
import { developmentApp } from "@interviewvector/lever-emulator";
import { interviewApi, replacementApi, reviewApi, writingApi } from "@interviewvector/domain";
import { doubledInLever, doubledMails } from "./machinery/judge.ts";
import { overHardTimes } from "./machinery/lead.ts";
import { quantile, randomOf, type Random } from "./machinery/random.ts";
import type { Rig } from "./machinery/rig.ts";
import type { Scenario, Stage } from "./machinery/scenario.ts";

export const places = ["before", "after", "recorded"] as const;
export type Place = (typeof places)[number];

/**
 * Handlers that this life does not reach yet, by name: whoever adds their step takes the name out. A kind that is neither
 * here nor reached fails.
 */
const notReachedYet = new Set([
  "candidate.erase",
  "interview.match",
  "lever.erase",
  "position.moves",
  "proposal.match",
]);

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

export async function killedAt(stage: Pick<Stage, "rig" | "say">, place: Place, seed: number) {
  const rig = await stage.rig({ points: [`*@${place}`], processes: 2, experts: 4 });
  const kept = await liveWhole(rig, seed);
  const kinds = rig.processes[0]?.kinds ?? [];
  const struck = new Set(rig.struck());
  stage.say(
    `${place}, seed ${seed}: ${kinds.map((kind) => `${struck.has(`${kind}@${place}`) ? "✓" : "✗"} ${kind}`).join("  ")}`,
  );
  const missed = kinds.filter((kind) => !struck.has(`${kind}@${place}`) && !notReachedYet.has(kind));
  const violations = [
    ...missed.map((kind) => `${kind} was never reached: add a step to this life that owes it`),
    ...standing(rig, kept.maya, { notes: 4, panels: 1, interviews: 1, feedback: 1, files: 1 }),
    ...standing(rig, kept.tom, { notes: 3, panels: 0, interviews: 0, feedback: 0, files: 0 }),
    ...doubledInLever(rig, kept.leads),
    // Two of the deaths may hit the same mail at its last byte: then it is repeated for each, byte by byte.
    ...doubledMails(rig, kept.leads, 3),
  ];
  return { violations, struck: [...struck], startsMs: rig.processes.flatMap(({ startsMs }) => startsMs) };
}

/** One life to the report, one that is cancelled, a company whose access is withdrawn, a report that is late, a sign-in link. */
async function liveWhole(rig: Rig, seed: number) {
  const random = randomOf(seed);
  const { ada } = rig;
  // Everything that writes is switched on.
  await ada.call(writingApi.updateWriting, { params: { connectionId: rig.connectionId }, body: { statusTags: true } });
  await activate(ada, posting, { settings: { reviewBeforeRelease: true } });
  // Something must have been in doubt, or nobody would have to look again later.
  rig.emulator.setFaults([{ fault: "resetAfter", times: 1, match: { method: "POST", path: "/notes$" } }]);
  const maya = moveIn(rig, "Maya Fernandez");
  const tom = moveIn(rig, "Tom Okafor");
  await rig.settle();
  const browser = await invitationOf(rig, maya);
  const offered = await browser.offeredTimes();
  const first = random.pick(offered.slice(0, 10));
  await overHardTimes(browser, () => browser.book(first));
  const other = await invitationOf(rig, tom);
  const free = (await other.offeredTimes()).filter((time) => time !== first);
  await overHardTimes(other, () => other.book(random.pick(free)));
  await rig.settle();
  const later = (await browser.offeredTimes("/reschedule")).filter((time) => time > first + 24 * 3_600_000);
  await overHardTimes(browser, () => browser.book(later[0] ?? first));
  await overHardTimes(other, () => other.cancel("plans have changed"));
  await rig.settle();
  const gil = await Person.signIn(rig.urls.platform, "gil@globex.example");
  await connectLever(rig, gil, "globex");
  await rig.settle();
  rig.emulator.account("globex").revokeApp(developmentApp.clientId);
  await gil.fetch("/api/auth/sign-in/magic-link", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ email: gil.email }),
  });
  await loseAnExpert(rig, free, random);
  const interviewId = await interviewOf(ada, maya);
  await letItEnd(rig, ada, interviewId);
  rig.advance(110 * 60);
  await rig.settle();
  await writeReport(await expertOf(rig, ada, interviewId), interviewId);
  await rig.settle();
  const aud = await Person.signIn(rig.urls.platform, "aud@interviewvector.example");
  await aud.call(reviewApi.releaseReport, { params: { interviewId }, body: { version: 1 } });
  await rig.settle();
  rig.advance(3_700);
  await rig.settle();
  const leads = [maya, tom].map((opportunityId) => ({
    opportunityId,
    name: opportunityId,
    email: rig.emulator.account("acme").contactOf(opportunityId).emails[0] ?? "",
  }));
  return { maya, tom, leads };
}

/** A third interview whose expert falls ill: another one is found by itself. */
async function loseAnExpert(rig: Rig, free: readonly number[], random: Random): Promise<void> {
  const ingrid = moveIn(rig, "Ingrid Solberg");
  await rig.settle();
  const browser = await invitationOf(rig, ingrid);
  await overHardTimes(browser, () => browser.book(random.pick(free.slice(-10))));
  const params = { interviewId: await interviewOf(rig.ada, ingrid) };
  const { startAt, endAt } = await rig.ada.call(interviewApi.getInterview, { params });
  const olga = await Person.signIn(rig.urls.platform, "olga@interviewvector.example");
  const { expertId } = await olga.call(replacementApi.listReplacements, { params });
  if (startAt === null || endAt === null) throw new Error("the third interview is not booked");
  await olga.call(replacementApi.expertAway, {
    params: { expertId },
    body: { fromAt: startAt, toAt: endAt, cause: "ill", reason: "ill" },
  });
  await rig.settle();
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
