/** Short confirmations at the lower edge, read out politely and gone after a while. Errors never go here: they stay where they happened. */
import { useSyncExternalStore } from "react";
import { Icon } from "./Icon.tsx";

interface Saying {
  id: number;
  words: string;
}

let sayings: readonly Saying[] = [];
let count = 0;
const listeners = new Set<() => void>();

function change(next: readonly Saying[]): void {
  sayings = next;
  for (const listener of listeners) listener();
}

export function say(words: string): void {
  const id = ++count;
  change([...sayings, { id, words }]);
  setTimeout(() => change(sayings.filter((saying) => saying.id !== id)), 6000);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function Said() {
  const shown = useSyncExternalStore(subscribe, () => sayings);
  return (
    <output
      aria-label="Messages"
      className="pointer-events-none fixed inset-x-0 bottom-20 z-40 flex flex-col items-center gap-2 px-4 md:bottom-6"
    >
      {shown.map((saying) => (
        <p
          key={saying.id}
          className="flex items-center gap-2 rounded-md bg-ink px-4 py-2.5 text-sm text-page shadow-lg"
        >
          <Icon name="check" />
          {saying.words}
        </p>
      ))}
    </output>
  );
}
