/**
 * `kill -9` at each named point of the walk: before the effect, after it and before its record, after its record. The judge is
 * outside the product: the emulator's state and the mailbox's ledger. Nothing lost, nothing doubled.
 */
import { describe, expect, it } from "vitest";
import { expertOf, interviewOf, invitationOf, letItEnd, moveIn, setUpAcme, writeReport } from "../../dev/life.ts";
import { startKillable, type KillableWorld } from "./killable.ts";

/** Every kind of effect that the walk owes; a kind that never strikes fails the test. */
const kinds = [
  "lever.read",
  "mail.candidate",
  "mail.expert",
  "ats.note",
  "ats.schedule",
  "ats.reschedule",
  "ats.feedback",
  "ats.file",
  "interview.timer",
];
const places = ["before", "after", "recorded"] as const;

async function wholeLife(world: KillableWorld): Promise<string> {
  // By API key: a death between Lever's answer to a token refresh and its record costs a reconnect, whoever writes the code,
  // because refresh tokens work once. That case is tested where tokens are.
  const { ada } = await setUpAcme(world, "api_key");
  const opportunityId = moveIn(world, "Maya Fernandez");
  await world.settle();
  const browser = await invitationOf(world, opportunityId);
  const [first = 0] = await browser.offeredTimes();
  await browser.book(first);
  await world.settle();
  const later = (await browser.offeredTimes("/reschedule")).find((time) => time > first + 24 * 3_600_000) ?? first;
  await browser.book(later);
  await world.settle();
  const interviewId = await interviewOf(ada, opportunityId);
  await letItEnd(world, ada, interviewId);
  await writeReport(await expertOf(world, ada, interviewId), interviewId);
  await world.settle();
  return opportunityId;
}

function standsIn(world: KillableWorld, opportunityId: string) {
  const acme = world.emulator.account("acme");
  return {
    notes: acme.notesOf(opportunityId).length,
    panels: acme.panelsOf(opportunityId).filter(({ canceledAt }) => canceledAt === null).length,
    interviews: acme.interviewsOf(opportunityId).filter(({ canceledAt }) => canceledAt === null).length,
    feedback: acme
      .feedbackOf(opportunityId)
      .filter(({ completedAt, deletedAt }) => completedAt !== null && deletedAt === null).length,
    files: acme.filesOf(opportunityId).length,
  };
}

describe("killed at every point of the walk", () => {
  it.each(places)("%s: nothing lost, nothing doubled", { timeout: 240_000 }, async (place) => {
    const points = kinds.map((kind) => `${kind}@${place}`);
    const world = await startKillable(points);
    try {
      const opportunityId = await wholeLife(world);
      expect(world.struck().toSorted()).toEqual(points.toSorted());
      expect(standsIn(world, opportunityId)).toEqual({ notes: 4, panels: 1, interviews: 1, feedback: 1, files: 1 });
      const mails = world.mailbox.messages().filter(({ subject }) => !/sign in|password/i.test(subject));
      const distinct = new Set(mails.map(({ messageId }) => messageId));
      expect(distinct.size, mails.map(({ subject, envelope }) => `${envelope.to.join()} ${subject}`).join("\n")).toBe(
        6,
      );
      // A death between the final dot and its record repeats a mail as the very same bytes; two of the deaths may hit one mail.
      for (const messageId of distinct) {
        const sent = world.mailbox.ledger().filter((entry) => entry.messageId === messageId);
        expect(sent.length).toBeLessThanOrEqual(3);
        expect(new Set(sent.map(({ sha256 }) => sha256)).size).toBe(1);
      }
    } finally {
      await world.stop();
    }
  });
});
