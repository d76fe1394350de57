/** Who could take over what is booked, by name and with the reason, for operators. */
import type { SchedulingDeps } from "./book.ts";
import { replacementsFor, replacementWords } from "./replacements.ts";
import { situationOf } from "./situation.ts";

export interface NamedReplacement {
  expertId: string;
  name: string;
  zone: string;
  how: "free" | "standby" | "short_notice";
  why: string;
}

export async function namedReplacements(deps: SchedulingDeps, interviewId: string): Promise<NamedReplacement[]> {
  const { service } = deps.database;
  const situation = await situationOf(service, interviewId);
  if (!situation?.booking) return [];
  const roster = await deps.experts.current();
  const { booking } = situation;
  const found = await replacementsFor(service, roster, situation, { booking, now: deps.clock.now() });
  return found.map((one) => {
    const expert = roster.byId.get(one.expertId);
    const { expertId, how } = one;
    return { expertId, how, name: expert?.name ?? "", zone: expert?.zone ?? "UTC", why: replacementWords(one) };
  });
}
