/** The parts of a report in the order they are read. The same for the company and for the expert's preview. */
import { inks, type Tone } from "../look/Notice.tsx";
import { Card } from "../look/Page.tsx";
import { verdictWords } from "./words.ts";

export interface ReadableReport {
  recommendation: string;
  summary: string;
  strengths: string;
  concerns: string;
  integrity: string;
  competencies: { name: string; score: number | null; anchor: string | null; evidence: string }[];
  questions: { text: string; note: string }[];
}

const tones: Record<string, Tone> = { strong_hire: "good", hire: "good", no_hire: "bad", strong_no_hire: "bad" };

export function ReportBody({ report }: { report: ReadableReport }) {
  const answered = report.questions.filter((question) => question.note.trim() !== "");
  return (
    <div className="space-y-5">
      <Card>
        <p className="text-sm text-soft">Recommendation</p>
        <p className={`text-2xl font-semibold ${inks[tones[report.recommendation] ?? "info"]}`}>
          {report.recommendation === "" ? "not given yet" : verdictWords(report.recommendation)}
        </p>
        <Words text={report.summary} />
      </Card>
      <Card title="Competencies">
        <ul className="divide-y divide-line">
          {report.competencies.map((competency) => (
            <li key={competency.name} className="py-4 first:pt-0 last:pb-0">
              <div className="flex flex-wrap items-center justify-between gap-2">
                <h3 className="font-medium">{competency.name}</h3>
                <Score score={competency.score} />
              </div>
              {competency.anchor && <p className="text-sm text-soft">{competency.anchor}</p>}
              <Words text={competency.evidence} />
            </li>
          ))}
        </ul>
      </Card>
      <div className="grid gap-5 sm:grid-cols-2">
        {report.strengths.trim() !== "" && (
          <Card title="Strengths">
            <Words text={report.strengths} />
          </Card>
        )}
        {report.concerns.trim() !== "" && (
          <Card title="Concerns">
            <Words text={report.concerns} />
          </Card>
        )}
      </div>
      {report.integrity.trim() !== "" && (
        <Card title="Integrity">
          <Words text={report.integrity} />
        </Card>
      )}
      {answered.length > 0 && (
        <Card title="Questions">
          <ul className="space-y-4">
            {answered.map((question) => (
              <li key={question.text}>
                <p className="font-medium">{question.text}</p>
                <Words text={question.note} />
              </li>
            ))}
          </ul>
        </Card>
      )}
    </div>
  );
}

function Words({ text }: { text: string }) {
  if (text.trim() === "") return null;
  return <p className="mt-2 max-w-3xl break-words whitespace-pre-wrap">{text}</p>;
}

function Score({ score }: { score: number | null }) {
  if (score === null) return <span className="text-sm text-soft">not scored</span>;
  return (
    <span className="flex items-center gap-2">
      <span aria-hidden="true" className="flex gap-1">
        {[1, 2, 3, 4].map((step) => (
          <span key={step} className={`h-2 w-6 rounded-full ${step <= score ? "bg-accent" : "bg-line"}`} />
        ))}
      </span>
      <span className="font-semibold">{`${score} of 4`}</span>
    </span>
  );
}
