/** Hands rigs to scenarios and clears them away. The usual rig is made once for all that share the stage. */
import { startRig, type Rig } from "./rig.ts";
import type { PostgresForDrills } from "./postgres.ts";
import type { Finding, Scenario, Stage } from "./scenario.ts";

export interface Theatre {
  play(scenario: Scenario, what: { seed: number; amount: number }): Promise<Finding>;
  close(): Promise<void>;
}

export function openTheatre(postgres: PostgresForDrills, say: (line: string) => void): Theatre {
  let usual: Promise<Rig> | null = null;
  return {
    async play(scenario, { seed, amount }) {
      const own: Rig[] = [];
      const stage: Stage = {
        seed,
        amount,
        postgres,
        say,
        async usualRig() {
          const rig = await (usual ??= startRig(postgres, { experts: 20 }));
          // Whom the drill before moved no longer counts as a crowd that somebody must confirm.
          rig.advance(601);
          return rig;
        },
        async rig(options) {
          const rig = await startRig(postgres, options);
          own.push(rig);
          return rig;
        },
      };
      try {
        return await scenario.run(stage);
      } finally {
        for (const rig of own) await rig.stop();
      }
    },
    async close() {
      await (await usual)?.stop();
    },
  };
}
