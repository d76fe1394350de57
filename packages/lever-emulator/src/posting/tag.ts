/** How an opportunity comes by its posting's tags. */
import type { Act } from "../core.ts";
import type { Posting } from "../state/records.ts";

/** In the recorded order: title, department, team, location, commitment, then the posting's own tags. */
export function postingTags(posting: Posting): string[] {
  const { department, team, location, commitment } = posting.categories;
  const tags = [posting.text, department, team, location, commitment, ...posting.tags];
  return [...new Set(tags.filter((tag) => tag !== null && tag !== ""))] as string[];
}

/** After a change of the posting: what it no longer has goes, what is new comes last, the rest keeps its place. */
export function passOnTags(act: Act, posting: Posting, before: string[]): void {
  const after = postingTags(posting);
  const gone = new Set(before.filter((tag) => !after.includes(tag)));
  const added = after.filter((tag) => !before.includes(tag));
  for (const application of Object.values(act.account.applications)) {
    const opportunity = act.account.opportunities[application.opportunityId];
    if (application.posting !== posting.id || application.archived || !opportunity) continue;
    const kept = opportunity.postingTags.filter((tag) => !gone.has(tag));
    opportunity.postingTags = [...new Set([...kept, ...added])].filter((tag) => !opportunity.tags.includes(tag));
    opportunity.updatedAt = act.core.clock.now();
  }
}
