/**
 * Lever says that it has no such candidate, of somebody whose interview is open. One wrong answer must not end an interview: it is
 * asked again twice, some seconds and a minute later, unless Lever told of the deletion in another way too. Erasing takes its
 * time and asks once more in any case, so that it needs no such look where no interview is open. Pure.
 */
import type { DeliveryData } from "./delivery.ts";

/** What is known of a deletion besides that the candidate is not found now. */
export interface Missing {
  /** A webhook, or Lever's listing of deletions, said so too. */
  told: boolean;
  /** How often we looked again already because of it. */
  looks: number;
}

export const nothingMissing: Missing = { told: false, looks: 0 };

/** Before the second look and the third. */
export const lookAgainMs: readonly number[] = [5_000, 60_000];
const tellsOfIt = ["candidateDeleted", "deleted"];

interface Told {
  event: string;
  data: DeliveryData;
}

export function missingOf(waiting: readonly Told[]): Missing {
  return {
    told: waiting.some(({ event }) => tellsOfIt.includes(event)),
    looks: Math.max(0, ...waiting.map(({ data }) => data.notFound ?? 0)),
  };
}

export function isCertain({ told, looks }: Missing): boolean {
  return told || looks >= lookAgainMs.length;
}
