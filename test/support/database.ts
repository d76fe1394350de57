/** A database of one's own for a test file: cloned from the migrated template, on the run's throwaway server. */
import { inject } from "vitest";
import { cloneDatabase, type FreshDatabase } from "./clone.ts";

export type { FreshDatabase };

/** About 0.1 s. With `empty`, nothing is migrated. */
export async function freshDatabase({ empty = false }: { empty?: boolean } = {}): Promise<FreshDatabase> {
  const failure = inject("migrationFailure");
  if (failure !== "" && !empty) throw new Error(`The template database is not there: ${failure}`);
  return cloneDatabase({ url: inject("postgresUrl"), template: empty ? "template0" : inject("templateDatabase") });
}
