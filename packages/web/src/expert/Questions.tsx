import type { GuideContent } from "@interviewvector/domain";
import { TextArea } from "../look/Field.tsx";
import { Card } from "../look/Page.tsx";
import { Words } from "../look/Words.tsx";
import type { Report } from "./useReport.ts";

type Question = GuideContent["sections"][number]["questions"][number];

/** The guide as the interview goes along it, with room for a note on each question. */
export function Questions({ guide, report }: { guide: GuideContent; report: Report }) {
  return (
    <Card title="Guide and notes">
      <div className="space-y-7">
        {guide.sections.map((section) => (
          <section key={section.name} aria-label={section.name}>
            <h3 className="mb-3 flex items-baseline justify-between gap-3 border-b border-line pb-1 font-medium">
              {section.name}
              <span className="text-sm font-normal text-soft">{`${section.minutes} min`}</span>
            </h3>
            <ol className="space-y-5">
              {section.questions.map((question) => (
                <li key={question.id}>
                  <p className="mb-1.5 whitespace-pre-wrap">
                    <Words text={question.text} />
                  </p>
                  <Hints question={question} />
                  <TextArea
                    label={`Note: ${question.text}`}
                    hideLabel
                    placeholder="What was said, what was done"
                    rows={2}
                    maxLength={8000}
                    value={report.draft.questions[question.id] ?? ""}
                    onValue={(note) => report.change({ questions: { ...report.draft.questions, [question.id]: note } })}
                  />
                </li>
              ))}
            </ol>
          </section>
        ))}
      </div>
    </Card>
  );
}

function Hints({ question }: { question: Question }) {
  const lists: [string, string[]][] = [
    ["Expected", question.expected],
    ["Follow-ups", question.followUps],
    ["Hints to give", question.hints],
  ];
  const filled = lists.filter(([, items]) => items.length > 0);
  if (filled.length === 0) return null;
  return (
    <details className="mb-2 text-sm">
      <summary className="cursor-pointer text-accent">
        {filled.map(([name, items]) => `${name} (${items.length})`).join(" · ")}
      </summary>
      <div className="mt-1.5 space-y-2 rounded-md bg-sunk px-3 py-2">
        {filled.map(([name, items]) => (
          <div key={name}>
            <p className="font-medium">{name}</p>
            <ul className="list-disc pl-5">
              {items.map((item) => (
                <li key={item}>
                  <Words text={item} />
                </li>
              ))}
            </ul>
          </div>
        ))}
      </div>
    </details>
  );
}
