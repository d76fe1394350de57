/** The candidate was moved, archived or hired in Lever while the interview is going on: only the recruiter knows what was meant. */
import { interviewApi } from "@interviewvector/domain";
import { useState } from "react";
import { Ask } from "../look/Dialog.tsx";
import { Button } from "../look/Button.tsx";
import { Failure, Notice } from "../look/Notice.tsx";
import { say } from "../look/Said.tsx";
import { useAct } from "../query.ts";
import type { InterviewDetail } from "./detail.ts";

export function LeftWhileLive({ interview }: { interview: InterviewDetail }) {
  const [cancelling, setCancelling] = useState(false);
  const goOn = useAct(interviewApi.answerAtsQuestion, () => say("It goes on"));
  const cancel = useAct(interviewApi.cancelInterview, () => say("Cancelled"));
  const params = { interviewId: interview.id };
  return (
    <div className="mb-5">
      <Notice
        tone="warn"
        title={`${interview.candidate} left the stage in Lever`}
        actions={
          <>
            <Button
              weight="primary"
              busy={goOn.isPending}
              onPress={() => goOn.mutate({ params, body: { answer: "leave" } })}
            >
              Let it go on
            </Button>
            <Button onPress={() => setCancelling(true)}>Cancel the interview</Button>
          </>
        }
      >
        <p>
          The interview is going on. Nobody has been told anything; without an answer it goes on and the report comes.
        </p>
        <Failure error={goOn.error} />
      </Notice>
      {cancelling && (
        <Ask
          title={`Cancel the interview of ${interview.candidate}?`}
          confirm="Cancel the interview"
          danger
          onClose={() => setCancelling(false)}
          onConfirm={() => cancel.mutateAsync({ params, body: { reason: "" } })}
        >
          <p>Candidate and expert get a cancellation by mail at once. Lever gets a note.</p>
        </Ask>
      )}
    </div>
  );
}
