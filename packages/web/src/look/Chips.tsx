/** Several short words in one field: Enter or a comma adds, each has a button that removes it. */
import { useId, useState } from "react";
import { Icon } from "./Icon.tsx";

interface Props {
  label: string;
  values: readonly string[];
  onValues: (values: string[]) => void;
  hint?: string;
  error?: string | undefined;
  suggestions?: readonly string[];
  /** So many suggestions stand below the field, to be pressed; the others come while typing. */
  offered?: number;
  /** Says why a word can't be taken; null takes it. */
  refuse?: (word: string) => string | null;
  /** How a stored value reads. */
  wordsOf?: (value: string) => string;
}

export function Chips({ label, values, onValues, hint, error, suggestions = [], offered = 0, refuse, wordsOf }: Props) {
  const id = useId();
  const [typed, setTyped] = useState("");
  const [refusal, setRefusal] = useState<string | null>(null);
  function add(text: string): void {
    const words = text
      .split(",")
      .map((word) => word.trim())
      .filter((word) => word !== "" && !values.includes(word));
    const no = words.map((word) => refuse?.(word) ?? null).find((reason) => reason !== null) ?? null;
    setRefusal(no);
    if (no !== null) return;
    setTyped("");
    if (words.length > 0) onValues([...values, ...words]);
  }
  const said = refusal ?? error;
  const free = suggestions.filter((suggestion) => !values.includes(suggestion));
  return (
    <div>
      <label htmlFor={id} className="label">
        {label}
      </label>
      <div className="flex flex-wrap items-center gap-1.5 rounded-md border border-edge bg-panel p-1.5 focus-within:outline-2 focus-within:outline-accent">
        {values.map((value) => (
          <span key={value} className="inline-flex items-center gap-1 rounded bg-sunk py-0.5 pr-1 pl-2 text-sm">
            {wordsOf?.(value) ?? value}
            <button
              type="button"
              aria-label={`Remove ${wordsOf?.(value) ?? value}`}
              className="rounded p-1 text-soft hover:text-ink"
              onClick={() => onValues(values.filter((other) => other !== value))}
            >
              <Icon name="cross" className="size-3!" />
            </button>
          </span>
        ))}
        <input
          id={id}
          list={`${id}-list`}
          value={typed}
          className="min-h-7 min-w-24 flex-1 bg-transparent px-1.5 outline-none"
          aria-invalid={said ? true : undefined}
          aria-describedby={`${id}-hint`}
          onChange={(event) => {
            const { value } = event.target;
            const typing = (event.nativeEvent as InputEvent).inputType === "insertText";
            // Chosen from the list or pasted with commas: taken at once. Who types "Java" may want "JavaScript".
            if (value.includes(",") || (!typing && suggestions.includes(value))) add(value);
            else setTyped(value);
          }}
          onKeyDown={(event) => {
            if (event.key === "Enter") {
              event.preventDefault();
              add(typed);
            }
            if (event.key === "Backspace" && typed === "") onValues(values.slice(0, -1));
          }}
          onBlur={() => add(typed)}
        />
        <datalist id={`${id}-list`}>
          {free.map((suggestion) => (
            <option key={suggestion} value={suggestion}>
              {suggestion}
            </option>
          ))}
        </datalist>
      </div>
      <p id={`${id}-hint`} className={`mt-1 text-sm ${said ? "text-bad" : "text-soft"}`}>
        {said ?? hint ?? "Enter adds a word."}
      </p>
      {offered > 0 && free.length > 0 && (
        <ul aria-label="Suggestions" className="mt-2 flex flex-wrap gap-1.5">
          {free.slice(0, offered).map((suggestion) => (
            <li key={suggestion}>
              <button
                type="button"
                className="min-h-7 rounded-full border border-line px-2.5 text-sm text-soft hover:bg-sunk hover:text-ink"
                onClick={() => add(suggestion)}
              >
                <span aria-hidden="true">+ </span>
                {suggestion}
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
