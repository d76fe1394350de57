/** What a scenario of RELIABILITY is: a drill with a seed and an amount, and what the judge found. */
import type { PostgresForDrills } from "./postgres.ts";
import type { Rig, RigOptions } from "./rig.ts";

export interface Stage {
  seed: number;
  amount: number;
  postgres: PostgresForDrills;
  /** A rig with the usual settings; the caller of the scenario stops it, and may have used it before. */
  usualRig(): Promise<Rig>;
  /** A rig of its own; stopped by the caller when the scenario is over. */
  rig(options: RigOptions): Promise<Rig>;
  say(line: string): void;
}

export interface Finding {
  /** Empty when everything holds. */
  violations: string[];
  figures: Record<string, number | string>;
}

export interface Scenario {
  id: string;
  title: string;
  /** What the amount counts. */
  unit: string;
  /** Amount in `npm test`, and the one to run before a release. */
  small: number;
  full: number;
  run(stage: Stage): Promise<Finding>;
}
