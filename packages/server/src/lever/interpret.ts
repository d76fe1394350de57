/**
 * From what Lever shows and what we know to what happens: a pure function, read as a table from top to bottom. Webhooks,
 * poll and people only make us look; what follows depends on the opportunity alone, so their order does not matter. It
 * decides which events happen, never what they do to an interview.
 */
import {
  blockReasonsFor,
  minutes,
  isSameAddress,
  isWrittenTo,
  leavableStates,
  usableEmail,
  type BlockReason,
  type InterviewEvent,
  type InterviewState,
  type LeaveCause,
  type PositionSettings,
  type PositionState,
} from "@interviewvector/domain";
import type { ArchivedEnd } from "../interview/archived-end.ts";
import { MOST_MOVES, mostWithin } from "./crowd.ts";
import { isCertain, type Missing } from "./missing.ts";
import { eachOnce, notShownYet, type Move } from "./not-shown.ts";
import { because, type Reason } from "./reason.ts";
import { entryInto, leftAt, type Seen, type SeenOpportunity } from "./seen.ts";

export interface Situation {
  /** The connection's words; `connectedAt` in ms. */
  rules: {
    stageId: string | null;
    stageName: string;
    /** Stages that were ours and are not in Lever any more. */
    goneStages: readonly string[];
    connectedAt: number;
    leaveGraceMs: number;
  };
  seen: Seen;
  /** Of the posting that the opportunity has applied to, else of its last interview; null when there is neither. */
  position: KnownPosition | null;
  candidate: KnownCandidate | null;
  /** Of this opportunity, oldest first. */
  interviews: KnownInterview[];
  hint: Hint;
}

export interface KnownPosition {
  id: string;
  /** Its posting is the opportunity's own and carries the tag. */
  tagged: boolean;
  state: PositionState;
  /** ms */
  activatedAt: number | null;
  settings: PositionSettings;
  /** Numbers of the rounds, ascending. */
  rounds: number[];
  /** Entries of the ten minutes around this one that nobody has confirmed, ms; of other opportunities. */
  entriesNear: number[];
  /** Opportunities of this connection that may have been moved too, and are still to be read. */
  movesPending: number;
}

export interface KnownCandidate {
  emails: string[];
  bouncedEmails: string[];
  hasResume: boolean;
}

export interface KnownInterview {
  id: string;
  state: InterviewState;
  /** ms */
  enteredAt: number;
  /** The stage they entered; null: not known. */
  stageId: string | null;
  roundNumber: number;
  leavingAt: number | null;
  startsAt: number | null;
  blockedReasons: BlockReason[];
  /** Somebody confirmed that the move was meant. */
  confirmed: boolean;
  /** Its personal data are gone already. */
  erased: boolean;
  /** It was cancelled because the candidate was archived. */
  archivedEnd: ArchivedEnd;
  /** A redo: when somebody asked for it. */
  askedAt: number | null;
}

/** What made us look. */
export interface Hint {
  /** What webhooks said, each once. */
  moves: Move[];
  /** Told of before, and to be looked at again by themselves. */
  laterMoves: Move[];
  /** Told of lately and done with: an answer that lacks one of them is older than one that we had. */
  handledMoves: Move[];
  /** Somebody asked for this very candidate. */
  byPerson: boolean;
  missing: Missing;
}

export type Step =
  | { do: "happen"; interviewId: string; event: InterviewEvent }
  | { do: "enter"; enteredAt: number; roundNumber: number; reasons: BlockReason[] }
  /** The person is gone from Lever: what is kept of them here goes too. */
  | { do: "erase" };

export interface Interpretation {
  steps: Step[];
  /** Kept with the delivery when nothing happens; null: something does. */
  reason: Reason | null;
  /** Those that Lever does not show yet. */
  lookAgain: Move[];
  /** Not found, and not sure to be gone. */
  lookForMissing?: boolean;
  /** Held only because others are still to be read: looked at again once they were. */
  lookLater?: boolean;
}

const MOST_LOOKS = 2;

const leavable: readonly InterviewState[] = leavableStates;
/** A round that was held: the next entry is for the round after it. */
const held: readonly InterviewState[] = ["awaiting_report", "in_review", "completed"];

