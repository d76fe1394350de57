import type { GuideContent } from "@interviewvector/domain";
import { Competencies } from "./Competencies.tsx";
import { Outcome } from "./Outcome.tsx";
import { Questions } from "./Questions.tsx";
import type { Report } from "./useReport.ts";

/** In the order of the interview: what was asked, what it showed, what it comes to. */
export function ReportParts({ guide, report }: { guide: GuideContent; report: Report }) {
  return (
    <div className="min-w-0 space-y-5">
      <Questions guide={guide} report={report} />
      <Competencies guide={guide} report={report} />
      <Outcome report={report} />
    </div>
  );
}
