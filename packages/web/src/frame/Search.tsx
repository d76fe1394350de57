/** Search over everything of the company: candidates with their interviews, and positions. */
import { interviewApi, positionApi } from "@interviewvector/domain";
import { useDeferredValue, useEffect, useRef, useState, type KeyboardEvent } from "react";
import { Link } from "react-router";
import { Dialog } from "../look/Dialog.tsx";
import { TextField } from "../look/Field.tsx";
import { Failure } from "../look/Notice.tsx";
import { Waiting } from "../look/Page.tsx";
import { StateWord } from "../look/StateWord.tsx";
import { useAnswer } from "../query.ts";
import { places } from "./places.ts";

interface Found {
  to: string;
  words: string;
  below: string;
  state?: string;
}

export function Search({ onClose }: { onClose: () => void }) {
  const [typed, setTyped] = useState("");
  const search = useDeferredValue(typed.trim());
  const wanted = search.length >= 2;
  const interviews = useAnswer(
    interviewApi.listInterviews,
    { query: { search, limit: 8 } },
    { enabled: wanted, keepFormer: true },
  );
  const positions = useAnswer(positionApi.listPositions, {}, { enabled: wanted });
  const list = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLInputElement>(null);
  // The dialog was asked for in order to type.
  useEffect(() => field.current?.focus(), []);

  const lower = search.toLowerCase();
  const found: Found[] = !wanted
    ? places.company.map((place) => ({ to: place.to, words: place.words, below: "Page" }))
    : [
        ...(interviews.data?.interviews ?? []).map((row) => ({
          to: `/app/interviews/${row.id}`,
          words: row.candidate,
          below: `${row.position}, ${row.round}`,
          state: row.state,
        })),
        ...(positions.data?.positions ?? [])
          .filter((row) => row.title.toLowerCase().includes(lower))
          .slice(0, 6)
          .map((row) => ({
            to: `/app/positions/${row.id}`,
            words: row.title,
            below: "Position",
            state: row.state,
          })),
      ];
  const reading = wanted && (interviews.isPending || positions.isPending);

  function move(event: KeyboardEvent) {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    event.preventDefault();
    const links = [...(list.current?.querySelectorAll<HTMLElement>("a") ?? [])];
    const at = links.indexOf(document.activeElement as HTMLElement);
    const next = event.key === "ArrowDown" ? at + 1 : at - 1;
    links[Math.max(0, Math.min(links.length - 1, next))]?.focus();
  }

  return (
    <Dialog title="Search" onClose={onClose}>
      <div onKeyDown={move} role="presentation">
        <TextField
          label="Candidate or position"
          type="search"
          ref={field}
          autoComplete="off"
          value={typed}
          onValue={setTyped}
          onKeyDown={(event) => {
            if (event.key === "Enter") list.current?.querySelector<HTMLElement>("a")?.click();
          }}
        />
        <Failure error={interviews.error} />
        <div ref={list} className="mt-3 min-h-56">
          {reading && <Waiting lines={3} />}
          {!reading && found.length === 0 && (
            <p className="py-6 text-center text-soft">{`Nothing is called “${search}”. Try another spelling.`}</p>
          )}
          <ul aria-label="Found">
            {!reading &&
              found.map((one) => (
                <li key={one.to}>
                  <Link
                    to={one.to}
                    onClick={onClose}
                    className="flex items-center justify-between gap-3 rounded-md px-3 py-2 text-ink no-underline hover:bg-sunk"
                  >
                    <span className="min-w-0">
                      <span className="block truncate font-medium">{one.words}</span>
                      <span className="block truncate text-sm text-soft">{one.below}</span>
                    </span>
                    {one.state && <StateWord state={one.state} />}
                  </Link>
                </li>
              ))}
          </ul>
        </div>
      </div>
    </Dialog>
  );
}
