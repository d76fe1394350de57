/** What stands in the way of inviting a candidate: the position's readiness and the contact data in the ATS. */
import type { BlockReason } from "../interview/state.ts";
import type { PositionSettings, PositionState } from "./settings.ts";

export interface CandidateFacts {
  emails: readonly string[];
  phones: readonly string[];
  hasResume: boolean;
  bouncedEmails: readonly string[];
}

/**
 * A plausible address: one @, something on both sides, a dot in the domain, and nothing by which one address is made to look
 * like another or like several (comments, groups, quotes, characters without a shape). Whether it works only a mail tells.
 */
export function isPlausibleEmail(address: string): boolean {
  return plausible.test(address) && address.length <= 254;
}

const plausible =
  /^[^\s@<>"(),:;\\[\]`\p{Cc}\p{Cf}]+@[^\s@<>"'(),:;\\[\]`\p{Cc}\p{Cf}]+\.[^\s@<>"'(),:;\\[\]`\p{Cc}\p{Cf}.]+$/u;

/** No mail server of today tells capital and small letters of a mailbox apart: whoever corrects them means the same one. */
export function isSameAddress(left: string, right: string | null): boolean {
  return left.toLowerCase() === right?.toLowerCase();
}

/** The address we write to: the first plausible one that has not refused our mail. */
export function usableEmail(facts: Pick<CandidateFacts, "emails" | "bouncedEmails">): string | null {
  return facts.emails.find((address) => isPlausibleEmail(address) && !facts.bouncedEmails.includes(address)) ?? null;
}

export function blockReasonsFor(
  position: { state: PositionState; settings: PositionSettings; roundsLeft: boolean },
  facts: CandidateFacts,
): BlockReason[] {
  const reasons: BlockReason[] = [];
  if (position.state === "pending") reasons.push("not_configured");
  if (position.state === "paused") reasons.push("paused");
  if (position.state === "inactive") reasons.push("inactive");
  if (position.state === "active" && !position.roundsLeft) reasons.push("no_round_left");
  const { mandatory } = position.settings;
  // Without an address nobody can be invited, whatever the position says.
  if (!facts.emails.some(isPlausibleEmail)) reasons.push("email_missing");
  else if (usableEmail(facts) === null) reasons.push("address_bounced");
  if (mandatory.includes("phone") && !facts.phones.some((phone) => /\d{3}/.test(phone))) reasons.push("phone_missing");
  if (mandatory.includes("resume") && !facts.hasResume) reasons.push("resume_missing");
  return reasons;
}
