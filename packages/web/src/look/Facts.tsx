import type { ReactNode } from "react";

/** Names and what belongs to them, one under the other. */
export function Facts({ facts, aside = false }: { facts: readonly [string, ReactNode][]; aside?: boolean }) {
  return (
    <dl className={aside ? "space-y-3" : "grid gap-x-6 gap-y-3 sm:grid-cols-2 lg:grid-cols-4"}>
      {facts
        .filter(([, what]) => what !== null && what !== undefined)
        .map(([name, what]) => (
          <div key={name} className="min-w-0">
            <dt className="text-sm text-soft">{name}</dt>
            <dd className="break-words">{what}</dd>
          </div>
        ))}
    </dl>
  );
}
