/** Labelled fields. Native controls: they are at home on phones, with keyboards and with screen readers. */
import { useId, type ComponentProps, type ReactNode } from "react";

interface Around {
  label: string;
  hint?: ReactNode;
  error?: string | undefined;
  hideLabel?: boolean;
  className?: string;
}

function Labelled(props: Around & { id: string; children: ReactNode }) {
  return (
    <div className={props.className}>
      <label htmlFor={props.id} className={props.hideLabel ? "sr-only" : "label"}>
        {props.label}
      </label>
      {props.children}
      {props.hint && (
        <div id={`${props.id}-hint`} className="mt-1 text-sm text-soft">
          {props.hint}
        </div>
      )}
      {props.error && (
        <p id={`${props.id}-error`} className="mt-1 text-sm text-bad">
          {props.error}
        </p>
      )}
    </div>
  );
}

function describedBy(id: string, { hint, error }: Around): string | undefined {
  const ids = [hint ? `${id}-hint` : "", error ? `${id}-error` : ""].filter((part) => part !== "");
  return ids.length === 0 ? undefined : ids.join(" ");
}

type Control<Tag extends "input" | "textarea" | "select"> = Omit<ComponentProps<Tag>, "className" | "onChange" | "id"> &
  Around & { onValue?: (value: string) => void };

export function TextField({ label, hint, error, hideLabel, className, onValue, ...input }: Control<"input">) {
  const id = useId();
  const around = { label, hint, error, ...(hideLabel ? { hideLabel } : {}), ...(className ? { className } : {}) };
  return (
    <Labelled {...around} id={id}>
      <input
        id={id}
        className="field"
        aria-invalid={error ? true : undefined}
        aria-describedby={describedBy(id, around)}
        onChange={(event) => onValue?.(event.target.value)}
        {...input}
      />
    </Labelled>
  );
}

export function TextArea({ label, hint, error, hideLabel, className, onValue, ...input }: Control<"textarea">) {
  const id = useId();
  const around = { label, hint, error, ...(hideLabel ? { hideLabel } : {}), ...(className ? { className } : {}) };
  return (
    <Labelled {...around} id={id}>
      <textarea
        id={id}
        className="field resize-y"
        rows={3}
        aria-invalid={error ? true : undefined}
        aria-describedby={describedBy(id, around)}
        onChange={(event) => onValue?.(event.target.value)}
        {...input}
      />
    </Labelled>
  );
}

export interface Choice {
  value: string;
  words: string;
}

export function SelectField(props: Control<"select"> & { choices: readonly Choice[] }) {
  const { label, hint, error, hideLabel, className, onValue, choices, ...select } = props;
  const id = useId();
  const around = { label, hint, error, ...(hideLabel ? { hideLabel } : {}), ...(className ? { className } : {}) };
  return (
    <Labelled {...around} id={id}>
      <select
        id={id}
        className="field pr-8"
        aria-invalid={error ? true : undefined}
        aria-describedby={describedBy(id, around)}
        onChange={(event) => onValue?.(event.target.value)}
        {...select}
      >
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.words}
          </option>
        ))}
      </select>
    </Labelled>
  );
}

interface NumberProps extends Around {
  value: number;
  onValue: (value: number) => void;
  min: number;
  max: number;
  step?: number;
  unit?: string;
}

/** A whole number with its unit. Out of bounds is shown as an error, never silently corrected while one types. */
export function NumberField({ value, onValue, min, max, step = 1, unit, ...around }: NumberProps) {
  const id = useId();
  const error =
    value < min || value > max || value % step !== 0
      ? `Between ${min} and ${max}${step > 1 ? `, in steps of ${step}` : ""}`
      : around.error;
  return (
    <Labelled {...around} error={error} id={id}>
      <div className="flex items-center gap-2">
        <input
          id={id}
          type="number"
          className="field max-w-28"
          value={Number.isNaN(value) ? "" : value}
          min={min}
          max={max}
          step={step}
          aria-invalid={error ? true : undefined}
          aria-describedby={describedBy(id, { ...around, error })}
          onChange={(event) => onValue(event.target.valueAsNumber)}
        />
        {unit && <span className="text-sm text-soft">{unit}</span>}
      </div>
    </Labelled>
  );
}

interface TickProps {
  label: ReactNode;
  hint?: ReactNode;
  checked: boolean;
  onValue: (checked: boolean) => void;
  disabled?: boolean;
}

export function Tick({ label, hint, checked, onValue, disabled = false }: TickProps) {
  const id = useId();
  return (
    <div className="flex gap-2.5">
      <input
        id={id}
        type="checkbox"
        className="mt-1 size-4 shrink-0 accent-accent"
        checked={checked}
        disabled={disabled}
        aria-describedby={hint ? `${id}-hint` : undefined}
        onChange={(event) => onValue(event.target.checked)}
      />
      <div>
        <label htmlFor={id} className={disabled ? "text-soft" : ""}>
          {label}
        </label>
        {hint && (
          <p id={`${id}-hint`} className="text-sm text-soft">
            {hint}
          </p>
        )}
      </div>
    </div>
  );
}
