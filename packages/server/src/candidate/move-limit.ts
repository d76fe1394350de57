/** Until when and how often the time may be changed: said before it bites. */
import { isRefusal, minutes } from "@interviewvector/domain";
import { whenWords } from "../time/wording.ts";
import type { Visit } from "./visit.ts";

export function movesLeftWords({ loaded, mayMove, zone }: Visit): string {
  if (isRefusal(mayMove)) return mayMove.words;
  const { interview, rules } = loaded;
  const left = rules.maxReschedules - interview.reschedules;
  const until = (interview.booking?.startAt ?? 0) - minutes(rules.rescheduleCutoffMinutes);
  const often = left === 1 ? "once more" : `${left} more times`;
  return `You can change the time ${often}, until ${whenWords(until, zone)}.`;
}
