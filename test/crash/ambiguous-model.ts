/**
 * The ambiguous POST as a model: the ledger's rules for one effect with two workers, explored exhaustively, breadth first. It
 * is the proof obligation of the design, apart from any code: A4 one start per attempt number, A5 a later attempt only after a
 * complete listing made late enough without the marker, and "done" means exactly one object.
 *
 * Time is counted in ticks; D bounds from start to apply, L is the list lag, Q the quiet period. Each rule can be taken out,
 * to see that the model notices.
 */
export interface Rules {
  /** Q ≥ D + L when true, 0 when taken out. */
  quietPeriod: boolean;
  /** Listings are complete; else only a first page, which may lack the marker. */
  pagination: boolean;
  /** Recording and claiming compare the attempt number. */
  fence: boolean;
  /** "Attempt n began" is committed before any byte is sent. */
  intent: boolean;
}

export const allRules: Rules = { quietPeriod: true, pagination: true, fence: true, intent: true };

const D = 2;
const L = 1;
const ATTEMPTS = 3;

type Phase = "idle" | "claimed" | "sent" | "looking";

interface Worker {
  phase: Phase;
  attempt: number;
  /** What it will record. */
  outcome: "none" | "applied" | "not_applied" | "unknown" | "found" | "absent";
  /** Frozen past its lease: others may take over, and it wakes later. */
  frozen: boolean;
}

interface State {
  row: "pending" | "running" | "unsure" | "done";
  attempt: number;
  /** Ticks since the current attempt of the row began, capped. */
  since: number;
  /** Ages of objects with the marker, capped at L: whether a listing shows them. */
  objects: number[];
  /** Requests under way: ticks since their start. Each is applied within D or never. */
  flying: number[];
  /** Attempt numbers that were ever started. */
  started: number[];
  workers: [Worker, Worker];
}

export interface Explored {
  states: number;
  /** The first few violations, each with the steps that lead there. */
  violations: string[];
}

const idle: Worker = { phase: "idle", attempt: 0, outcome: "none", frozen: false };

export function explore(rules: Rules, most = 2_000_000): Explored {
  const first: State = {
    row: "pending",
    attempt: 0,
    since: 0,
    objects: [],
    flying: [],
    started: [],
    workers: [{ ...idle }, { ...idle }],
  };
  const seen = new Map<string, { from: string | null; step: string }>();
  const queue: State[] = [first];
  seen.set(keyOf(first), { from: null, step: "" });
  const violations: string[] = [];
  for (let at = 0; at < queue.length; at++) {
    const state = queue[at] as State;
    const from = keyOf(state);
    for (const { step, next, broken } of stepsFrom(state, rules)) {
      const wrong = broken ?? brokenBy(next);
      if (wrong !== null && violations.length < 5)
        violations.push(`${wrong}: ${[...pathTo(seen, from), step].join(" → ")}`);
      const key = keyOf(next);
      if (wrong !== null || seen.has(key)) continue;
      seen.set(key, { from, step });
      if (seen.size > most) throw new Error(`more than ${most} states`);
      queue.push(next);
    }
    if (violations.length >= 5) break;
  }
  return { states: seen.size, violations };
}

interface Step {
  step: string;
  next: State;
  broken?: string | null;
}

/** "done" means exactly one; a request that still flies when it is done would make it two. */
function brokenBy({ row, objects, flying }: State): string | null {
  if (objects.length > 1) return "two objects";
  if (row === "done" && objects.length + flying.length !== 1)
    return `done with ${objects.length} objects and ${flying.length} under way`;
  return null;
}

function stepsFrom(state: State, rules: Rules): Step[] {
  if (state.row === "done") return [];
  return [...timePasses(state), ...[0, 1].flatMap((place) => workerSteps(state, place as 0 | 1, rules))];
}

/** A tick: requests age and are applied at any moment up to D; what was never applied by then never is. */
function timePasses(state: State): Step[] {
  const steps: Step[] = [];
  state.flying.forEach((age, place) => {
    const rest = state.flying.toSpliced(place, 1);
    steps.push({ step: "applied late", next: copy(state, { flying: rest, objects: [...state.objects, 0] }) });
    steps.push({ step: "never applied", next: copy(state, { flying: rest }) });
    void age;
  });
  // Nothing flies longer than D: time stands until it has landed or not.
  if (state.flying.every((age) => age < D))
    steps.push({
      step: "tick",
      next: copy(state, {
        since: Math.min(state.since + 1, D + L),
        flying: state.flying.map((age) => age + 1),
        objects: state.objects.map((age) => Math.min(age + 1, L)),
      }),
    });
  return steps;
}

function workerSteps(state: State, place: 0 | 1, rules: Rules): Step[] {
  const worker = state.workers[place];
  const name = `w${place}`;
  if (worker.frozen) return [{ step: `${name} wakes`, next: withWorker(state, place, { ...worker, frozen: false }) }];
  switch (worker.phase) {
    case "idle":
      return claims(state, place, rules);
    case "claimed":
      return [...sends(state, place, rules), ...endings(state, place, rules)];
    case "sent":
    case "looking":
      return [...records(state, place, rules), ...endings(state, place, rules)];
    default:
      return worker.phase satisfies never;
  }
}

