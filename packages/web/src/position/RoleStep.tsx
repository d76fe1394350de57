import { experienceLevels, positionApi } from "@interviewvector/domain";
import { useId } from "react";
import { Chips } from "../look/Chips.tsx";
import { SelectField, TextField } from "../look/Field.tsx";
import { Languages } from "../look/Languages.tsx";
import { Card } from "../look/Page.tsx";
import { useAnswer } from "../query.ts";
import { seniorityWords, type StepProps } from "./draft.ts";

export function RoleStep({ draft, change, faults }: StepProps) {
  const guides = useAnswer(positionApi.listGuideNames);
  const list = useId();
  return (
    <Card title="Role and skills">
      <div className="grid max-w-3xl gap-4 sm:grid-cols-2">
        <div>
          <TextField
            label="Category"
            list={list}
            value={draft.category}
            onValue={(category) => change({ category })}
            error={faults["category"]}
            hint="For example Backend. Experts are chosen by it."
          />
          <datalist id={list}>
            {(guides.data?.categories ?? []).map((category) => (
              <option key={category} value={category}>
                {category}
              </option>
            ))}
          </datalist>
        </div>
        <TextField
          label="Role"
          value={draft.role}
          onValue={(role) => change({ role })}
          error={faults["role"]}
          hint="As the candidate reads it, for example SDE-2."
        />
        <SelectField
          label="Seniority"
          value={draft.seniority}
          onValue={(value) => change({ seniority: experienceLevels.find((level) => level === value) ?? "mid" })}
          choices={experienceLevels.map((level) => ({ value: level, words: seniorityWords[level] }))}
        />
        <Languages
          values={draft.languages}
          onValues={(languages) => change({ languages })}
          error={faults["languages"]}
        />
        <div className="sm:col-span-2">
          <Chips
            label="Skills wanted"
            values={draft.skills}
            onValues={(skills) => change({ skills })}
            suggestions={guides.data?.skills ?? []}
            offered={12}
            error={faults["skills"]}
            hint="An expert must have all of them. Enter adds one."
          />
        </div>
      </div>
    </Card>
  );
}
