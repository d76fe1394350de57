/**
 * The same drive given to HiGHS, a linear programme solver of today, in the form that is kindest to it: candidates of equal
 * needs and hours are one group, so that the programme has as few variables as our graph has edges. Its matrix is a
 * network's, so the answer is whole without being asked for.
 */
import * as highsModule from "highs";
import type { Drive } from "@interviewvector/slots";

interface HighsSolution {
  Status: string;
  ObjectiveValue: number;
  Columns: Record<string, { Primal: number }>;
}
export interface Highs {
  solve(problem: string, options?: Record<string, unknown>): HighsSolution;
}

export interface HighsPlan {
  seated: number;
  /** Interviews of each expert, in the order of the drive. */
  loads: number[];
}

/** The solver, once loaded: its start is not part of what is measured. */
export async function loadHighs(): Promise<Highs> {
  // Its types say a CommonJS module; what arrives is a default export.
  const { default: start } = highsModule as unknown as { default: () => Promise<Highs> };
  return start();
}

/** `fair`: among the plans that seat most, one of least convex cost (the k-th interview of an expert costs k). */
export function planWithHighs(highs: Highs, drive: Drive, fair: boolean): HighsPlan {
  const { problem, loadsFrom } = programme(drive, fair);
  const solution = highs.solve(problem, { presolve: "on" });
  if (solution.Status !== "Optimal") throw new Error(`HiGHS says ${solution.Status}`);
  return loadsFrom(solution);
}

interface Group {
  category: string;
  startsMs: readonly number[];
  size: number;
}

function groupsOf({ candidates }: Drive): Group[] {
  const groups = new Map<string, Group>();
  for (const { needs, startsMs } of candidates) {
    const category = needs.category ?? "";
    const key = `${category} ${startsMs.join()}`;
    const group = groups.get(key);
    if (group) group.size++;
    else groups.set(key, { category, startsMs, size: 1 });
  }
  return [...groups.values()];
}

/**
 * A network: group of candidates → skill at an hour → seat of an expert → expert. Variables are its inner edges, some 40,000
 * for 10,000 candidates, where one for each candidate and seat would be millions.
 */
function programme(drive: Drive, fair: boolean) {
  const { experts } = drive;
  const rows: string[] = [];
  const intoHour = new Map<string, string[]>();
  let edges = 0;
  const edge = (): string => `x${edges++}`;
  for (const { category, startsMs, size } of groupsOf(drive)) {
    const own = startsMs.map((startMs) => {
      const name = edge();
      listIn(intoHour, `${category} ${startMs}`).push(name);
      return name;
    });
    rows.push(`${own.join(" + ")} <= ${size}`);
  }
  const outOfHour = new Map<string, string[]>();
  const ofExpert = experts.map(({ skills, seatsMs }) =>
    seatsMs.flatMap((startMs) => {
      const ways = [...new Set(skills.categories)].filter((category) => intoHour.has(`${category} ${startMs}`));
      const names = ways.map((category) => {
        const name = edge();
        listIn(outOfHour, `${category} ${startMs}`).push(name);
        return name;
      });
      if (names.length > 0) rows.push(`${names.join(" + ")} <= 1`);
      return names;
    }),
  );
  const gains: string[] = [];
  for (const [hour, into] of intoHour) {
    gains.push(...into);
    rows.push(`${into.join(" + ")}${(outOfHour.get(hour) ?? []).map((name) => ` - ${name}`).join("")} = 0`);
  }
  const units: string[] = [];
  experts.forEach(({ cap }, expert) => {
    const own = ofExpert[expert]!;
    if (own.length === 0) return;
    rows.push(`${own.join(" + ")} <= ${cap}`);
    if (!fair) return;
    const ownUnits = Array.from({ length: cap }, (_, k) => `y${expert}_${k + 1}`);
    units.push(...ownUnits);
    rows.push(`${own.join(" + ")} - ${ownUnits.join(" - ")} = 0`);
  });
  // One more seat outweighs every unevenness there can be.
  const worth = 1 + experts.reduce((sum, { cap }) => sum + cap * (cap + 1), 0);
  const gain = gains.map((name) => (fair ? `${worth} ${name}` : name)).join(" + ");
  const cost = units.map((name) => ` - ${name.split("_")[1]} ${name}`).join("");
  const problem = [
    "Maximize",
    ` obj: ${wrap(gain + cost)}`,
    "Subject To",
    ...rows.map((row, at) => ` r${at}: ${wrap(row)}`),
    "Bounds",
    ...units.map((name) => ` 0 <= ${name} <= 1`),
    "End",
  ].join("\n");
  const loadsFrom = ({ Columns }: HighsSolution): HighsPlan => {
    const loads = ofExpert.map((names) =>
      Math.round(names.reduce((sum, name) => sum + (Columns[name]?.Primal ?? 0), 0)),
    );
    return { loads, seated: loads.reduce((a, b) => a + b, 0) };
  };
  return { problem, loadsFrom };
}

function listIn(map: Map<string, string[]>, key: string): string[] {
  const kept = map.get(key);
  if (kept !== undefined) return kept;
  const made: string[] = [];
  map.set(key, made);
  return made;
}

/** The format knows lines of limited length. */
function wrap(expression: string): string {
  return expression.replaceAll(/((?:\S+ ){40})/g, "$1\n  ");
}
