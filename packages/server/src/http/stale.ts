/**
 * Two windows with the same form: whoever saves second would undo what the first one saved, and nobody would know. A form says
 * with a mark what it was filled with; a save that is based on something older is refused. Programs may leave the mark away.
 */
import { createHash } from "node:crypto";
import { refuse } from "@interviewvector/domain";
import { refused } from "./problem.ts";

export function markOf(value: unknown): string {
  return createHash("sha256").update(JSON.stringify(value)).digest("base64url").slice(0, 16);
}

/** Ask it under the lock of what is about to be saved. `what`: "This position". */
export function refuseStale(basedOn: string | undefined, mark: string, what: string): void {
  if (basedOn === undefined || basedOn === mark) return;
  throw refused(
    refuse(
      "stale",
      `${what} was changed in another window or by somebody else. Load the page anew, and change it there.`,
    ),
  );
}
