/**
 * The vetting board: a column for each station, a card for each person. A card moves by its own menu, which works with
 * mouse, touch and keyboard alike; between cards go the arrows.
 */
import { expertStates, type ExpertState } from "@interviewvector/domain";
import { useRef, useState, type KeyboardEvent } from "react";
import { Link } from "react-router";
import { Button } from "../look/Button.tsx";
import { wordsFor } from "../look/StateWord.tsx";
import type { Expert } from "./expert.ts";
import { MoveDialog } from "./MoveDialog.tsx";

export function Board({ experts }: { experts: readonly Expert[] }) {
  const [moving, setMoving] = useState<Expert | null>(null);
  const board = useRef<HTMLDivElement>(null);
  const columns = expertStates.map((state) => ({ state, cards: experts.filter((one) => one.state === state) }));

  function onKey(event: KeyboardEvent, column: number, row: number) {
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const filled = columns.map(({ cards }, at) => (cards.length > 0 ? at : -1)).filter((at) => at >= 0);
    const to = filled[filled.indexOf(column) + step.column];
    const count = to === undefined ? 0 : (columns[to]?.cards.length ?? 0);
    const next = Math.max(0, Math.min(count - 1, row + step.row));
    board.current?.querySelector<HTMLElement>(`[data-card="${to} ${next}"]`)?.focus();
  }

  return (
    <>
      <p className="mb-3 text-sm text-soft">Arrows go from card to card; Move asks where to, and why.</p>
      <section
        ref={board}
        className="flex flex-col gap-3 sm:flex-row sm:overflow-x-auto sm:pb-3"
        aria-label="Vetting board"
      >
        {columns.map(({ state, cards }, column) => (
          <section
            key={state}
            aria-label={wordsFor(state)}
            className={`shrink-0 rounded-lg bg-sunk p-2 ${cards.length === 0 ? "sm:w-32" : "sm:w-60"}`}
          >
            <h2 className="flex justify-between gap-1.5 px-1.5 py-1 text-sm font-semibold">
              {wordsFor(state)}
              <span className="text-soft">{cards.length}</span>
            </h2>
            {cards.length === 0 && <p className="px-1.5 pb-1 text-sm text-soft sm:py-3">{calm[state]}</p>}
            <ul className="space-y-2">
              {cards.map((expert, row) => (
                <li key={expert.id} className="panel p-3">
                  <Link
                    to={`/ops/experts/${expert.id}`}
                    data-card={`${column} ${row}`}
                    className="font-medium text-ink no-underline hover:underline"
                    onKeyDown={(event) => onKey(event, column, row)}
                  >
                    {expert.name}
                  </Link>
                  <p className="text-sm break-words text-soft">
                    {expert.skills
                      .slice(0, 4)
                      .map((one) => `${one.skill} ${one.level}`)
                      .join(", ") || "no skills yet"}
                  </p>
                  {expert.heldBack && (
                    <p className="text-sm font-medium text-bad">Out of the pool: calendar can’t be read</p>
                  )}
                  <div className="mt-2">
                    <Button label={`Move ${expert.name}`} onPress={() => setMoving(expert)}>
                      Move
                    </Button>
                  </div>
                </li>
              ))}
            </ul>
          </section>
        ))}
      </section>
      {moving && <MoveDialog expert={moving} onClose={() => setMoving(null)} />}
    </>
  );
}

const steps: Record<string, { column: number; row: number }> = {
  ArrowUp: { column: 0, row: -1 },
  ArrowDown: { column: 0, row: 1 },
  ArrowLeft: { column: -1, row: 0 },
  ArrowRight: { column: 1, row: 0 },
};

const calm: Record<ExpertState, string> = {
  applied: "Applications land here.",
  screening: "Nobody is being looked at.",
  shadow: "Nobody listens in.",
  reverse_shadow: "Nobody is listened to.",
  active: "Nobody can be booked.",
  paused: "Nobody pauses.",
  gone: "Nobody has left.",
};
