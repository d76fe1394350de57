/** What one gives to `createEmulator`, and what one gets. */
import type { Behaviours } from "./behaviour.ts";
import type { FaultRule } from "./fault/fault.ts";
import type { Hands } from "./hand/hands.ts";
import type { JournalEntry } from "./journal.ts";
import type { Consent } from "./oauth/grant.ts";
import type { OAuthApp, State } from "./state/records.ts";

export type EmulatorOptions = {
  /** Business time in milliseconds since the epoch; the wall clock if left out. */
  now?: () => number;
  /** 0 or left out: a free port. */
  apiPort?: number;
  managementPort?: number;
  host?: string;
  /** Makes the ids of whatever comes into being the same in every run. */
  seed?: number;
  /** Loaded at start, unless a saved state was. */
  scenario?: string;
  /** Page length without `limit`, 10 if left out. */
  pageSize?: number;
  /** Waits before each repetition of a failed delivery. */
  webhookRetryMs?: number[];
  /** Any of the switches of section 28. */
  behaviours?: Partial<Behaviours>;
  /** JSON file that keeps the state over restarts. */
  persistTo?: string;
  oauthApps?: OAuthApp[];
  /** Moves the clock of the whole world; without it `POST /clock` moves the emulator's own. */
  onClockAdvance?: (seconds: number) => void | Promise<void>;
};

export type Emulator = {
  /** With `/v1`, without a slash at the end. */
  apiUrl: string;
  /** Carries `/authorize` and `/oauth/token`. */
  authUrl: string;
  boardUrl: string;
  managementUrl: string;
  /** The live state; change it through `account()`. */
  state: State;
  /** Every API and token call so far, oldest first. */
  journal: readonly JournalEntry[];
  behaviours: Behaviours;
  /** The hands of people in one account: `acme`, `globex`. */
  account: (key: string) => Hands;
  setFaults: (rules: FaultRule[], seed?: number) => void;
  clearFaults: () => void;
  setBehaviours: (change: Partial<Behaviours>) => void;
  /** Adds an address to which an app's consents may return. */
  addRedirectUri: (clientId: string, redirectUri: string) => void;
  /** What a Super Admin's click on "Grant access" does; returns the code. */
  consent: (consent: Consent) => string;
  /** Makes a failed or any other delivery go out once more. */
  rerun: (deliveryId: string) => void;
  /** Call it after moving the injected clock, so that what is due happens at once. */
  clockMoved: () => void;
  /** Waits until nothing is under way and nothing falls due within the next `withinMs` (1,000). */
  settle: (withinMs?: number) => Promise<void>;
  loadScenario: (name: string) => void;
  /** Back to the scenario of the start, with empty journal and no faults. */
  reset: () => void;
  snapshot: () => string;
  restore: (snapshot: string) => void;
  stop: () => Promise<void>;
};
