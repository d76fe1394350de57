/** The small things that every act on an opportunity needs: its time stamps, its ids for webhooks, its applications. */
import type { Act } from "../core.ts";
import type { Application, Opportunity } from "../state/records.ts";
import { of } from "../state/state.ts";

/** Notes, feedback and interviews are interactions; tags and sources are not. */
export function touch(act: Act, opportunity: Opportunity, interaction: boolean): void {
  const at = act.core.clock.now();
  if (interaction) opportunity.lastInteractionAt = at;
  opportunity.updatedAt = at + (interaction ? 1 : 0);
  act.core.changed();
}

export function activeApplications(act: Act, opportunity: Opportunity): Application[] {
  return of(act.account.applications, opportunity.id).filter((application) => application.archived === null);
}

/** The ids that every candidate event carries. `candidateId` is the opportunity's id under its old name. */
export function subject(opportunity: Opportunity) {
  return { opportunityId: opportunity.id, candidateId: opportunity.id, contactId: opportunity.contact };
}
