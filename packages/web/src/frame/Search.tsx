/** Search over everything that a part of the product holds, by keyboard alone where one likes. */
import { useDeferredValue, useEffect, useRef, useState, type KeyboardEvent } from "react";
import { Link } from "react-router";
import { Dialog } from "../look/Dialog.tsx";
import { TextField } from "../look/Field.tsx";
import { Failure } from "../look/Notice.tsx";
import { Waiting } from "../look/Page.tsx";
import { StateWord } from "../look/StateWord.tsx";
import { useMe, type Area } from "../session.ts";
import { findable, useFound } from "./found.ts";
import { placesFor } from "./places.ts";

export function Search({ area, onClose }: { area: Area; onClose: () => void }) {
  const [typed, setTyped] = useState("");
  const search = useDeferredValue(typed.trim());
  const { found, reading, error } = useFound(area, search.length >= 2 ? search : "", placesFor(area, useMe()));
  const list = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLInputElement>(null);
  // The dialog was asked for in order to type.
  useEffect(() => field.current?.focus(), []);

  function move(event: KeyboardEvent) {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    event.preventDefault();
    const links = [...(list.current?.querySelectorAll<HTMLElement>("a") ?? [])];
    const at = links.indexOf(document.activeElement as HTMLElement);
    if (event.key === "ArrowUp" && at <= 0) field.current?.focus();
    else links[Math.min(links.length - 1, event.key === "ArrowDown" ? at + 1 : at - 1)]?.focus();
  }

  return (
    <Dialog title="Search" onClose={onClose}>
      <div onKeyDown={move} role="presentation">
        <TextField
          label={findable[area]}
          type="search"
          ref={field}
          autoComplete="off"
          value={typed}
          onValue={setTyped}
          onKeyDown={(event) => {
            if (event.key === "Enter") list.current?.querySelector<HTMLElement>("a")?.click();
          }}
        />
        <Failure error={error} />
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
