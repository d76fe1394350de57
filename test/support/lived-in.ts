/**
 * A world somebody has lived in: Acme has hired for a while, so that every page has something on it, and its candidates
 * stand in every state that people get into. Made by living, not by writing rows; what was lived is in `LivedIn`.
 */
import { accountApi, expertApi, interviewApi, operationsApi, ratingApi } from "@interviewvector/domain";
import type { CandidateBrowser } from "../../dev/candidate.ts";
import { experts as castExperts } from "../../dev/cast.ts";
import {
  expertOf,
  interviewOf,
  invitationOf,
  letItEnd,
  setUpAcme,
  stage,
  sundayAhead,
  writeReport,
} from "../../dev/life.ts";
import { Person } from "../../dev/person.ts";
import { activate, usualInput } from "../../dev/set-up.ts";
import type { System } from "../../dev/system.ts";
import { rate, ratingOf } from "./rating.ts";
import { goTo, newCandidate } from "./step.ts";

export interface Life {
  name: string;
  opportunityId: string;
  interviewId: string;
  /** At the link of their invitation; absent for those who were never invited. */
  browser: CandidateBrowser | null;
}

export interface LivedIn {
  ada: Person;
  connectionId: string;
  positionId: string;
  guideId: string;
  lives: Record<LivedName, Life>;
}

const names = {
  completed: "Maya Lindqvist-Fernandez",
  awaiting_report: "Nora Nair",
  in_review: "Femi Adeyemi",
  candidate_no_show: "Olu Absent",
  expired: "Xander Expired",
  cancelled: "Sam Second-Thoughts",
  invited: "Ines Invited",
  /** For a round so short that a day has twice as many times. */
  invited_briefly: "Quinn Quick",
  blocked: "Bo Blocked",
  proposed: "Prue Proposes",
  scheduled: "Sid Scheduled",
  live: "Liv Live",
} as const;

export type LivedName = keyof typeof names;

export const ratingWords = "The expert interrupted me again and again, and was late.";

const frontend = "Frontend Engineer";
const minute = 60;

export async function liveIn(system: System): Promise<LivedIn> {
  const { ada, connectionId } = await setUpAcme(system);
  const input = await usualInput(ada, "Frontend", { settings: { reviewBeforeRelease: true } });
  await activate(ada, frontend, { ...input, rounds: input.rounds.map((round) => ({ ...round, durationMinutes: 30 })) });
  await openWide(system);
  const first = await enter(system, ada, [
    "completed",
    "awaiting_report",
    "in_review",
    "candidate_no_show",
    "expired",
    "cancelled",
  ]);
  await firstWeek(system, ada, first);
  const second = await enter(system, ada, ["invited", "invited_briefly", "blocked", "proposed", "scheduled", "live"]);
  await secondWeek(system, ada, second);
  await furnish(ada);
  const { positionId } = await ada.call(interviewApi.getInterview, {
    params: { interviewId: first.completed.interviewId },
  });
  const olga = await Person.signIn(system.urls.platform, "olga@interviewvector.example");
  const { guides } = await olga.call(operationsApi.listGuides);
  return { ada, connectionId, positionId, guideId: guides[0]?.id ?? "", lives: { ...first, ...second } };
}

/** Every expert all day, every day but Sunday: times are plenty, and one day is left for times that nobody can take. */
async function openWide(system: System): Promise<void> {
  const weekly = [1, 2, 3, 4, 5, 6].map((weekday) => ({ weekday, fromMinute: 0, toMinute: 24 * 60 }));
  const body = {
    zone: "Etc/UTC",
    weekly,
    overrides: [],
    timeOff: [],
    maxPerDay: 20,
    maxPerWeek: 40,
    noticeMinutes: 60,
  };
  for (const { email } of castExperts) {
    const expert = await Person.signIn(system.urls.platform, email);
    await expert.call(expertApi.putAvailability, { body });
  }
}

