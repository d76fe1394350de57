/** After an effect that was ever unsure: look again whether the uncertain attempt made a twin after all. Dispatches to the kind's own `sweep`. */
import type { Database } from "../db/database.ts";
import { effectOf, type Handler } from "./effect.ts";

export function sweepHandler(database: Database, handlers: readonly Handler[]): Handler {
  const byKind = new Map(handlers.map((handler) => [handler.kind, handler]));
  return {
    kind: "effect.sweep",
    repeatable: true,
    async run(sweep, attempt) {
      const row = await database.service
        .selectFrom("effects")
        .selectAll()
        .where("id", "=", String(sweep.payload["effectId"]))
        .executeTakeFirst();
      const handler = row && byKind.get(row.kind);
      if (!row || row.state !== "done" || !handler?.sweep) return { result: "skipped", words: "nothing to look for" };
      const result = await handler.sweep(effectOf(row), attempt);
      // A twin that only a person can remove safely must not end quietly: dead stands on the operator's screen.
      if (result.left > 0) return { result: "not_applied", retry: "never", words: result.words };
      return { result: "done", words: result.words };
    },
  };
}
