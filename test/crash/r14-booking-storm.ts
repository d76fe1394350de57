/** R14: a crowd wants the same few times at the same moment, through two processes. Nobody is booked twice, every loser is told what is left. */
import { expertApi, positionApi } from "@interviewvector/domain";
import { CandidateBrowser } from "../../dev/candidate.ts";
import { experts } from "../../dev/cast.ts";
import { Person } from "../../dev/person.ts";
import { createLeads, moveIn, type Lead } from "./machinery/lead.ts";
import { quantile, randomOf } from "./machinery/random.ts";
import type { Rig } from "./machinery/rig.ts";
import type { Scenario } from "./machinery/scenario.ts";

const hour = 3_600_000;
/** Four experts, five hours each, far enough apart for the buffers. */
const HOURS = [9, 10.5, 12, 13.5, 15];
const SLOTS = HOURS.length * experts.length;

export const bookingStorm: Scenario = {
  id: "R14",
  title: "a crowd for twenty slots through two processes: no slot sold twice, every loser told what is left",
  unit: "candidates",
  small: 40,
  full: 500,
  async run({ seed, amount, rig: makeRig }) {
    const rig = await makeRig({});
    const random = randomOf(seed);
    const starts = await openOnly(rig);
    const leads = createLeads(rig, amount, () => "book");
    const browsers = await invite(rig, leads);
    const waits: number[] = [];
    const violations: string[] = [];
    const winners = new Set<string>();
    const wishes = new Map(browsers.map(({ lead }, place) => [lead, starts[place % starts.length] ?? 0]));
    // All press at once, and again with what they are then offered, until nobody is offered anything.
    for (let left = random.shuffled(browsers), round = 0; left.length > 0 && wishes.size > 0 && round < 8; round++) {
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
    await rig.settle();
    const expected = Math.min(SLOTS, amount);
    if (winners.size !== expected) violations.push(`${winners.size} bookings for ${expected} of ${SLOTS} slots`);
    violations.push(...overlaps(rig, leads));
    return {
      violations,
      figures: {
        candidates: amount,
        booked: winners.size,
        answers: waits.length,
        "answer p99 ms": Math.round(quantile(waits, 0.99)),
      },
    };
  },
};

async function openOnly({ urls, clock }: Rig): Promise<number[]> {
  const onDate = new Date(clock.now() + 72 * hour).toISOString().slice(0, 10);
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

async function invite(rig: Rig, leads: readonly Lead[]): Promise<{ lead: Lead; browser: CandidateBrowser }[]> {
  moveIn(rig, leads);
  await rig.settle();
  const { positions } = await rig.ada.call(positionApi.listPositions);
  const params = { positionId: positions.find(({ title }) => title === "Senior Backend Engineer")?.id ?? "" };
  const inviteOpportunityIds = leads.map(({ opportunityId }) => opportunityId);
  await rig.ada.call(positionApi.activatePosition, { params, body: { inviteOpportunityIds } });
  await rig.settle();
  const found = leads.map((lead) => {
    const mail = rig.mailbox.messages().find(({ envelope }) => envelope.to.includes(lead.email));
    return { lead, browser: CandidateBrowser.ofMail(mail ?? { text: "" }) };
  });
  return found;
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