async function enter<N extends LivedName>(system: System, ada: Person, wanted: N[]): Promise<Record<N, Life>> {
  const acme = system.emulator.account("acme");
  const candidates = wanted.map((state) => {
    const candidate = newCandidate(system, names[state], {
      ...(state === "blocked" ? { phone: null, resume: false } : {}),
      ...(state === "in_review" || state === "invited_briefly" ? { posting: frontend } : {}),
    });
    acme.moveToStage(candidate.opportunityId, stage, { by: "ravi" });
    return { state, ...candidate };
  });
  await system.settle();
  const lives = await Promise.all(
    candidates.map(async ({ state, opportunityId }) => {
      const browser = state === "blocked" ? null : await invitationOf(system, opportunityId);
      const interviewId = await interviewOf(ada, opportunityId);
      return [state, { name: names[state], opportunityId, interviewId, browser }] as [N, Life];
    }),
  );
  return Object.fromEntries(lives) as Record<N, Life>;
}

/** Books the time at this place among those of a day; without one, of the first that has times. */
async function book({ browser, name }: Life, place: number, day = ""): Promise<void> {
  await browser?.open(`?day=${day}`);
  const time = browser?.shownTimes().at(place);
  if (!browser || time === undefined) throw new Error(`nothing is offered to ${name}`);
  await browser.book(time, { arrange: "captions", wish: "A short break in the middle, please." });
}

async function startOf(ada: Person, { interviewId }: Life): Promise<number> {
  const { startAt } = await ada.call(interviewApi.getInterview, { params: { interviewId } });
  return Date.parse(startAt ?? "");
}

/** One rating waits for an answer, another has had its own. */
async function beRated(system: System, lives: Record<First, Life>): Promise<void> {
  const emailOf = ({ opportunityId }: Life) => system.emulator.account("acme").contactOf(opportunityId).emails[0] ?? "";
  await rate(await ratingOf(system, emailOf(lives.completed)), 2, ratingWords);
  await rate(await ratingOf(system, emailOf(lives.in_review)), 1);
  const aud = await Person.signIn(system.urls.platform, "aud@interviewvector.example");
  await aud.call(ratingApi.answerRating, {
    params: { interviewId: lives.in_review.interviewId },
    body: {
      finding: "The link to join did not work for twenty minutes.",
      action: "The expert has another room now.",
      answer: "We are sorry for the time you lost. It was the room, not you, and it has been replaced.",
    },
  });
  await system.settle();
}

type First = "completed" | "awaiting_report" | "in_review" | "candidate_no_show" | "expired" | "cancelled";

async function firstWeek(system: System, ada: Person, lives: Record<First, Life>): Promise<void> {
  const held = [lives.completed, lives.awaiting_report, lives.in_review, lives.candidate_no_show];
  for (const [place, life] of held.entries()) await book(life, place);
  await lives.completed.browser?.open("/reschedule");
  await lives.completed.browser?.book(lives.completed.browser.shownTimes().at(6) ?? 0);
  await book(lives.cancelled, 8);
  // Most give no reason, and what is said of it then must be said, too.
  await lives.cancelled.browser?.cancel("");
  await system.settle();
  const absent = lives.candidate_no_show.interviewId;
  goTo(system, (await startOf(ada, lives.candidate_no_show)) + 16 * minute * 1000);
  await system.settle();
  const waiting = await expertOf(system, ada, absent);
  await waiting.call(expertApi.markNoShow, { params: { interviewId: absent } });
  for (const { interviewId } of [lives.completed, lives.in_review]) {
    const { state } = await ada.call(interviewApi.getInterview, { params: { interviewId } });
    if (state === "scheduled" || state === "live") await letItEnd(system, ada, interviewId);
    await writeReport(await expertOf(system, ada, interviewId), interviewId);
  }
  // Over the window in which Xander could have booked.
  system.advance(8 * 24 * 60 * minute);
  await system.settle();
  await beRated(system, lives);
}

async function secondWeek(
  system: System,
  ada: Person,
  lives: Record<"invited" | "blocked" | "proposed" | "scheduled" | "live", Life>,
): Promise<void> {
  await book(lives.live, 0);
  const on = new Date(system.clock.now() + 72 * 3_600_000).toISOString().slice(0, 10);
  await book(lives.scheduled, 4, on);
  const { browser } = lives.proposed;
  await browser?.open("/propose");
  const sunday = sundayAhead(system.clock.now());
  await browser?.submit("/propose", { on: sunday, from: "10:00", to: "14:00", comment: "After lunch is best." });
  await system.settle();
  await browser?.open();
  goTo(system, (await startOf(ada, lives.live)) + 5 * minute * 1000);
  await system.settle();
}

async function furnish(ada: Person): Promise<void> {
  await ada.call(accountApi.createApiKey, { body: { name: "Careers page", scopes: ["read"] } });
}
