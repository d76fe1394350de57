/**
 * The pipeline's stages. Lever lets nobody make or change them by API: a Super Admin edits the pipeline in the app.
 * Lever: https://hire.lever.co/developer/documentation#stages
 */
import { id, object, text } from "../wire/parse.ts";
import type { Parsed } from "../wire/parse.ts";
import type { Wire } from "../wire/wire.ts";

export const stage = object({
  /** A UUID, or a slug for the stages every account has: `lead-new`, `applicant-new`, `offer`, … */
  id,
  /** Name, unique among active stages. */
  text,
});
export type Stage = Parsed<typeof stage>;

export function stages(wire: Wire) {
  return {
    /**
     * All stages in pipeline order. Scope `stages:read:admin`. Throws LeverError.
     * Lever: https://hire.lever.co/developer/documentation#list-all-stages
     */
    list: (): AsyncGenerator<Stage, void, undefined> => wire.list({ method: "GET", path: "/stages" }, stage),

    /**
     * Throws LeverError, `not_found` for a stage that is gone.
     * Lever: https://hire.lever.co/developer/documentation#stages
     */
    get: (stageId: string): Promise<Stage> =>
      wire.one({ method: "GET", path: "/stages/:stage", ids: { stage: stageId } }, stage),
  };
}
