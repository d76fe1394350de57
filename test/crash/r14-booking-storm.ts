/** R14: a crowd wants the same few times at the same moment, through two processes. Nobody is booked twice, every loser is told what is left. */
import { expertApi } from "@interviewvector/domain";
import { CandidateBrowser } from "../../dev/candidate.ts";
import { experts } from "../../dev/cast.ts";
import { Person } from "../../dev/person.ts";
import { createLeads, inviteAtOnce, type Lead } from "./machinery/lead.ts";
import { quantile, randomOf, type Random } from "./machinery/random.ts";
import type { Rig } from "./machinery/rig.ts";
import type { Scenario } from "./machinery/scenario.ts";
import { worlds } from "./machinery/worlds.ts";

const hour = 3_600_000;
/** Four experts, five hours each, far enough apart for the buffers. */
const HOURS = [9, 10.5, 12, 13.5, 15];
const SLOTS = HOURS.length * experts.length;

/** Candidates in each round; whoever won is replaced. */
const CROWD = 500;
/** Each round sells another day, and interviews lie within two weeks. */
const PER_WORLD = 8;
const FIRST_DAY = 3;

export const bookingStorm: Scenario = {
  id: "R14",
  title: `${CROWD} candidates for twenty slots through two processes: no slot sold twice, every loser told what is left`,
  unit: "rounds",
  small: 1,
  full: 100,
  async run(stage) {
    const violations: string[] = [];
    const waits: number[] = [];
    let booked = 0;
    for await (const { rig, amount, seed } of worlds(stage, PER_WORLD, {})) {
      const random = randomOf(seed);
      const leads: Lead[] = [];
      let crowd: Wisher[] = [];
      for (let round = 0; round < amount; round++) {
        const fresh = createLeads(rig, CROWD - crowd.length, () => "book");
        leads.push(...fresh);
        const starts = await openOnly(rig, FIRST_DAY + round);
        crowd.push(...(await invite(rig, fresh)));
        const found = await storm(crowd, starts, random);
        await rig.settle();
        crowd = crowd.filter(({ lead }) => !found.winners.has(lead.email));
        booked += found.winners.size;
        waits.push(...found.waits);
        violations.push(...found.violations.map((line) => `seed ${seed}, round ${round + 1}: ${line}`));
        if (found.winners.size !== SLOTS)
          violations.push(`seed ${seed}, round ${round + 1}: ${found.winners.size} bookings for ${SLOTS} slots`);
        stage.say(
          `round ${round + 1}: ${found.winners.size} booked, p99 ${Math.round(quantile(found.waits, 0.99))} ms`,
        );
      }
      violations.push(...overlaps(rig, leads).map((line) => `seed ${seed}: ${line}`));
    }
    const p99 = Math.round(quantile(waits, 0.99));
    return {
      violations,
      figures: {
        rounds: stage.amount,
        booked,
        answers: waits.length,
        "answer p99 ms (aim, on a quiet machine: 500)": p99,
      },
    };
  },
};

interface Wisher {
  lead: Lead;
  browser: CandidateBrowser;
}

interface Stormed {
  winners: Set<string>;
  waits: number[];
  violations: string[];
}

/** All press at once, and again with what they are then offered, until nobody is offered anything. */
async function storm(crowd: readonly Wisher[], starts: readonly number[], random: Random): Promise<Stormed> {
  const winners = new Set<string>();
  const waits: number[] = [];
  const violations: string[] = [];
  const wishes = new Map(crowd.map(({ lead }, place) => [lead, starts[place % starts.length] ?? 0]));
  for (let left = random.shuffled(crowd), round = 0; left.length > 0 && wishes.size > 0 && round < 8; round++) {
    await Promise.all(
      left.map(async ({ browser, lead }) => {
        const start = wishes.get(lead);
        if (start === undefined) return;
        const began = performance.now();
        const words = await browser.book(start).catch((error: unknown) => String(error));
        waits.push(performance.now() - began);
        if (browser.status >= 500) violations.push(`${lead.name} was answered ${browser.status}`);
        else if (browser.text.includes("is booked")) winners.add(lead.email);
        else if (!/taken|no longer|kept|no free time|nearest|another/i.test(browser.text))
          violations.push(`${lead.name} lost and reads: ${words.slice(0, 120)}`);
      }),
    );
    left = left.filter(({ lead }) => !winners.has(lead.email));
    wishes.clear();
    for (const { browser, lead } of left) {
      const [offered] = random.shuffled(await browser.offeredTimes());
      if (offered !== undefined) wishes.set(lead, offered);
    }
  }
  return { winners, waits, violations };
}

/** The experts work on that one day, so many days from now, and on no other. */
async function openOnly({ urls, clock }: Rig, inDays: number): Promise<number[]> {
  const onDate = new Date(clock.now() + inDays * 24 * hour).toISOString().slice(0, 10);
  const intervals = HOURS.map((at) => ({ fromMinute: at * 60, toMinute: (at + 1) * 60 }));
  const caps = { maxPerDay: 20, maxPerWeek: 40, noticeMinutes: 60 };
  for (const { email } of experts) {
    const expert = await Person.signIn(urls.platform, email);
    await expert.call(expertApi.putAvailability, {
      body: { zone: "Etc/UTC", weekly: [], overrides: [{ onDate, intervals }], timeOff: [], ...caps },
    });
  }
  return intervals.map(({ fromMinute }) => Date.parse(`${onDate}T00:00:00Z`) + fromMinute * 60_000);
}

async function invite(rig: Rig, leads: readonly Lead[]): Promise<Wisher[]> {
  await inviteAtOnce(rig, leads);
  await rig.settle();
  const mails = new Map(rig.mailbox.messages().flatMap((mail) => mail.envelope.to.map((to) => [to, mail] as const)));
  return leads.map((lead) => ({ lead, browser: CandidateBrowser.ofMail(mails.get(lead.email) ?? { text: "" }) }));
}

/** I3 by what stands in Lever: a slot is one expert's hour, and each is sold once. */
function overlaps({ emulator }: Rig, leads: readonly Lead[]): string[] {
  const acme = emulator.account("acme");
  const sold = leads.flatMap(({ opportunityId, name }) =>
    acme
      .interviewsOf(opportunityId)
      .filter(({ canceledAt }) => canceledAt === null)
      .map(({ date, subject }) => ({ name, what: `${subject} at ${new Date(date).toISOString()}` })),
  );
  return [...Map.groupBy(sold, ({ what }) => what)].flatMap(([what, of]) =>
    of.length > 1 ? [`I3 sold ${of.length} times: ${what} to ${of.map(({ name }) => name).join(", ")}`] : [],
  );
}
