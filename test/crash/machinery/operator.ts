/**
 * The person behind the ledger: a mail that was in doubt twice is not repeated blindly, it waits for somebody. Here they ask the
 * recipient (the mailbox), and press Retry where nothing came.
 */
import { setTimeout as wait } from "node:timers/promises";
import { operationsApi } from "@interviewvector/domain";
import { ApiProblemError, Person } from "../../../dev/person.ts";
import type { Rig } from "./rig.ts";

export interface Operator {
  /** Looks once more; returns how often Retry was pressed in all. */
  end(): Promise<number>;
}

const EVERY_MS = 1_000;

export async function watchDeadMails(rig: Rig): Promise<Operator> {
  const olga = await Person.signIn(rig.urls.platform, "olga@interviewvector.example");
  const over = new AbortController();
  let pressed = 0;
  const look = async (): Promise<number> => {
    const dead = await rig.query<{ id: string }>(
      "select id from effects where kind like 'mail.%' and state = 'dead' and last_error ->> 'code' = 'doubt'",
    );
    const arrived = new Set(
      rig.mailbox.ledger().map(({ messageId }) => /^<?([0-9a-f-]{36})@/.exec(messageId ?? "")?.[1]),
    );
    const missing = dead.filter(({ id }) => !arrived.has(id));
    for (const { id } of missing) await retry(olga, id);
    pressed += missing.length;
    return missing.length;
  };
  let failed: unknown = null;
  const watching = (async () => {
    for (; !over.signal.aborted; await wait(EVERY_MS)) await look();
  })().catch((error: unknown) => {
    // Told at the end: what broke first may be something else, and this its consequence.
    failed = error;
  });
  return {
    async end() {
      over.abort();
      await watching;
      if (failed !== null) throw failed;
      while ((await look()) > 0) await rig.settle();
      return pressed;
    },
  };
}

async function retry(olga: Person, effectId: string): Promise<void> {
  try {
    await olga.call(operationsApi.retryEffect, { params: { effectId } });
  } catch (error) {
    // The answer to the first press died with its process, and it had been heard.
    if (!(error instanceof ApiProblemError && error.code === "not_failed")) throw error;
  }
}
