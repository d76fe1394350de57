/** The posting lost its tag or was closed while this is booked: it goes on, unless the recruiter cancels it. */
import { interviewApi, postingEndWords, type PostingEndCause } from "@interviewvector/domain";
import { useState } from "react";
import { Ask } from "../look/Dialog.tsx";
import { Button } from "../look/Button.tsx";
import { Failure, Notice } from "../look/Notice.tsx";
import { say } from "../look/Said.tsx";
import { useAct } from "../query.ts";
import type { InterviewDetail } from "./detail.ts";

export function PostingEnded({ interview, cause }: { interview: InterviewDetail; cause: PostingEndCause }) {
  const [cancelling, setCancelling] = useState(false);
  const keep = useAct(interviewApi.answerPostingQuestion, () => say("Kept"));
  const cancel = useAct(interviewApi.answerPostingQuestion, () => say("Cancelled"));
  const params = { interviewId: interview.id };
  return (
    <div className="mb-5">
      <Notice
        tone="warn"
        title={`In Lever, ${postingEndWords(cause)}: keep this interview?`}
        actions={
          <>
            <Button
              weight="primary"
              busy={keep.isPending}
              onPress={() => keep.mutate({ params, body: { answer: "keep" } })}
            >
              Keep the interview
            </Button>
            <Button onPress={() => setCancelling(true)}>Cancel the interview</Button>
          </>
        }
      >
        <p>
          It goes on as booked; candidate and expert have not been told anything. Nobody new is invited for this
          posting.
        </p>
        <Failure error={keep.error} />
      </Notice>
      {cancelling && (
        <Ask
          title={`Cancel the interview of ${interview.candidate}?`}
          confirm="Cancel the interview"
          danger
          onClose={() => setCancelling(false)}
          onConfirm={() => cancel.mutateAsync({ params, body: { answer: "cancel" } })}
        >
          <p>Candidate and expert get a cancellation by mail at once. Lever gets a note.</p>
        </Ask>
      )}
    </div>
  );
}
