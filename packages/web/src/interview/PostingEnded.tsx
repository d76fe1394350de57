/** The posting lost its tag or was closed while this is booked: it goes on, unless the recruiter cancels it. */
import { interviewApi, postingEndWords, type PostingEndCause } from "@interviewvector/domain";
import { say } from "../look/Said.tsx";
import { useAct } from "../query.ts";
import type { InterviewDetail } from "./detail.ts";
import { KeepOrCancel } from "./KeepOrCancel.tsx";

export function PostingEnded({ interview, cause }: { interview: InterviewDetail; cause: PostingEndCause }) {
  const keep = useAct(interviewApi.answerPostingQuestion, () => say("Kept"));
  const cancel = useAct(interviewApi.answerPostingQuestion, () => say("Cancelled"));
  const params = { interviewId: interview.id };
  return (
    <KeepOrCancel
      title={`In Lever, ${postingEndWords(cause)}: keep this interview?`}
      candidate={interview.candidate}
      keep={{
        words: "Keep the interview",
        press: () => keep.mutate({ params, body: { answer: "keep" } }),
        busy: keep.isPending,
        error: keep.error,
      }}
      cancel={() => cancel.mutateAsync({ params, body: { answer: "cancel" } })}
    >
      It goes on as booked; candidate and expert have not been told anything. Nobody new is invited for this posting.
    </KeepOrCancel>
  );
}
