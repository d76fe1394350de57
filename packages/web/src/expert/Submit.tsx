import { expertApi, recommendationWords } from "@interviewvector/domain";
import { useNavigate } from "react-router";
import { ApiError } from "../api.ts";
import { Ask } from "../look/Dialog.tsx";
import { say } from "../look/Said.tsx";
import { useAct } from "../query.ts";
import type { ExpertInterview, Report } from "./useReport.ts";

interface Props {
  interview: ExpertInterview;
  report: Report;
  onClose: () => void;
}

export function Submit({ interview, report, onClose }: Props) {
  const navigate = useNavigate();
  const submit = useAct(expertApi.submitReport, () => {
    say("Submitted. Thank you!");
    void navigate("/expert");
  });
  const { recommendation } = report.draft;
  async function settleAndSubmit() {
    const draftVersion = await report.settle();
    if (draftVersion === null)
      throw new ApiError({
        title: "The last changes could not be saved yet",
        detail: "They are kept here. Try again in a moment.",
      });
    await submit.mutateAsync({ params: { interviewId: interview.item.interviewId }, body: { draftVersion } });
  }
  return (
    <Ask title="Submit the report?" confirm="Submit now" onClose={onClose} onConfirm={settleAndSubmit}>
      <p>
        {`${interview.item.company} gets it in Lever: the feedback form filled in, the report as PDF, and a note. `}
        {recommendation !== null && (
          <>
            {"Your recommendation: "}
            <strong>{recommendationWords[recommendation]}</strong>.
          </>
        )}
      </p>
      <p className="text-sm text-soft">
        The candidate never sees it. You can correct it later; a correction takes its place.
      </p>
    </Ask>
  );
}
