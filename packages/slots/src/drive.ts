/**
 * What goes into the planning of a drive and what comes out, and what is wrong with a drive that can't be planned.
 */
import { MINUTE_MS } from "./grid.ts";
import type { Needs, Skills } from "./needs.ts";
import { type Problem, type Refusal, refuse } from "./refusal.ts";

/** One interview wanted, at one of these starts (ms UTC), by an expert who meets the needs and isn't excluded. */
export interface DriveCandidate {
  readonly id: string;
  readonly needs: Needs;
  readonly startsMs: readonly number[];
  readonly excluding?: readonly string[] | undefined;
}

/** One expert's seats: starts (ms UTC) of which all could be taken; `seats` makes such a list. */
export interface DriveExpert {
  readonly id: string;
  readonly skills: Skills;
  readonly seatsMs: readonly number[];
  /** At most so many of the seats are filled, Infinity for all; `roomLeft` says how many the expert's caps allow. */
  readonly cap: number;
  /** Interviews carried already, counted when the load is spread. */
  readonly load?: number | undefined;
}

export interface Drive {
  readonly durationMinutes: number;
  readonly candidates: readonly DriveCandidate[];
  readonly experts: readonly DriveExpert[];
}

export interface Pair {
  readonly candidateId: string;
  readonly expertId: string;
  readonly startMs: number;
}

export interface Plan {
  readonly pairs: readonly Pair[];
  /** Candidates for whom there is no seat, whatever the plan. */
  readonly unseated: readonly string[];
  /** Interviews of this plan, by expert. */
  readonly loads: ReadonlyMap<string, number>;
}

/** Everything that is wrong with a drive, or undefined. */
export function checkDrive({ durationMinutes, candidates, experts }: Drive): Refusal | undefined {
  const problems: Problem[] = [];
  if (!Number.isInteger(durationMinutes) || durationMinutes <= 0) {
    problems.push({ path: "durationMinutes", sentence: "The length must be a whole number of minutes." });
  }
  checkUnique(candidates, "candidates", problems);
  checkUnique(experts, "experts", problems);
  candidates.forEach(({ startsMs }, i) => {
    if (!startsMs.every(Number.isFinite)) {
      problems.push({ path: `candidates[${i}].startsMs`, sentence: "Every start must be an instant." });
    }
  });
  experts.forEach(({ id, cap, load = 0, seatsMs }, i) => {
    if (!(Number.isInteger(cap) || cap === Infinity) || cap < 0 || !Number.isInteger(load) || load < 0) {
      problems.push({ path: `experts[${i}]`, sentence: `Cap and load of ${id} must be whole numbers, 0 or more.` });
    }
    const sorted = seatsMs.toSorted((a, b) => a - b);
    if (
      !sorted.every((at, k) => Number.isFinite(at) && !(k > 0 && at < sorted[k - 1]! + durationMinutes * MINUTE_MS))
    ) {
      problems.push({ path: `experts[${i}].seatsMs`, sentence: `Two seats of ${id} overlap.` });
    }
  });
  return problems.length > 0 ? refuse("drive_invalid", problems) : undefined;
}

function checkUnique(list: readonly { readonly id: string }[], path: string, problems: Problem[]): void {
  const seen = new Set<string>();
  list.forEach(({ id }, i) => {
    if (seen.has(id)) problems.push({ path: `${path}[${i}].id`, sentence: `${id} is listed twice.` });
    seen.add(id);
  });
}
