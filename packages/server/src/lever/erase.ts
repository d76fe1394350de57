/**
 * A person was deleted or anonymised in Lever: some minutes later, when the mails that end a booking are out, Lever is asked
 * once more whether it is so, and everything personal is erased here. Within the hour in any case.
 */
import { minutes } from "@interviewvector/domain";
import { LeverError } from "@interviewvector/lever";
import type { Tx } from "../db/database.ts";
import { addEffects } from "../effects/ledger.ts";
import type { Handler, Outcome } from "../effects/effect.ts";
import type { Door } from "../interview/act.ts";
import { eraseOpportunity, type Erasing } from "../interview/erase.ts";
import { NotConnectedError, type Connections } from "./connection/open.ts";
import { lockOpportunity } from "./known.ts";
import { outcomeOf } from "./write/outcome.ts";

export const ERASE_AFTER_MS = minutes(10);
/** So long Lever may be out of reach before what it told us is taken at its word. */
const ASK_FOR_MS = minutes(30);

export async function addErasure(
  { clock, newId }: Door,
  tx: Tx,
  { companyId, connectionId, opportunityId }: Erasing & { companyId: string },
): Promise<void> {
  const open = await tx
    .selectFrom("effects")
    .select("id")
    .where("lane", "=", laneOf({ connectionId, opportunityId }))
    .where("state", "in", ["pending", "running", "unsure"])
    .executeTakeFirst();
  if (open) return;
  const id = newId();
  await addEffects(tx, [
    {
      id,
      kind: "lever.erase",
      key: `lever.erase:${id}`,
      lane: laneOf({ connectionId, opportunityId }),
      payload: { connectionId, opportunityId },
      runAt: clock.now() + ERASE_AFTER_MS,
      // Not parked with the connection: that it is broken must not keep anybody's data.
      companyId,
    },
  ]);
}

function laneOf({ connectionId, opportunityId }: Erasing): string {
  return `erase:${connectionId}:${opportunityId}`;
}

export interface EraseDeps {
  door: Door;
  connections: Connections;
}

export function eraseHandler({ door, connections }: EraseDeps): Handler {
  return {
    kind: "lever.erase",
    repeatable: true,
    async run(effect): Promise<Outcome> {
      const about = effect.payload as unknown as Erasing;
      const asked = await askAgain(connections, about, door.clock.now() - effect.runAfter.getTime());
      if (asked !== "gone") return asked;
      return door.database.service.transaction().execute(async (tx) => {
        await lockOpportunity(tx, about.connectionId, about.opportunityId);
        const erased = await eraseOpportunity(door, tx, about);
        return { result: "done", words: erased === 1 ? "one interview erased" : `${erased} interviews erased` };
      });
    },
  };
}

async function askAgain(connections: Connections, about: Erasing, waitedMs: number): Promise<"gone" | Outcome> {
  try {
    const { lever } = await connections.open(about.connectionId, { patient: true });
    const read = await lever.opportunities.get(about.opportunityId, { expand: ["applications", "stage", "owner"] });
    if (read.isAnonymized === true) return "gone";
    return { result: "skipped", words: "the candidate is in Lever again" };
  } catch (error) {
    if (error instanceof LeverError && error.code === "not_found") return "gone";
    const silent = error instanceof NotConnectedError || waitedMs > ASK_FOR_MS;
    return silent ? "gone" : outcomeOf(error);
  }
}
