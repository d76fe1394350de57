/** What the platform is made of, by name. The composition root makes it; nobody else passes it around whole. */
import type { Hono } from "hono";
import type { SignIn } from "./account/sign-in.ts";
import type { Clock } from "./clock.ts";
import type { Config } from "./config.ts";
import type { Crypt } from "./crypt.ts";
import type { Database } from "./db/database.ts";
import type { Handler } from "./effects/effect.ts";
import type { Binding } from "./http/bind.ts";
import type { Variables } from "./http/problem.ts";
import type { Door } from "./interview/act.ts";
import type { Log } from "./log.ts";
import type { Metrics } from "./operations/metrics.ts";

export interface PartsOptions {
  config: Config;
  clock: Clock;
  log: Log;
  databaseUrl: string;
}

export interface Parts extends PartsOptions {
  database: Database;
  newId: () => string;
  door: Door;
  signIn: SignIn;
  metrics: Metrics;
  handlers: Handler[];
  bindings: Binding[];
  /** Mounted at `/`, in this order. */
  routes: Hono<{ Variables: Variables }>[];
  /** Lets a handler or route ask the runner to look now; set by `startApp`. */
  wake: { now: () => void };
  /** Once per process, before the runner starts: what must come back by itself is put into the ledger. */
  onStart(): Promise<unknown>;
  /** Ends what is neither database nor server: mail connections. */
  close(): void;
}

/** What stands before the nouns are made of it. */
export type Ground = PartsOptions &
  Pick<Parts, "database" | "newId" | "door" | "signIn" | "metrics" | "wake"> & { crypt: Crypt };