function claims(state: State, place: 0 | 1, rules: Rules): Step[] {
  if (state.attempt >= ATTEMPTS) return [];
  const quiet = rules.quietPeriod ? D + L : 0;
  const claimed = (phase: Phase): State =>
    withWorker(copy(state, { row: "running", attempt: state.attempt + 1 }), place, {
      phase,
      attempt: state.attempt + 1,
      outcome: "none",
      frozen: false,
    });
  if (state.row === "pending") return [{ step: `w${place} claims`, next: { ...claimed("claimed") } }];
  if (state.row === "unsure" && state.since >= quiet)
    return listings(state, rules).map(({ step, found }) => ({
      step: `w${place} ${step}`,
      next: withWorker(claimed(found ? "looking" : "claimed"), place, {
        phase: found ? "looking" : "claimed",
        attempt: state.attempt + 1,
        outcome: found ? "found" : "none",
        frozen: false,
      }),
    }));
  return [];
}

/** What a listing may show: complete, all that is old enough; else perhaps only a page without it. */
function listings({ objects }: State, rules: Rules): { step: string; found: boolean }[] {
  const visible = objects.some((age) => age >= L);
  // Younger than the lag an object may show or not.
  const answers = new Set<boolean>(visible ? [true] : objects.length > 0 ? [true, false] : [false]);
  if (!rules.pagination) answers.add(false);
  return [...answers].map((found) => ({ step: found ? "looks and finds" : "looks in vain", found }));
}

/** The lease is looked at straight before the write: a worker that was overtaken and knows it sends nothing (T7). */
function sends(state: State, place: 0 | 1, rules: Rules): Step[] {
  const worker = state.workers[place];
  if (rules.fence && (state.row !== "running" || state.attempt !== worker.attempt))
    return [{ step: `w${place} sees that its lease is over`, next: withWorker(state, place, { ...idle }) }];
  const again = state.started.includes(worker.attempt);
  const began = copy(state, { started: [...state.started, worker.attempt], since: 0 });
  const sent = (outcome: Worker["outcome"], more: Partial<State>): State =>
    withWorker(copy(began, more), place, { ...worker, phase: "sent", outcome });
  const broken = again ? "A4 an attempt was started twice" : null;
  const early =
    state.objects.length + state.flying.length > 0 && worker.attempt > 1
      ? "A5 an attempt was started though an earlier one may stand"
      : null;
  return [
    {
      step: `w${place} sends, answered`,
      next: sent("applied", { objects: [...state.objects, 0] }),
      broken: broken ?? early,
    },
    { step: `w${place} sends, refused`, next: sent("not_applied", {}), broken },
    {
      step: `w${place} sends, no answer`,
      next: sent("unknown", { flying: [...state.flying, 0] }),
      broken: broken ?? early,
    },
  ];
}

function records(state: State, place: 0 | 1, rules: Rules): Step[] {
  const worker = state.workers[place];
  const ours = state.row === "running" && (!rules.fence || state.attempt === worker.attempt);
  const free = withWorker(state, place, { ...idle });
  if (!ours) return [{ step: `w${place} records nothing, not its attempt`, next: free }];
  const row = {
    applied: "done",
    found: "done",
    not_applied: "pending",
    absent: "pending",
    unknown: "unsure",
    none: "unsure",
  } as const;
  return [{ step: `w${place} records ${worker.outcome}`, next: copy(free, { row: row[worker.outcome] }) }];
}

/** Death, or a freeze that outlasts the lease: others take the row back. */
function endings(state: State, place: 0 | 1, rules: Rules): Step[] {
  const worker = state.workers[place];
  const held = state.row === "running" && state.attempt === worker.attempt;
  // With the intent written down, whatever was claimed may have been sent; without it, it looks as if nothing was.
  const taken = held ? copy(state, { row: rules.intent ? "unsure" : "pending", since: 0 }) : state;
  const steps: Step[] = [{ step: `w${place} dies`, next: withWorker(taken, place, { ...idle }) }];
  // A write that leaves after the lease is what nothing on our side closes (A4's only way to fail); the sweep is for that. The
  // model therefore freezes a worker before its check of the lease, or after its request has left.
  steps.push({ step: `w${place} freezes past its lease`, next: withWorker(taken, place, { ...worker, frozen: true }) });
  return steps;
}

function copy(state: State, change: Partial<State>): State {
  return { ...state, ...change };
}

function withWorker(state: State, place: 0 | 1, worker: Worker): State {
  const workers: State["workers"] = place === 0 ? [worker, state.workers[1]] : [state.workers[0], worker];
  return { ...state, workers };
}

/** The two workers are alike: their order says nothing. */
function keyOf({ workers, ...rest }: State): string {
  return JSON.stringify({
    ...rest,
    objects: rest.objects.toSorted(),
    workers: workers.map((one) => JSON.stringify(one)).toSorted(),
  });
}

function pathTo(seen: Map<string, { from: string | null; step: string }>, key: string): string[] {
  const steps: string[] = [];
  for (let at: string | null = key; at !== null;) {
    const entry = seen.get(at);
    if (!entry || entry.from === null) break;
    steps.unshift(entry.step);
    at = entry.from;
  }
  return steps;
}
