/** How the mail server is to misbehave, and the decision, verb by verb, whether it does. Replayable by its seed. */

/** A reply code, or something no reply code can say. */
export type FaultMode =
  | "421"
  | "450"
  | "451"
  | "452"
  | "535"
  | "550"
  | "552"
  | "554"
  | "hang"
  | "dropDuringData"
  | "dropAfterDot";

export type Verb = "connect" | "auth" | "mail" | "rcpt" | "data";

export interface Fault {
  mode: FaultMode;
  /** Where a reply code or a hang strikes: `rcpt` unless said otherwise. Drops strike where their names say. */
  at?: Verb;
  /** Only recipients that contain this. Without a recipient yet (connect, auth, mail) such a fault does not strike. */
  match?: string;
  /** Strikes so often and is then over; without it, until removed. */
  times?: number;
  /** Between 0 and 1; every time unless said otherwise. */
  probability?: number;
  seed?: number;
}

export interface FaultState extends Fault {
  struck: number;
}

const MODES = ["421", "450", "451", "452", "535", "550", "552", "554", "hang", "dropDuringData", "dropAfterDot"];
const VERBS = ["connect", "auth", "mail", "rcpt", "data"];

export class FaultPlan {
  #faults: { fault: Fault; random: () => number; struck: number }[] = [];

  set(faults: Fault[]): void {
    this.#faults = faults.map((fault) => ({ fault, random: seeded(fault.seed ?? 1), struck: 0 }));
  }

  list(): FaultState[] {
    return this.#faults.map(({ fault, struck }) => ({ ...fault, struck }));
  }

  /** The first fault that strikes now, if any; counts as a strike. */
  strike(verb: Verb, recipients: string[]): FaultMode | undefined {
    const due = this.#faults.find(({ fault, random, struck }) => {
      if (verbOf(fault) !== verb || struck >= (fault.times ?? Infinity)) return false;
      if (fault.match !== undefined && !recipients.some((recipient) => recipient.includes(fault.match ?? "")))
        return false;
      return random() < (fault.probability ?? 1);
    });
    if (due) due.struck += 1;
    return due?.fault.mode;
  }
}

function verbOf(fault: Fault): Verb {
  if (fault.mode === "dropDuringData" || fault.mode === "dropAfterDot") return "data";
  return fault.at ?? (fault.mode === "535" ? "auth" : "rcpt");
}

/** Reads what came over HTTP: one fault or a list. Says what is wrong with it. */
export function parseFaults(body: unknown): Fault[] {
  return [body].flat().map((entry) => {
    if (typeof entry !== "object" || entry === null) throw new TypeError('a fault is an object like {"mode": "450"}');
    const { mode, at, match, times, probability, seed } = entry as Record<string, unknown>;
    if (typeof mode !== "string" || !MODES.includes(mode))
      throw new TypeError(`mode must be one of ${MODES.join(", ")}`);
    if (at !== undefined && !VERBS.includes(String(at))) throw new TypeError(`at must be one of ${VERBS.join(", ")}`);
    if (match !== undefined && typeof match !== "string") throw new TypeError("match must be a piece of an address");
    for (const [name, value] of Object.entries({ times, probability, seed })) {
      if (value !== undefined && (typeof value !== "number" || value < 0))
        throw new TypeError(`${name} must be a number from 0 up`);
    }
    return entry as Fault;
  });
}

/** mulberry32: small, and good enough to be unpredictable to the code under test. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d_2b_79_f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
