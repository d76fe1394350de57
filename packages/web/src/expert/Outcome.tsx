import { recommendations, recommendationWords } from "@interviewvector/domain";
import { TextArea } from "../look/Field.tsx";
import { Card } from "../look/Page.tsx";
import type { Report } from "./useReport.ts";

const texts = [
  { field: "strengths", label: "Strengths", most: 8000, hint: "" },
  { field: "concerns", label: "Concerns", most: 8000, hint: "" },
  {
    field: "integrity",
    label: "Integrity",
    most: 4000,
    hint: "Only what you saw: another voice, long silences with reading eyes, pasted code. Leave empty if there was nothing.",
  },
] as const;

/** What the interview comes to. */
export function Outcome({ report }: { report: Report }) {
  const { draft, change } = report;
  return (
    <Card title="Outcome">
      <div className="space-y-5">
        <fieldset id="recommendation" className="min-w-0 scroll-mt-20">
          <legend className="label">Recommendation</legend>
          <div className="grid grid-cols-2 gap-2 sm:grid-cols-4">
            {recommendations.map((one) => (
              <label
                key={one}
                className="flex cursor-pointer items-center gap-2.5 rounded-md border border-edge p-2.5 has-checked:border-accent has-checked:bg-accent-wash has-focus-visible:outline-2 has-focus-visible:outline-accent"
              >
                <input
                  type="radio"
                  name="recommendation"
                  className="size-4 shrink-0 accent-accent outline-none"
                  checked={draft.recommendation === one}
                  onChange={() => change({ recommendation: one })}
                />
                {recommendationWords[one]}
              </label>
            ))}
          </div>
        </fieldset>
        <div id="summary" className="scroll-mt-20">
          <TextArea
            label="Summary"
            rows={4}
            maxLength={8000}
            value={draft.summary}
            onValue={(summary) => change({ summary })}
            hint="What the company should know after reading only this."
          />
        </div>
        {texts.map(({ field, label, most, hint }) => (
          <TextArea
            key={field}
            label={label}
            maxLength={most}
            value={draft[field]}
            onValue={(value) => change({ [field]: value })}
            hint={hint}
          />
        ))}
      </div>
    </Card>
  );
}
