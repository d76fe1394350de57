/** One of a few, each with what it means: the option's name is its words alone, the hint describes it. */
import { useId } from "react";

interface Option<Value> {
  value: Value;
  words: string;
  hint: string;
}

interface Props<Value> {
  legend: string;
  options: readonly Option<Value>[];
  chosen: Value;
  onChoose: (value: Value) => void;
  /** Beside each other where there is room. */
  beside?: boolean;
}

export function Options<Value>({ legend, options, chosen, onChoose, beside = false }: Props<Value>) {
  const name = useId();
  return (
    <fieldset className={beside ? "grid gap-2 sm:grid-cols-2" : "space-y-2"}>
      <legend className="label">{legend}</legend>
      {options.map(({ value, words, hint }, place) => (
        <label key={words} className="flex items-start gap-2.5">
          <input
            type="radio"
            name={name}
            aria-label={words}
            aria-describedby={`${name}-${place}`}
            className="mt-1.5 accent-accent"
            checked={chosen === value}
            onChange={() => onChoose(value)}
          />
          <span>
            {words}
            <span id={`${name}-${place}`} className="block text-sm text-soft">
              {hint}
            </span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
