/** The candidate was moved, archived or hired in Lever while the interview is going on: only the recruiter knows what was meant. */
import { interviewApi } from "@interviewvector/domain";
import { say } from "../look/Said.tsx";
import { useAct } from "../query.ts";
import type { InterviewDetail } from "./detail.ts";
import { KeepOrCancel } from "./KeepOrCancel.tsx";

export function LeftWhileLive({ interview }: { interview: InterviewDetail }) {
  const goOn = useAct(interviewApi.answerAtsQuestion, () => say("It goes on"));
  const cancel = useAct(interviewApi.cancelInterview, () => say("Cancelled"));
  const params = { interviewId: interview.id };
  return (
    <KeepOrCancel
      title={`${interview.candidate} left the stage in Lever`}
      candidate={interview.candidate}
      keep={{
        words: "Let it go on",
        press: () => goOn.mutate({ params, body: { answer: "leave" } }),
        busy: goOn.isPending,
        error: goOn.error,
      }}
      cancel={() => cancel.mutateAsync({ params, body: { reason: "" } })}
    >
      The interview is going on. Nobody has been told anything; without an answer it goes on and the report comes.
    </KeepOrCancel>
  );
}