export function interpret(situation: Situation): Interpretation {
  const { seen, rules } = situation;
  if (seen.kind === "gone") return isMissing(situation);
  if (seen.anonymized) return leaves(situation, "deleted", because("anonymised"));
  const unseen = unseenMoves(situation.hint, seen);
  if (unseen.length > 0) {
    const lookAgain = unseen.filter((move) => !situation.hint.laterMoves.includes(move));
    return { ...nothing(because("notShownYet")), lookAgain };
  }
  if (seen.archived?.hired) return leaves(situation, "hired", because("hired"));
  if (seen.archived) return leaves(situation, "archived", because("archived"));
  const active = situation.interviews.findLast((interview) => leavable.includes(interview.state));
  if (seen.confidential && !active) return nothing(because("confidential"));
  if (active && active.stageId !== null && active.stageId !== rules.stageId)
    return fromFormerStage(situation, seen, active);
  if (rules.stageId === null) return nothing(because("noStage", rules.stageName));
  const stands = seen.stage.id === rules.stageId;
  const enteredAt = entryInto(seen, rules.stageId);
  if (!stands || enteredAt === null)
    return leaves(
      { ...situation, interviews: notAskedSince(situation.interviews, leftAt(seen, rules.stageId)) },
      "moved",
      because("elsewhere", seen.stage.name, rules.stageName),
    );
  return active ? staysOrReturns(situation, seen, { active, enteredAt }) : enters(situation, seen, enteredAt);
}

/** Entered a stage that was removed since, or that is not the connection's any more: it counts for them as long as it stands. */
function fromFormerStage(situation: Situation, seen: SeenOpportunity, active: KnownInterview): Interpretation {
  const { stageId, goneStages } = situation.rules;
  const news = contactNews(situation, seen, active);
  const enteredAt = stageId === null ? null : entryInto(seen, stageId);
  const back = (at: number): Interpretation => ({
    ...news,
    steps: [{ do: "happen", interviewId: active.id, event: { type: "cameBack", enteredAt: at } }, ...news.steps],
  });
  if (seen.stage.id === stageId && enteredAt !== null) return back(enteredAt);
  if (seen.stage.id === active.stageId) return active.leavingAt === null ? news : back(active.enteredAt);
  if (active.stageId !== null && goneStages.includes(active.stageId)) return nothing(because("stageRemoved"));
  return leaves(situation, "moved", because("elsewhere", seen.stage.name, situation.rules.stageName));
}

/** Nobody's interview ends, and nothing of theirs is erased, because of one wrong answer. */
function isMissing(situation: Situation): Interpretation {
  const isOpen = situation.interviews.some(({ state }) => leavable.includes(state));
  if (!isOpen || isCertain(situation.hint.missing)) return leaves(situation, "deleted", because("gone"));
  return { ...nothing(because("notFound")), lookForMissing: true };
}

const happens: Interpretation = { steps: [], reason: null, lookAgain: [] };

function nothing(reason: Reason): Interpretation {
  return { steps: [], reason, lookAgain: [] };
}

/** In or out: while a move may still be about to show, nothing is done on old news. It is not waited for without end. */
function unseenMoves({ moves, laterMoves, handledMoves }: Hint, seen: SeenOpportunity): Move[] {
  const told = eachOnce([...handledMoves, ...moves, ...laterMoves]);
  return notShownYet(told, seen).filter(({ looks }) => looks < MOST_LOOKS);
}

/** Who asks for a redo of somebody who has moved on knows that they have: that move does not end it. */
function notAskedSince(interviews: readonly KnownInterview[], left: number | null): KnownInterview[] {
  return interviews.filter(({ askedAt }) => askedAt === null || left === null || askedAt < left);
}

function leaves({ interviews }: Situation, cause: LeaveCause, reason: Reason): Interpretation {
  const concerned = interviews.filter(
    ({ state, leavingAt }) =>
      leavable.includes(state) && (leavingAt === null || (cause === "deleted" && state !== "live")),
  );
  const steps = concerned.map(({ id }): Step => ({
    do: "happen",
    interviewId: id,
    event: { type: "leftStage", cause },
  }));
  const erasing = cause === "deleted" && interviews.some(({ erased }) => !erased);
  return { steps: erasing ? [...steps, { do: "erase" }] : steps, reason, lookAgain: [] };
}

interface Standing {
  active: KnownInterview;
  enteredAt: number;
}

function staysOrReturns(situation: Situation, seen: SeenOpportunity, { active, enteredAt }: Standing): Interpretation {
  const news = contactNews(situation, seen, active);
  const cameBack: Step = { do: "happen", interviewId: active.id, event: { type: "cameBack", enteredAt } };
  if (enteredAt < active.enteredAt) return nothing(because("olderState"));
  if (enteredAt === active.enteredAt) {
    if (active.leavingAt === null) return news;
    return { ...news, steps: [cameBack, ...news.steps] };
  }
  if (isSlip(situation, seen, { active, enteredAt })) return { ...news, steps: [cameBack, ...news.steps] };
  const entered = enters(situation, seen, enteredAt);
  const left: Step = { do: "happen", interviewId: active.id, event: { type: "leftStage", cause: "reentered" } };
  return { ...entered, steps: [left, ...entered.steps] };
}

/** Moved out and back within the grace, or during the meeting, which nothing here may end. */
function isSlip({ rules }: Situation, seen: SeenOpportunity, { active, enteredAt }: Standing): boolean {
  if (active.state === "live") return true;
  if (active.leavingAt !== null) return enteredAt <= active.leavingAt;
  const left = seen.changes.find(({ at }) => at > active.enteredAt);
  if (!left) return true;
  const near = active.startsAt !== null && active.startsAt - left.at <= minutes(30);
  return enteredAt - left.at <= (near ? 0 : rules.leaveGraceMs);
}

