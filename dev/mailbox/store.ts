/**
 * What was accepted. The ledger only ever grows and is written before the sender hears "250", so it can be held against
 * what the sender believes; the messages beside it can be cleared.
 */
import { createHash } from "node:crypto";
import { appendFile, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Message, readMessage } from "./message.ts";

export interface LedgerEntry {
  id: string;
  at: string;
  envelope: { from: string; to: string[] };
  messageId: string | null;
  sha256: string;
  sizeBytes: number;
  /** False when the connection was cut after the message was accepted: the sender can't know that it was. */
  answered: boolean;
}

export interface Arrival {
  envelope: Message["envelope"];
  raw: Buffer;
  answered: boolean;
}

export class MessageStore {
  readonly #now: () => number;
  readonly #folder: string | undefined;
  readonly #ledger: LedgerEntry[] = [];
  readonly #listeners = new Set<(message: Message) => void>();
  #kept: { message: Message; raw: Buffer }[] = [];
  #queue: Promise<unknown> = Promise.resolve();
  #lastId = 0;

  private constructor(now: () => number, folder: string | undefined) {
    this.#now = now;
    this.#folder = folder;
  }

  static async open(now: () => number, folder: string | undefined): Promise<MessageStore> {
    const store = new MessageStore(now, folder);
    if (folder !== undefined) await store.#load(folder);
    return store;
  }

  messages(): Message[] {
    return this.#kept.map(({ message }) => message);
  }

  ledger(): LedgerEntry[] {
    return [...this.#ledger];
  }

  find(id: string): { message: Message; raw: Buffer } | undefined {
    return this.#kept.find(({ message }) => message.id === id);
  }

  onArrival(listener: (message: Message) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** One after the other, so that ids, ledger and file agree in their order. */
  add(arrival: Arrival): Promise<Message> {
    return this.#inTurn(() => this.#accept(arrival));
  }

  clear(): Promise<void> {
    return this.#inTurn(async () => {
      const cleared = this.#kept;
      this.#kept = [];
      await Promise.all(cleared.map(({ message }) => this.#removeFile(message.id)));
    });
  }

  async #accept({ envelope, raw, answered }: Arrival): Promise<Message> {
    this.#lastId += 1;
    const id = String(this.#lastId);
    const at = new Date(this.#now()).toISOString();
    const message = await readMessage({ id, at, envelope, raw });
    const sha256 = createHash("sha256").update(raw).digest("hex");
    const entry: LedgerEntry = {
      id,
      at,
      envelope,
      messageId: message.messageId,
      sha256,
      sizeBytes: raw.length,
      answered,
    };
    if (this.#folder !== undefined) {
      await writeFile(fileOf(this.#folder, id), raw);
      await appendFile(join(this.#folder, "ledger.jsonl"), `${JSON.stringify(entry)}\n`);
    }
    this.#ledger.push(entry);
    this.#kept.push({ message, raw });
    for (const listener of this.#listeners) listener(message);
    return message;
  }

  async #load(folder: string): Promise<void> {
    await mkdir(folder, { recursive: true });
    const lines = (await readFile(join(folder, "ledger.jsonl"), "utf8").catch(() => "")).split("\n"); // absent: a new mailbox
    for (const line of lines.filter((text) => text !== "")) {
      const entry = JSON.parse(line) as LedgerEntry;
      this.#ledger.push(entry);
      this.#lastId = Math.max(this.#lastId, Number(entry.id));
      const raw = await readFile(fileOf(folder, entry.id)).catch(() => undefined); // cleared since
      if (raw) this.#kept.push({ message: await readMessage({ ...entry, raw }), raw });
    }
  }

  async #removeFile(id: string): Promise<void> {
    if (this.#folder !== undefined) await rm(fileOf(this.#folder, id), { force: true });
  }

  #inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const turn = this.#queue.then(work);
    this.#queue = turn.catch(() => {}); // whoever asked for this turn hears of its failure; the next turn is not its heir
    return turn;
  }
}

function fileOf(folder: string, id: string): string {
  return join(folder, `${id}.eml`);
}
