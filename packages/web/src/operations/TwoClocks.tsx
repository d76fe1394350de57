/** Said only where the world's time was advanced: two clocks rule the ledger, and a reader must know which. */
import { Notice } from "../look/Notice.tsx";
import { spanWords } from "../time.ts";

const MINUTE_MS = 60_000;

export const isAhead = (aheadMs: number): boolean => Math.abs(aheadMs) > MINUTE_MS;

export function TwoClocks({ aheadMs }: { aheadMs: number }) {
  if (!isAhead(aheadMs)) return null;
  return (
    <div className="mb-4">
      <Notice
        tone="quiet"
        title={`This world’s clock is ${spanWords(aheadMs)} ${aheadMs > 0 ? "ahead of" : "behind"} the real one`}
      >
        “When” counts by the clock that rules it: what is due by this world’s, a wait after a failure by the real one.
        “Since” and attempts are real time.
      </Notice>
    </div>
  );
}
