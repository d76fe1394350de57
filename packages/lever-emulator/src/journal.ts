/**
 * The list of what was asked of the emulator and what came of it. Entries are added when their story is over (answer
 * sent, connection cut, or a late change applied) and never change or vanish afterwards. It is not the state: deletions
 * stand here too.
 */
export type Effect = { type: string; id: string; opportunityId?: string };

export type JournalEntry = {
  seq: number;
  /** When the request arrived. */
  at: number;
  method: string;
  path: string;
  query: string;
  body: unknown;
  credentials: { kind: "key" | "oauth" | "none"; name: string | null; account: string | null };
  performAs: string | null;
  /** Null if the connection was cut before an answer. */
  status: number | null;
  answer: string;
  faults: string[];
  durationMs: number;
  effect: Effect | null;
  /** All effects, where a call had more than one. */
  effects: Effect[];
};

export type Journal = {
  entries: JournalEntry[];
  add: (entry: Omit<JournalEntry, "seq">) => JournalEntry;
  since: (seq: number) => JournalEntry[];
  clear: () => void;
};

/** Old entries beyond this go, so that a soak run does not eat the machine. */
const kept = 100_000;

export function createJournal(): Journal {
  const entries: JournalEntry[] = [];
  let seq = 0;
  return {
    entries,
    add: (entry) => {
      seq += 1;
      const whole = { seq, ...entry };
      entries.push(whole);
      if (entries.length > kept + 1000) entries.splice(0, entries.length - kept);
      return whole;
    },
    since: (after) => entries.filter((entry) => entry.seq > after),
    clear: () => {
      entries.length = 0;
    },
  };
}
