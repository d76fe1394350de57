/**
 * What can be done to an opportunity. All answers are narrowed to `ChangedOpportunity`, because Lever blanks the person's
 * data in most of them. `performAs` is the user id the change is attributed to; without it, it is the app's.
 * Each of them sets a state, so repeating one does no harm. All need scope `opportunities:write:admin`.
 * Lever: https://hire.lever.co/developer/documentation#opportunities
 */
import type { Wire } from "../wire/wire.ts";
import { changedOpportunity } from "./opportunity-shape.ts";
import type { ChangedOpportunity } from "./opportunity-shape.ts";

export interface OptionalActor {
  readonly performAs?: string | undefined;
}

export interface Archiving {
  /** Archive reason id; null takes the opportunity out of the archive. A new reason replaces the old one. */
  readonly reason: string | null;
  /** True also removes pending interviews. */
  readonly cleanInterviews?: boolean;
  /** Hires against this requisition. */
  readonly requisitionId?: string;
}

export function opportunityActions(wire: Wire) {
  const act = (method: "PUT" | "POST", name: string) => (opportunityId: string, json: object, by: OptionalActor) =>
    wire.one(
      {
        method,
        path: `/opportunities/:opportunity/${name}`,
        ids: { opportunity: opportunityId },
        query: { perform_as: by.performAs },
        json,
      },
      changedOpportunity,
    );
  const mark = (name: string, key: "tags" | "links" | "sources") => {
    const call = act("POST", name);
    return (opportunityId: string, values: readonly string[], by: OptionalActor = {}): Promise<ChangedOpportunity> =>
      call(opportunityId, { [key]: values }, by);
  };
  const stage = act("PUT", "stage");
  const archived = act("PUT", "archived");
  return {
    /**
     * Moves to a stage; an archived one stays archived. Throws LeverError.
     * Lever: https://hire.lever.co/developer/documentation#update-opportunity-stage
     */
    setStage: (opportunityId: string, stageId: string, by: OptionalActor = {}): Promise<ChangedOpportunity> =>
      stage(opportunityId, { stage: stageId }, by),

    /**
     * Archives, or un-archives with `reason: null`. Throws LeverError.
     * Lever: https://hire.lever.co/developer/documentation#update-opportunity-archived-state
     */
    archive: (opportunityId: string, archiving: Archiving, by: OptionalActor = {}): Promise<ChangedOpportunity> =>
      archived(opportunityId, archiving, by),

    /** Case matters; a new tag comes into being. Lever: https://hire.lever.co/developer/documentation#update-opportunity-tags */
    addTags: mark("addTags", "tags"),
    /** Lever: https://hire.lever.co/developer/documentation#update-opportunity-tags */
    removeTags: mark("removeTags", "tags"),
    /**
     * Links belong to the contact: they show on all opportunities of the person.
     * Lever: https://hire.lever.co/developer/documentation#update-contact-links-by-opportunity
     */
    addLinks: mark("addLinks", "links"),
    /** Lever: https://hire.lever.co/developer/documentation#update-contact-links-by-opportunity */
    removeLinks: mark("removeLinks", "links"),
    /** Lever: https://hire.lever.co/developer/documentation#update-opportunity-sources */
    addSources: mark("addSources", "sources"),
    /** Lever: https://hire.lever.co/developer/documentation#update-opportunity-sources */
    removeSources: mark("removeSources", "sources"),
  };
}
