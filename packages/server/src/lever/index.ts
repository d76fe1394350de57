/** Everything between Lever and the one door, put together. Nothing outside this folder knows that the ATS is Lever. */
import type { Fetch } from "@interviewvector/lever";
import type { Crypt } from "../crypt.ts";
import type { AppContext } from "../http/problem.ts";
import type { Subject } from "../http/subject.ts";
import type { Door } from "../interview/act.ts";
import type { Parts } from "../parts.ts";
import { connectionsOf } from "./connection/index.ts";
import { leverHandlers } from "./handlers.ts";
import { poll } from "./poll.ts";
import { createReading } from "./reading.ts";
import { mendChains } from "./recurring.ts";
import { createSetup } from "./setup/index.ts";
import { effectTitle, opportunityUrl, type OpportunityRef } from "./title.ts";
import { createWebhookDoor } from "./webhook-door.ts";

export interface LeverDeps {
  door: Door;
  log: Parts["log"];
  metrics: Pick<Parts["metrics"], "atsCall" | "delivery">;
  crypt: Crypt;
  config: Pick<Parts["config"], "lever" | "effects" | "publicUrl" | "supportEmail" | "pollIntervalMs">;
  fetch: Fetch;
  /** Looks for due effects in this process now. */
  wake: () => void;
  /** Who is at the browser that comes back from Lever's consent page. */
  subjectOf(context: AppContext): Promise<Subject>;
}

export function createLever(deps: LeverDeps) {
  const { door, config } = deps;
  const connections = connectionsOf({ ...deps, ...door });
  const { look, postings, ...reading } = createReading({ ...deps, connections });
  const { keys, routes } = createWebhookDoor({ ...deps, ...door });
  const polling = { ...door, connections, pollIntervalMs: config.pollIntervalMs, publicUrl: config.publicUrl };
  const pollNow = async (connectionId: string): Promise<void> => {
    await poll(polling, connectionId, { interactive: true, patient: true });
  };
  const setup = createSetup({ ...deps, connections, keys, postings, pollNow });
  return {
    ...reading,
    ...setup,
    webhookRoutes: routes,
    handlers: leverHandlers({ ...deps, ...polling, look, postings }),
    effectTitle,
    effectUrl: (_effect: { kind: string }, about: OpportunityRef) => opportunityUrl(config, about),
    opportunityUrl: (about: OpportunityRef) => opportunityUrl(config, about),
    /** At the start of a process: what comes back by itself, for every connection that stands. */
    mend: () => mendChains(door, door.database.service, door.clock.now()),
  };
}

export type Lever = ReturnType<typeof createLever>;
