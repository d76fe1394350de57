import type { Competency, GuideContent } from "@interviewvector/domain";
import { TextArea } from "../look/Field.tsx";
import { Card } from "../look/Page.tsx";
import type { Report } from "./useReport.ts";

type Given = Report["draft"]["competencies"][string];
const nothing: Given = { score: null, evidence: "" };
const scores = [1, 2, 3, 4] as const;

/** Scores with what each of them looks like in sight, and the evidence beside. */
export function Competencies({ guide, report }: { guide: GuideContent; report: Report }) {
  return (
    <Card title="Competencies">
      <div className="space-y-8">
        {guide.competencies.map((competency) => (
          <CompetencyField
            key={competency.id}
            competency={competency}
            given={report.draft.competencies[competency.id] ?? nothing}
            onGiven={(given) =>
              report.change({ competencies: { ...report.draft.competencies, [competency.id]: given } })
            }
          />
        ))}
      </div>
    </Card>
  );
}

interface Props {
  competency: Competency;
  given: Given;
  onGiven: (given: Given) => void;
}

function CompetencyField({ competency, given, onGiven }: Props) {
  const part = `competency:${competency.id}`;
  return (
    <div>
      <fieldset id={`${part}:score`} className="min-w-0 scroll-mt-20">
        <legend className="mb-2 font-medium">
          {competency.name}
          {!competency.mandatory && <span className="ml-2 text-sm font-normal text-soft">optional</span>}
        </legend>
        <div className="grid gap-2 sm:grid-cols-2 xl:grid-cols-4">
          {scores.map((score) => (
            <label
              key={score}
              className="flex cursor-pointer gap-2.5 rounded-md border border-edge p-2.5 text-sm has-checked:border-accent has-checked:bg-accent-wash has-focus-visible:outline-2 has-focus-visible:outline-accent"
            >
              <input
                type="radio"
                name={part}
                className="mt-0.5 size-4 shrink-0 accent-accent outline-none"
                checked={given.score === score}
                onChange={() => onGiven({ ...given, score })}
              />
              <span>
                <span className="mr-1.5 font-semibold">{score}</span>
                {competency.anchors[score - 1]}
              </span>
            </label>
          ))}
        </div>
      </fieldset>
      <div id={`${part}:evidence`} className="mt-2 scroll-mt-20">
        <TextArea
          label={`Evidence: ${competency.name}`}
          rows={2}
          maxLength={8000}
          placeholder="What you saw or heard that speaks for this score"
          value={given.evidence}
          onValue={(evidence) => onGiven({ ...given, evidence })}
        />
      </div>
    </div>
  );
}
