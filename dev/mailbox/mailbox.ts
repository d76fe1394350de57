/**
 * The development mailbox: takes every mail of the world, shows it, and judges in tests what was really delivered.
 * Nothing leaves it: it relays no mail, and on request it misbehaves as mail servers do.
 */
import { type Fault, FaultPlan } from "./fault.ts";
import type { Message } from "./message.ts";
import { startSmtp } from "./smtp.ts";
import { type LedgerEntry, MessageStore } from "./store.ts";
import { type TextMessage, TextStore } from "./texts.ts";
import { startWeb } from "./web.ts";

export interface MailboxOptions {
  host: string;
  /** 0 takes a free port. */
  httpPort: number;
  /** 0 takes a free port. */
  smtpPort: number;
  /** ms since the epoch; when a message arrived is told by this clock. */
  now: () => number;
  /** A folder that keeps messages and ledger over restarts; without it both live in memory. */
  persistTo?: string;
}

export interface Mailbox {
  httpUrl: string;
  smtpUrl: string;
  /** Newest last. */
  messages(): Message[];
  /** Everything ever accepted, also what was cleared since. */
  ledger(): LedgerEntry[];
  /** The first message, present or to come, that the predicate takes. Rejects after `timeoutMs` (10 s). */
  waitFor(predicate: (message: Message) => boolean, options?: { timeoutMs?: number }): Promise<Message>;
  /** Text messages, newest last. */
  texts(): TextMessage[];
  setFaults(faults: Fault[]): void;
  clear(): Promise<void>;
  stop(): Promise<void>;
}

export async function createMailbox({ host, httpPort, smtpPort, now, persistTo }: MailboxOptions): Promise<Mailbox> {
  const store = await MessageStore.open(now, persistTo);
  const faults = new FaultPlan();
  const smtp = await startSmtp({ host, port: smtpPort, store, faults });
  const texts = new TextStore(now);
  const web = await startWeb({ host, port: httpPort, store, texts, faults });
  return {
    // As the other addresses of the world: browsers keep cookies and history by name.
    httpUrl: `http://${host === "127.0.0.1" ? "localhost" : host}:${web.port}`,
    smtpUrl: `smtp://${host}:${smtp.port}`,
    messages: () => store.messages(),
    ledger: () => store.ledger(),
    waitFor: (predicate, { timeoutMs = 10_000 } = {}) => waitFor(store, predicate, timeoutMs),
    texts: () => texts.all(),
    setFaults: (wanted) => faults.set(wanted),
    clear: () => store.clear(),
    stop: async () => {
      await Promise.all([smtp.stop(), web.stop()]);
    },
  };
}

function waitFor(store: MessageStore, predicate: (message: Message) => boolean, timeoutMs: number): Promise<Message> {
  const present = store.messages().find(predicate);
  if (present) return Promise.resolve(present);
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      stopListening();
      const seen = store.messages().map(({ subject, envelope }) => `"${subject}" to ${envelope.to.join(", ")}`);
      reject(new Error(`No such mail within ${timeoutMs} ms. There are: ${seen.join("; ") || "none"}`));
    }, timeoutMs);
    const stopListening = store.onArrival((message) => {
      if (!predicate(message)) return;
      clearTimeout(timer);
      stopListening();
      resolve(message);
    });
  });
}
