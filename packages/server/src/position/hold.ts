/**
 * What a position that stops, goes on, or gives another time to book means for its interviews. It is told to each through the ledger,
 * in the transaction that changes the position: nobody is forgotten when the process dies, and who books at this very moment is asked
 * as well.
 */
import {
  writtenToStates,
  type InterviewEvent,
  type PositionSettings,
  type PostingEndCause,
} from "@interviewvector/domain";
import type { Tx } from "../db/database.ts";
import { addEffects } from "../effects/ledger.ts";

export interface HoldDeps {
  newId: () => string;
  clock: { now(): number };
}

/** What is booked is asked about. A booking that commits while we do this is seen by the event, since it waits for that lock. */
export async function tellEnded(deps: HoldDeps, tx: Tx, positionId: string, cause: PostingEndCause): Promise<void> {
  await tell(deps, tx, positionId, { type: "postingEnded", cause, endedAt: deps.clock.now() });
}

/** Open questions are withdrawn; who chooses has the time that was left when it stopped. */
export async function tellReopened(deps: HoldDeps, tx: Tx, positionId: string, heldSince: Date | null): Promise<void> {
  const heldAt = heldSince?.getTime() ?? deps.clock.now();
  await tell(deps, tx, positionId, { type: "positionReopened", heldAt });
}

/** Who has not booked yet has by so much more or less time to, and for the interview, as the position's settings say now. */
export async function tellWindow(
  deps: HoldDeps,
  tx: Tx,
  positionId: string,
  { before, after }: { before: PositionSettings; after: PositionSettings },
): Promise<void> {
  const bookDays = after.bookWithinDays - before.bookWithinDays;
  const interviewDays = after.interviewWithinDays - before.interviewWithinDays;
  if (bookDays === 0 && interviewDays === 0) return;
  await tell(deps, tx, positionId, { type: "windowEdited", bookDays, interviewDays, editedAt: deps.clock.now() });
}

async function tell({ newId, clock }: HoldDeps, tx: Tx, positionId: string, event: InterviewEvent): Promise<void> {
  const rows = await tx
    .selectFrom("interviews")
    .select(["id", "company_id"])
    .where("position_id", "=", positionId)
    .where("state", "in", writtenToStates)
    .execute();
  const now = clock.now();
  await addEffects(
    tx,
    rows.map((row) => {
      const id = newId();
      const key = `interview:${row.id}:interview.timer:${event.type}:${id}`;
      return {
        id,
        key,
        kind: "interview.timer",
        lane: key,
        payload: { event },
        runAt: now,
        companyId: row.company_id,
        interviewId: row.id,
      };
    }),
  );
}
