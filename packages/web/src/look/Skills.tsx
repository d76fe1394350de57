import { useState } from "react";
import { Button } from "./Button.tsx";
import { SelectField, TextField } from "./Field.tsx";

interface Skill {
  skill: string;
  level: number;
}

const levels = [
  { value: "1", words: "1: knows it" },
  { value: "2", words: "2: works with it" },
  { value: "3", words: "3: strong" },
  { value: "4", words: "4: teaches it" },
];

/** Skills with how well they are mastered. */
export function Skills({ skills, onSkills }: { skills: readonly Skill[]; onSkills: (skills: Skill[]) => void }) {
  const [typed, setTyped] = useState("");
  const word = typed.trim();
  const known = skills.some((one) => one.skill.toLowerCase() === word.toLowerCase());
  function add() {
    if (word === "" || known) return;
    onSkills([...skills, { skill: word, level: 3 }]);
    setTyped("");
  }
  return (
    <fieldset className="min-w-0 rounded-md border border-line p-3">
      <legend className="label mb-0! px-1">Skills</legend>
      <ul className="mb-3 grid grid-cols-[repeat(auto-fill,minmax(min(100%,19rem),1fr))] gap-2">
        {skills.map((one, place) => (
          <li key={one.skill} className="flex min-w-0 items-center gap-1.5">
            <span className="min-w-0 flex-1 break-words">{one.skill}</span>
            <SelectField
              hideLabel
              label={`Level in ${one.skill}`}
              className="w-36 shrink-0"
              value={String(one.level)}
              onValue={(level) =>
                onSkills(skills.map((other, at) => (at === place ? { ...other, level: Number(level) } : other)))
              }
              choices={levels}
            />
            <Button
              icon="cross"
              label={`Remove ${one.skill}`}
              onPress={() => onSkills(skills.filter((_, at) => at !== place))}
            >
              <span className="sr-only">Remove</span>
            </Button>
          </li>
        ))}
      </ul>
      <div className="flex flex-wrap items-end gap-2">
        <TextField
          label="Another skill"
          maxLength={60}
          value={typed}
          onValue={setTyped}
          onKeyDown={(event) => {
            if (event.key !== "Enter") return;
            event.preventDefault();
            add();
          }}
        />
        <Button
          className="min-h-10"
          why={word === "" ? "Type a skill first." : known ? "It is in the list already." : null}
          onPress={add}
        >
          Add skill
        </Button>
      </div>
    </fieldset>
  );
}
