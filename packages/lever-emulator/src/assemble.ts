/** Makes the parts that do not depend on HTTP: state (new, or from disk), clock, faults, journal, outgoing webhooks. */
import type { Activity } from "./activity.ts";
import { createActivity } from "./activity.ts";
import type { Behaviours } from "./behaviour.ts";
import { defaultBehaviours } from "./behaviour.ts";
import { createClock, createTimers } from "./clock.ts";
import type { Core } from "./core.ts";
import type { Faults } from "./fault/fault.ts";
import { createFaults } from "./fault/fault.ts";
import type { Journal } from "./journal.ts";
import { createJournal } from "./journal.ts";
import { createRecent } from "./recent.ts";
import { createDisk, readState } from "./state/disk.ts";
import type { OAuthApp, State } from "./state/records.ts";
import { emptyState } from "./state/state.ts";
import { newSecret, stableId } from "./uuid.ts";
import type { Sender } from "./webhook/deliver.ts";
import { createSender } from "./webhook/deliver.ts";

export type AssembleOptions = {
  now: () => number;
  seed: number;
  behaviours: Partial<Behaviours>;
  persistTo: string | null;
  oauthApps: OAuthApp[];
};

export type Parts = {
  core: Core;
  faults: Faults;
  journal: Journal;
  activity: Activity;
  sender: Sender;
  /** Whether the state came from disk. */
  restored: boolean;
  /** Counts changes, so that a page can tell whether it is still right. */
  version: () => string;
  /** Tells of every change; returns how to stop listening. */
  onChange: (listener: () => void) => () => void;
  flush: () => void;
};

export function assemble(options: AssembleOptions): Parts {
  const saved = options.persistTo === null ? null : readState(options.persistTo);
  const state = saved ?? emptyState([]);
  state.oauth.apps = options.oauthApps;
  const clock = createClock(options.now, state.clockOffsetMs);
  const timers = createTimers(clock.now);
  const disk = options.persistTo === null ? null : createDisk(options.persistTo, state);
  const listeners = new Set<() => void>();
  const started = newSecret(4);
  let changes = 0;
  const faults = createFaults();
  const activity = createActivity();

  const core: Core = {
    state,
    clock,
    timers,
    recent: createRecent(clock.now),
    behaviours: { ...defaultBehaviours, ...options.behaviours },
    newId: (kind) => nextId(state, `${options.seed}/${kind}`),
    emit: (act, emission) =>
      sender.send(act.account, emission, core.behaviours.webhookForOwnCalls ? null : act.credential),
    changed: () => {
      changes += 1;
      state.clockOffsetMs = clock.offsetMs();
      disk?.changed();
      for (const listener of listeners) listener();
    },
  };
  const sender = createSender(core, faults, activity);

  return {
    core,
    faults,
    journal: createJournal(),
    activity,
    sender,
    restored: saved !== null,
    version: () => `${started}-${changes}`,
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    flush: () => disk?.flush(),
  };
}

function nextId(state: State, prefix: string): string {
  state.idsGiven += 1;
  return stableId(`${prefix}/${state.idsGiven}`);
}
