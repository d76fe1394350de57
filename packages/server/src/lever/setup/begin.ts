/** What follows at once when a connection is made or renewed: webhooks, the first check. What Lever refuses becomes a finding. */
import { LeverError } from "@interviewvector/lever";
import { NotConnectedError } from "../connection/open.ts";
import { checkConnection } from "./check.ts";
import type { SetupDeps } from "./deps.ts";
import { createWebhooks } from "./webhooks.ts";

export async function beginConnection(deps: SetupDeps, connectionId: string): Promise<void> {
  try {
    const open = await deps.connections.open(connectionId, { interactive: true, patient: true });
    await createWebhooks(deps, open);
    await checkConnection(deps, open);
    await deps.postings.refresh(connectionId, { interactive: true, patient: true });
  } catch (error) {
    // The connection stands; what could not be asked now is asked by the checklist and the poll.
    if (!(error instanceof LeverError || error instanceof NotConnectedError)) throw error;
    deps.log.warn({ err: error, connection: connectionId }, "the first check of a connection was cut short");
  }
}
