import type { GuideContent, ReportDraft } from "@interviewvector/domain";
import { ReportBody, type ReadableReport } from "../interview/ReportBody.tsx";
import { Dialog } from "../look/Dialog.tsx";

interface Props {
  draft: ReportDraft;
  guide: GuideContent;
  onClose: () => void;
}

/** The report as the company will read it. */
export function Preview({ draft, guide, onClose }: Props) {
  return (
    <Dialog wide title="As the company will see it" onClose={onClose}>
      <ReportBody report={readable(draft, guide)} />
    </Dialog>
  );
}

export function readable(draft: ReportDraft, guide: GuideContent): ReadableReport {
  return {
    recommendation: draft.recommendation ?? "",
    summary: draft.summary,
    strengths: draft.strengths,
    concerns: draft.concerns,
    integrity: draft.integrity,
    competencies: guide.competencies.map((competency) => {
      const given = draft.competencies[competency.id];
      const score = given?.score ?? null;
      return {
        name: competency.name,
        score,
        anchor: score === null ? null : (competency.anchors[score - 1] ?? null),
        evidence: given?.evidence ?? "",
      };
    }),
    questions: guide.sections
      .flatMap((section) => section.questions)
      .map((question) => ({ text: question.text, note: draft.questions[question.id] ?? "" })),
  };
}
