/**
 * The composition root. `createParts` makes every part once and gives it what it needs by name; `startApp` opens the doors
 * and lets the runner run. Nothing is decided here.
 */
import { randomUUID } from "node:crypto";
import { recordOwnAccount } from "./account/audit.ts";
import { createSignIn } from "./account/sign-in.ts";
import { createCrypt } from "./crypt.ts";
import { openDatabase } from "./db/database.ts";
import { Runner } from "./effects/runner.ts";
import { listen } from "./http/listen.ts";
import { createSite } from "./http/site.ts";
import type { Door } from "./interview/act.ts";
import { signInMails } from "./mail/account-owed.ts";
import { createMetrics } from "./operations/metrics.ts";
import { composeNouns } from "./nouns.ts";
import type { Parts, PartsOptions } from "./parts.ts";

export interface App {
  url: string;
  runner: Runner;
  parts: Parts;
  /** Answers as before, but tells those who ask at `/readyz` to send nobody here any more. */
  unready(): void;
  /** Unready, no more claims, what runs is finished, connections closed. */
  stop(): Promise<void>;
}

export function createParts(options: PartsOptions): Parts {
  const { config, clock, log, databaseUrl } = options;
  const newId = randomUUID;
  const database = openDatabase({
    url: databaseUrl,
    directUrl: config.databaseUrl === null ? undefined : (config.databaseDirectUrl ?? undefined),
    onError: (error) => log.warn({ err: error }, "a database connection was lost"),
  });
  const crypt = createCrypt(config.secretKey);
  const door: Door = { database, clock, newId };
  const signIn = createSignIn({
    pool: database.authPool,
    crypt,
    publicUrl: config.publicUrl,
    mails: signInMails(door),
    log,
    happened: (action, userId) => recordOwnAccount(database.service, { at: clock.now(), userId, action }),
  });
  const metrics = createMetrics(database, clock);
  const wake = { now: (): void => undefined };
  const nouns = composeNouns({ ...options, database, newId, door, crypt, signIn, metrics, wake });
  return { ...options, database, newId, door, signIn, metrics, wake, ...nouns };
}

export async function startApp(parts: Parts): Promise<App> {
  const { config, clock, log, database, newId, metrics } = parts;
  const runner = new Runner({
    database,
    clock,
    log,
    newId,
    handlers: parts.handlers,
    leaseMs: config.effects.leaseMs,
    quietMs: config.effects.quietMs,
    onRecorded: metrics.effect,
  });
  parts.wake.now = () => runner.wake();
  const state = { accepting: true };
  const server = config.role === "worker" ? null : await listen(await createSite(parts, () => state.accepting), config);
  if (config.role !== "web") {
    await parts.onStart();
    await runner.start();
  }
  return {
    url: server?.url ?? config.publicUrl,
    runner,
    parts,
    unready: () => void (state.accepting = false),
    async stop() {
      state.accepting = false;
      // Side by side, so that the slowest request and the slowest attempt do not add up.
      await Promise.all([runner.stop(), server?.stop()]);
      parts.close();
      await database.close();
    },
  };
}
