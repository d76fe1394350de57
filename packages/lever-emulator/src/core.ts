/**
 * What every part of the emulator stands on: the state, time, ids, and the outgoing webhooks. The API, the board and
 * the hands change the state only through acts, and each act is given an `Act`: in which account, and by whom.
 */
import type { Behaviours } from "./behaviour.ts";
import type { Clock, Timers } from "./clock.ts";
import type { Recent } from "./recent.ts";
import type { Account, MadeBy, Origin, State, User, WebhookEvent } from "./state/records.ts";

export type Emission = { event: WebhookEvent; data: Record<string, unknown>; origin?: Origin };

export type Core = {
  state: State;
  clock: Clock;
  timers: Timers;
  recent: Recent;
  behaviours: Behaviours;
  /** `kind` names what the id is for, so that scenarios can give ids that last. */
  newId: (kind: string) => string;
  /** Queues a delivery for each webhook that wants it. */
  emit: (act: Act, emission: Emission) => void;
  /** Says that something changed: written to disk soon, told to open boards. */
  changed: () => void;
};

export type Act = {
  core: Core;
  account: Account;
  /** Whom the act is attributed to; null for none. */
  user: User | null;
  madeBy: MadeBy;
  /** Key or app behind an API call; null for people in the app. */
  credential: string | null;
};
