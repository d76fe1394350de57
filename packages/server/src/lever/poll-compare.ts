/**
 * Does what a listing shows differ from what we believe? Pure. The poll reads an opportunity only then, so that our own
 * writes, which also count as changes in Lever, cost nothing.
 */
import { leavableStates, type InterviewState } from "@interviewvector/domain";
import type { ArchivedEnd } from "../interview/archived-end.ts";
import { entryInto, leftAt } from "./seen.ts";

export interface Polled {
  id: string;
  stage: { id: string; name: string };
  changes: { toStageId: string; at: number }[];
  advancedAt: number;
  archived: boolean;
  confidential: boolean;
  anonymized: boolean;
  postingId: string | null;
  name: string;
  emails: readonly string[];
  phones: readonly string[];
  ownerId: string | null;
}

export interface Believed {
  stageId: string;
  /** ms */
  connectedAt: number;
  /** By posting id; a posting that is missing here was never read. */
  postings: ReadonlyMap<string, { tagged: boolean; activatedAt: number | null }>;
  /** Of this opportunity, oldest first. */
  interviews: readonly BelievedInterview[];
}

export interface BelievedInterview {
  state: InterviewState;
  enteredAt: number;
  leavingAt: number | null;
  name: string;
  emails: readonly string[];
  phones: readonly string[];
  ownerId: string | null;
  erased: boolean;
  archivedEnd: ArchivedEnd;
  /** A redo: when somebody asked for it. */
  askedAt: number | null;
}

const leavable: readonly InterviewState[] = leavableStates;

/** What a listing shows that we did not know; the word that the delivery carries. */
export type News = "moved" | "archived" | "unarchived" | "contactChanged" | "ownerChanged" | "anonymized";

/** Null: nothing new. */
export function newsIn(polled: Polled, believed: Believed): News | null {
  const { stageId, interviews } = believed;
  if (polled.anonymized) return interviews.some(({ erased }) => !erased) ? "anonymized" : null;
  const stands = polled.stage.id === stageId && !polled.archived;
  const enteredAt = stands ? entryInto(polled, stageId) : null;
  const active = interviews.findLast(({ state }) => leavable.includes(state));
  if (active && enteredAt === null) {
    if (polled.archived) return active.leavingAt === null ? "archived" : null;
    const left = leftAt(polled, stageId);
    const askedSince = active.askedAt !== null && left !== null && active.askedAt >= left;
    return active.leavingAt === null && !askedSince ? "moved" : null;
  }
  if (active && enteredAt !== null) return newsOf(polled, active, enteredAt);
  const last = interviews.at(-1);
  if (enteredAt !== null && last?.archivedEnd === "archived" && !last.erased && last.enteredAt >= enteredAt)
    return "unarchived";
  return enteredAt !== null && isNewEntry(polled, believed, enteredAt) ? "moved" : null;
}

function newsOf(polled: Polled, active: BelievedInterview, enteredAt: number): News | null {
  if (enteredAt !== active.enteredAt || active.leavingAt !== null) return "moved";
  const samePerson =
    polled.name === active.name && same(polled.emails, active.emails) && same(polled.phones, active.phones);
  if (!samePerson) return "contactChanged";
  return polled.ownerId === active.ownerId ? null : "ownerChanged";
}

function same(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && left.every((value, place) => value === right[place]);
}

function isNewEntry(polled: Polled, { interviews, postings, connectedAt }: Believed, enteredAt: number): boolean {
  if (polled.confidential || polled.postingId === null || enteredAt < connectedAt) return false;
  if (interviews.some((interview) => interview.enteredAt >= enteredAt)) return false;
  const posting = postings.get(polled.postingId);
  if (!posting) return true;
  return posting.tagged && (posting.activatedAt === null || enteredAt >= posting.activatedAt);
}
