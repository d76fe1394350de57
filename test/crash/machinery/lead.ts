/**
 * Candidates in numbers, each with a plan, moved by a recruiter and acting by themselves in their browsers. What must stand
 * in Lever and in mailboxes at the end follows from the plan alone.
 */
import { setTimeout as wait } from "node:timers/promises";
import { positionApi } from "@interviewvector/domain";
import { CandidateBrowser } from "../../../dev/candidate.ts";
import { posting, stage } from "../../../dev/life.ts";
import type { Random } from "./random.ts";
import type { Rig } from "./rig.ts";

export const plans = ["invite", "book", "move", "cancel"] as const;
export type Plan = (typeof plans)[number];

export interface Lead {
  name: string;
  email: string;
  opportunityId: string;
  plan: Plan;
  /** Effects that people see: notes, panel changes, mails. */
  effects: number;
}

let drill = 0;

/** New in Lever, standing before our stage. Names are never used twice in one process. */
export function createLeads(
  { emulator }: Pick<Rig, "emulator">,
  count: number,
  plan: (place: number) => Plan,
  account = "acme",
): Lead[] {
  drill += 1;
  return Array.from({ length: count }, (_, place) => {
    const name = `Drill ${drill} Lead ${place + 1}`;
    const email = `d${drill}.l${place + 1}@candidates.example`;
    const { id } = emulator.account(account).createOpportunity({
      name,
      email,
      phone: "+49 30 1234567",
      resume: true,
      posting: account === "acme" ? posting : "Site Reliability Engineer",
      stage: account === "acme" ? "Recruiter screen" : "Phone interview",
    });
    const chosen = plan(place);
    return { name, email, opportunityId: id, plan: chosen, effects: effectsOf[chosen] };
  });
}

/** invitation + note; + two mails, panel, note; + two mails, panel moved, note; or + two mails, panel cancelled, note */
const effectsOf: Record<Plan, number> = { invite: 2, book: 6, move: 10, cancel: 10 };

export function moveIn({ emulator }: Pick<Rig, "emulator">, leads: readonly Lead[], account = "acme"): void {
  const hands = emulator.account(account);
  for (const { opportunityId } of leads) hands.moveToStage(opportunityId, stage);
}

/** A crowd waits for one click: here somebody gives it as soon as they see who waits, until nobody does. */
export async function inviteAtOnce(rig: Rig, leads: readonly Lead[]): Promise<void> {
  moveIn(rig, leads);
  const { positions } = await rig.ada.call(positionApi.listPositions);
  const params = { positionId: positions.find(({ title }) => title === posting)?.id ?? "" };
  const acme = rig.emulator.account("acme");
  const ours = new Set(leads.map(({ opportunityId }) => opportunityId));
  for (const until = performance.now() + 600_000; ; await wait(500)) {
    const { moves } = await rig.ada.call(positionApi.listMoves, { params });
    const invite = moves.map(({ interviewId }) => interviewId);
    if (invite.length > 0) await rig.ada.call(positionApi.decideMoves, { params, body: { invite } });
    const rows = await rig.query<{ opportunity_id: string }>(
      "select opportunity_id from interviews where state <> 'blocked' or blocked_reasons <> '{awaiting_confirmation}'",
    );
    for (const row of rows) ours.delete(row.opportunity_id);
    if (ours.size === 0) return;
    if (performance.now() > until)
      throw new Error(`${ours.size} are not invited, e.g. ${acme.contactOf([...ours][0] ?? "").name}`);
  }
}

/** They come in groups with ten minutes between, so that nobody has to confirm a crowd. */
export const GROUP = 40;

/** Lets every candidate live their plan, `atOnce` of them side by side. */
export async function liveAll(rig: Rig, leads: readonly Lead[], random: Random, atOnce = 6): Promise<void> {
  for (let from = 0; from < leads.length; from += GROUP) {
    const group = leads.slice(from, from + GROUP);
    moveIn(rig, group);
    const queue = [...group];
    await Promise.all(
      Array.from({ length: atOnce }, async () => {
        for (let lead = queue.shift(); lead; lead = queue.shift()) await live(rig, lead, random);
      }),
    );
    if (from + GROUP < leads.length) rig.advance(601);
  }
}

/**
 * So many to read at once might have been a crowd that somebody must confirm: half a minute after they are read it is known that they
 * were not. Once more for who was looked at while others were still unread. Returns the seconds that were skipped.
 */
export async function untilNoCrowd(rig: Rig): Promise<number> {
  const [looks, seconds] = [2, 31];
  for (let look = 0; look < looks; look++) {
    rig.advance(seconds);
    await rig.settle();
  }
  return looks * seconds;
}

async function live(rig: Rig, { email, opportunityId, plan }: Lead, random: Random): Promise<void> {
  if (plan === "invite") return;
  const invitation = await rig.mailbox
    .waitFor(({ envelope, subject }) => envelope.to.includes(email) && subject.startsWith("Choose a time"), {
      timeoutMs: 900_000,
    })
    .catch(async () => {
      const owed = await rig.query(
        "select e.kind, e.state, e.attempt, e.outcome, e.last_error, i.state as interview, i.blocked_reasons from effects e join interviews i on i.id = e.interview_id where i.opportunity_id = $1",
        [opportunityId],
      );
      throw new Error(`${email} was not invited within a quarter of an hour: ${JSON.stringify(owed)}`);
    });
  const browser = CandidateBrowser.ofMail(invitation);
  await bookSome(browser, random, "");
  if (plan === "move") await bookSome(browser, random, "/reschedule");
  if (plan === "cancel") await overHardTimes(browser, () => browser.cancel("plans have changed"));
}

/** Any offered time; who loses a race takes another. */
async function bookSome(browser: CandidateBrowser, random: Random, below: string): Promise<void> {
  for (let tries = 0; tries < 30; tries++) {
    await overHardTimes(browser, () => browser.open(below));
    const days = [...browser.html.matchAll(/href="([^"]*[?&;](?:amp;)?day=[^"]*)"/g)].map((match) => match[1] ?? "");
    if (days.length > 0) await overHardTimes(browser, () => browser.open(random.pick(days).replaceAll("&amp;", "&")));
    const starts = browser.shownTimes();
    if (starts.length === 0) continue;
    // The same time again where nobody knows whether the first press was heard: another one would be another wish.
    const start = random.pick(starts);
    try {
      await overHardTimes(browser, () => browser.book(start));
    } catch (error) {
      // No form: the time was kept for somebody else by then.
      if (error instanceof Error && error.message.startsWith("no form")) continue;
      throw error;
    }
    if (browser.status < 400) return;
  }
  throw new Error(`no time could be booked: ${browser.status} ${browser.text.slice(0, 200)}`);
}

/** A page that says "in a moment" is tried again in a moment. */
export async function overHardTimes(browser: CandidateBrowser, work: () => Promise<unknown>): Promise<void> {
  for (let tries = 0; ; tries++) {
    try {
      await work();
    } catch (error) {
      // The page that would hold the form said "in a moment" itself.
      if (browser.status < 500) throw error;
    }
    if (browser.status < 500) return;
    if (tries === 40) throw new Error(`the platform answers ${browser.status}: ${browser.text.slice(0, 200)}`);
    await wait(250);
  }
}