/** The same entry, read again: a blocked one may go on, whoever was written to may have another address. */
function contactNews(situation: Situation, seen: SeenOpportunity, active: KnownInterview): Interpretation {
  const happen = (event: InterviewEvent): Interpretation => ({
    steps: [{ do: "happen", interviewId: active.id, event }],
    reason: null,
    lookAgain: [],
  });
  if (active.state === "blocked") {
    const crowd = active.confirmed ? "none" : crowdAt(situation, active.enteredAt);
    const reasons = reasonsNow(situation, seen, crowd !== "none");
    const lookLater = crowd === "pending" && reasons.includes("awaiting_confirmation");
    const same =
      reasons.length === active.blockedReasons.length && reasons.every((one) => active.blockedReasons.includes(one));
    if (same && reasons.length > 0) return { ...nothing(because("stillBlocked", reasons)), lookLater };
    return { ...happen({ type: "factsRead", reasons }), lookLater };
  }
  if (situation.candidate && isWrittenTo(active.state)) {
    const event = addressNews(situation.candidate, seen.emails);
    if (event !== null) return happen(event);
  }
  return nothing(because("unchanged", active.state));
}

/** By the address that we may write to; null: it is the one it was, or there was none. */
export function addressNews(known: KnownCandidate, emails: readonly string[]): InterviewEvent | null {
  const now = usableEmail({ emails, bouncedEmails: known.bouncedEmails });
  const before = usableEmail(known);
  if (now === null) return before === null ? null : { type: "addressRemoved" };
  return isSameAddress(now, before) ? null : { type: "contactChanged" };
}

/** What stands in the way of an invitation now; `waits`: also somebody's confirmation of so many at once. */
export function reasonsNow(situation: Situation, seen: SeenOpportunity, waits: boolean): BlockReason[] {
  const { position, candidate } = situation;
  if (position === null) return ["inactive"];
  const reasons = blockReasonsFor(
    {
      state: position.tagged ? position.state : "inactive",
      settings: position.settings,
      roundsLeft: nextRound(situation) !== null,
    },
    {
      emails: seen.emails,
      phones: seen.phones.map(({ value }) => value),
      hasResume: seen.hasResume ?? candidate?.hasResume ?? false,
      bouncedEmails: candidate?.bouncedEmails ?? [],
    },
  );
  return reasons.length === 0 && waits ? ["awaiting_confirmation"] : reasons;
}

function enters(situation: Situation, seen: SeenOpportunity, enteredAt: number): Interpretation {
  const { position, interviews, hint, rules } = situation;
  const known = interviews.findLast((interview) => interview.enteredAt >= enteredAt);
  if (known?.archivedEnd === "archived" && !known.erased)
    return { ...happens, steps: [{ do: "happen", interviewId: known.id, event: { type: "unarchived" } }] };
  if (known) return nothing(because("hadInterview", known.state));
  if (seen.postingId === null) return nothing(because("noApplication"));
  if (!position?.tagged) return nothing(because("untagged"));
  if (!hint.byPerson && enteredAt < rules.connectedAt) return nothing(because("beforeConnected"));
  if (!hint.byPerson && position.activatedAt !== null && enteredAt < position.activatedAt)
    return nothing(because("beforeActivated"));
  const crowd = crowdAt(situation, enteredAt);
  const roundNumber = nextRound(situation) ?? (position.rounds.at(-1) ?? 0) + 1;
  const reasons = reasonsNow(situation, seen, crowd !== "none");
  const lookLater = crowd === "pending" && reasons.includes("awaiting_confirmation");
  return { steps: [{ do: "enter", enteredAt, roundNumber, reasons }], reason: null, lookAgain: [], lookLater };
}

/** The first round that this opportunity has not been through; null when none is left. */
export function nextRound({ position, interviews }: Pick<Situation, "position" | "interviews">): number | null {
  const done = new Set(interviews.filter(({ state }) => held.includes(state)).map(({ roundNumber }) => roundNumber));
  return position?.rounds.find((number) => !done.has(number)) ?? null;
}

/**
 * Is this one of more than fifty moves within ten minutes? What was read already tells it by itself, in whatever order and by
 * whichever process it was read; what is still to be read may turn out to be another position's, and is looked at again.
 */
function crowdAt({ position, hint }: Situation, enteredAt: number): "none" | "entries" | "pending" {
  if (position === null || position.state !== "active" || hint.byPerson) return "none";
  const read = mostWithin([...position.entriesNear, enteredAt], enteredAt);
  if (read > MOST_MOVES) return "entries";
  return read + position.movesPending > MOST_MOVES ? "pending" : "none";
}
