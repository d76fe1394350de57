/** How a transition is written down: the changed interview, what it owes to the outside, and the sentence on the timeline. */
import { byDay } from "../civil.ts";
import type { Actor, InterviewEvent } from "./event.ts";
import { effectKey, effectName, laneOf, type Effect, type EffectRequest } from "./effect.ts";
import { holdsBooking, type Interview, type Rules } from "./state.ts";

/** IANA zones; the expert's is that of who holds the interview after the event. */
export interface Zones {
  candidate: string;
  expert: string;
}

/** `now` in ms; the rules that hold now; who or what brought the event. */
export interface Circumstances {
  now: number;
  zones: Zones;
  actor: Actor;
  rules: Rules;
}

export interface Decision {
  interview: Interview;
  effects: Effect[];
  words: string;
}

export interface Timed {
  at: number;
  event: InterviewEvent;
}

/**
 * Builds a decision: raises the version and makes each effect's key from it. A request that stands twice in one event gets its
 * place as part of its key. What is owed `byDay` to the candidate waits for their morning when it is night there.
 */
export function decide(
  interview: Interview,
  circumstances: Circumstances,
  change: Partial<Interview>,
  owed: { words: string; requests?: EffectRequest[]; timers?: Timed[]; byDay?: EffectRequest[] },
): Decision {
  const version = interview.version + 1;
  const timers = (owed.timers ?? []).filter((timer) => timer.at > circumstances.now);
  const requests = [...(owed.requests ?? []), ...statusRequest(interview, change, circumstances)];
  const effects = [
    ...withEntries(requests).map((request) => ({ request, runAt: circumstances.now })),
    ...(owed.byDay ?? []).map((request) => ({
      request,
      runAt: byDay(circumstances.now, circumstances.zones.candidate),
    })),
    ...timers.map((timer) => ({ request: { kind: "interview.timer", event: timer.event } as const, runAt: timer.at })),
  ].map(({ request, runAt }, place) => ({
    key: effectKey(request, version, place),
    name: effectName(request),
    lane: laneOf(request),
    runAt,
    request,
  }));
  const changed = { ...interview, ...change, version };
  // The question is about a time that is booked no more, or over.
  if (!sameBooking(interview, changed) || !holdsBooking(changed.state)) changed.atsQuestion = null;
  if (changed.state !== "scheduled") changed.postingQuestion = null;
  // Whoever is not blocked has no reasons to be.
  if (changed.state !== "blocked") changed.blockedReasons = [];
  return { interview: changed, effects, words: owed.words };
}

function sameBooking({ booking: before }: Interview, { booking: after }: Interview): boolean {
  return before?.id === after?.id && before?.startAt === after?.startAt && before?.expertId === after?.expertId;
}

/** Last of all, so that no note or mail waits for it; the first event of an interview begins its state. */
function statusRequest(
  { state, version }: Interview,
  change: Partial<Interview>,
  { rules }: Circumstances,
): EffectRequest[] {
  const changed = version === 0 || (change.state ?? state) !== state;
  return rules.statusInAts && changed ? [{ kind: "ats.status" }] : [];
}

/** Whoever gets a calendar entry by mail, or a change of it, has it in their own calendar as well. */
function withEntries(requests: EffectRequest[]): EffectRequest[] {
  const entries = requests.flatMap((request): EffectRequest[] =>
    request.kind === "mail.expert" && "sequence" in request
      ? [{ kind: "calendar.write", expertId: request.expertId }]
      : [],
  );
  return [...requests, ...entries];
}

export function actorName(actor: Actor): string {
  switch (actor.kind) {
    case "system":
      return "InterviewVector";
    case "ats":
      return actor.name ?? "Lever";
    case "candidate":
      return "the candidate";
    case "member":
    case "operator":
    case "auditor":
    case "expert":
      return actor.name;
    default:
      return actor satisfies never;
  }
}
