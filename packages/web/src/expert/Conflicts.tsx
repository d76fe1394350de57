import { useState } from "react";
import { Button } from "../look/Button.tsx";
import { SelectField, TextField } from "../look/Field.tsx";

interface Conflict {
  kind: "company" | "person";
  words: string;
  reason?: string | undefined;
}

/** Companies and people whom an expert must not interview for, or not interview: friends, family, business. */
export function Conflicts({
  values,
  onValues,
}: {
  values: readonly Conflict[];
  onValues: (values: Conflict[]) => void;
}) {
  const [kind, setKind] = useState<Conflict["kind"]>("company");
  const [words, setWords] = useState("");
  const typed = words.trim();
  const known = values.some((one) => one.kind === kind && one.words.toLowerCase() === typed.toLowerCase());
  const why = typed === "" ? "Write a name first." : known ? "It is on the list already." : null;
  function add() {
    if (why !== null) return;
    onValues([...values, { kind, words: typed, reason: "" }]);
    setWords("");
  }
  return (
    <fieldset className="min-w-0">
      <legend className="label">Conflicts</legend>
      {values.length === 0 && (
        <p className="text-sm text-soft">None. For friends, family, or companies you have business with.</p>
      )}
      <ul className="mb-2 divide-y divide-line">
        {values.map((one, place) => (
          <li key={`${one.kind} ${one.words}`} className="flex items-center justify-between gap-3 py-1.5">
            <span className="min-w-0 break-words">
              {one.words}
              <span className="text-sm text-soft">{one.kind === "company" ? " · company" : " · person"}</span>
            </span>
            <Button
              label={`Remove the conflict with ${one.words}`}
              onPress={() => onValues(values.filter((_, at) => at !== place))}
            >
              Remove
            </Button>
          </li>
        ))}
      </ul>
      <div className="flex flex-wrap items-end gap-2">
        <SelectField
          label="Kind"
          className="w-36"
          value={kind}
          onValue={(value) => setKind(value === "person" ? "person" : "company")}
          choices={[
            { value: "company", words: "Company" },
            { value: "person", words: "Person" },
          ]}
        />
        <TextField
          label={kind === "company" ? "Name of the company" : "Whole name, or e-mail"}
          className="min-w-0 flex-1 basis-44"
          maxLength={200}
          value={words}
          onValue={setWords}
          onKeyDown={(event) => {
            if (event.key !== "Enter") return;
            event.preventDefault();
            add();
          }}
        />
        <Button className="min-h-10" why={why} onPress={add}>
          Add conflict
        </Button>
      </div>
    </fieldset>
  );
}
