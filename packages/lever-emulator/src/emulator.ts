/**
 * Puts the emulator together and starts its two servers: API, OAuth and board on one port, management on the other.
 * Written from Lever's documentation and recorded answers alone; it knows nothing of any client.
 */
import { setTimeout as delay } from "node:timers/promises";
import { Hono } from "hono";
import type { HttpBindings } from "@hono/node-server";
import { apiApp } from "./api/app.ts";
import { endpoints } from "./api/endpoints.ts";
import { createRateLimit } from "./api/rate.ts";
import type { Parts } from "./assemble.ts";
import { assemble } from "./assemble.ts";
import { boardApp, pageNotFound } from "./board/app.ts";
import { handsOf } from "./hand/hands.ts";
import { managementApp } from "./management/app.ts";
import { authorize } from "./oauth/grant.ts";
import { oauthApp } from "./oauth/routes.ts";
import type { Emulator, EmulatorOptions } from "./options.ts";
import { changeBehaviours } from "./behaviour.ts";
import { loadScenario } from "./scenario/scenario.ts";
import { listen } from "./server.ts";
import { parseSnapshot, snapshotText } from "./state/disk.ts";
import { replaceState } from "./state/state.ts";

/** The app that development and demos use. */
export const developmentApp = {
  clientId: "interviewvector-dev",
  clientSecret: "interviewvector-dev-secret",
  name: "InterviewVector",
  redirectUris: ["http://localhost:3000/integrations/lever/callback"],
};

export async function createEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const { host = "127.0.0.1", scenario = "acme" } = options;
  const parts = assemble({
    now: options.now ?? Date.now,
    seed: options.seed ?? 1,
    behaviours: behavioursOf(options),
    persistTo: options.persistTo ?? null,
    oauthApps: structuredClone(options.oauthApps ?? [developmentApp]),
  });
  const { core, faults, journal, sender } = parts;
  if (!parts.restored) loadScenario(core, scenario);

  const rate = createRateLimit(core.behaviours);
  const load = (name: string) => loadScenario(core, name);
  const reset = () => {
    faults.clear();
    journal.clear();
    rate.clear();
    load(scenario);
  };
  const advance = async (seconds: number) => {
    if (options.onClockAdvance) await options.onClockAdvance(seconds);
    else core.clock.advance(seconds * 1000);
    core.timers.tick();
    core.changed();
  };

  let origin = "";
  const main = new Hono<{ Bindings: HttpBindings }>();
  main.route("/", apiApp({ ...parts, rate, endpoints: endpoints(sender), origin: () => origin }));
  main.route("/", oauthApp(parts));
  main.route("/", boardApp(parts));
  main.notFound(pageNotFound);
  const api = await listen(main, { port: options.apiPort ?? 0, host });
  origin = api.url;
  const controls = managementApp({ core, journal, faults, reset, scenario: load, advance });
  const management = await listen(controls, { port: options.managementPort ?? 0, host });
  sender.resume();

  return {
    ...handle(parts),
    apiUrl: `${api.url}/v1`,
    authUrl: api.url,
    boardUrl: `${api.url}/`,
    managementUrl: management.url,
    loadScenario: load,
    reset,
    stop: async () => {
      core.timers.stop();
      await Promise.all([api.close(), management.close()]);
      parts.flush();
    },
  };
}

function behavioursOf({ behaviours = {}, pageSize, webhookRetryMs }: EmulatorOptions) {
  return {
    ...behaviours,
    ...(pageSize === undefined ? {} : { pageSize }),
    ...(webhookRetryMs === undefined ? {} : { webhookRetryMs }),
  };
}

type Handle = Omit<Emulator, "apiUrl" | "authUrl" | "boardUrl" | "managementUrl" | "loadScenario" | "reset" | "stop">;

function handle({ core, faults, journal, activity, sender }: Parts): Handle {
  return {
    state: core.state,
    journal: journal.entries,
    behaviours: core.behaviours,
    account: (key) => {
      const account = core.state.accounts[key];
      if (!account)
        throw new Error(`There is no account ${key}; there are: ${Object.keys(core.state.accounts).join(", ")}`);
      return handsOf(core, account);
    },
    setFaults: (rules, seed = 1) => faults.set({ seed, rules }),
    clearFaults: faults.clear,
    setBehaviours: (change) => {
      const problem = changeBehaviours(core.behaviours, change);
      if (problem !== null) throw new Error(problem);
    },
    addRedirectUri: (clientId, redirectUri) => {
      const app = core.state.oauth.apps.find((candidate) => candidate.clientId === clientId);
      if (!app) throw new Error(`There is no app ${clientId}`);
      if (!app.redirectUris.includes(redirectUri)) app.redirectUris.push(redirectUri);
    },
    consent: (consent) => authorize(core, consent).code,
    rerun: (deliveryId) => {
      const delivery = core.state.deliveries.find(({ id }) => id === deliveryId);
      if (!delivery) throw new Error(`There is no delivery ${deliveryId}`);
      sender.rerun(delivery);
    },
    clockMoved: core.timers.tick,
    settle: async (withinMs = 1000) => {
      for (;;) {
        core.timers.tick();
        await delay(5);
        if (activity.count() === 0 && core.timers.waitingWithin(withinMs) === 0) return;
      }
    },
    snapshot: () => snapshotText(core.state),
    restore: (snapshot) => {
      replaceState(core.state, parseSnapshot(snapshot));
      core.changed();
    },
  };
}
