/** How many times a setting of a position would give in the next seven days, and by how many experts; or why none. */
import { days } from "@interviewvector/domain";
import type { SchedulingDeps } from "./book.ts";
import { imagined, type SlotCountInput } from "./imagined.ts";
import { eligibleExperts, offeredStarts } from "./offers.ts";
import { whyNone } from "./why-none.ts";

export async function countSlots(
  { experts, clock }: Pick<SchedulingDeps, "experts" | "clock">,
  input: SlotCountInput,
): Promise<{ slots: number; experts: number; words: string }> {
  const now = clock.now();
  const roster = await experts.current();
  const situation = imagined(input);
  const question = { now, toAt: now + days(7) };
  const slots = offeredStarts(roster, situation, question).length;
  const fitting = eligibleExperts(roster, situation).length;
  const words = slots > 0 ? countWords(slots, fitting) : whyNone(roster, situation, question);
  return { slots, experts: fitting, words };
}

function countWords(slots: number, experts: number): string {
  return `${slots} ${slots === 1 ? "slot" : "slots"} in the next 7 days, by ${experts} ${experts === 1 ? "expert" : "experts"} who fit${experts === 1 ? "s" : ""}.`;
}
