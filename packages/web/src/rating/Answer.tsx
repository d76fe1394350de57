/** Ends the audit: two parts that stay here, and one that the candidate reads. */
import { ratingApi, type RatingDetail } from "@interviewvector/domain";
import { useState } from "react";
import { Ask } from "../look/Dialog.tsx";
import { TextArea } from "../look/Field.tsx";
import { say } from "../look/Said.tsx";
import { useAct } from "../query.ts";

export function Answer({ rating, onClose }: { rating: RatingDetail; onClose: () => void }) {
  const [finding, setFinding] = useState("");
  const [action, setAction] = useState("");
  const [answer, setAnswer] = useState("");
  const act = useAct(ratingApi.answerRating, () => {
    say("The candidate is told");
    onClose();
  });
  return (
    <Ask
      title={`Answer ${rating.candidate}?`}
      confirm="Send the answer"
      why={missing({ finding, action, answer })}
      onClose={onClose}
      onConfirm={() =>
        act.mutateAsync({ params: { interviewId: rating.interviewId }, body: { finding, action, answer } })
      }
    >
      <p>The candidate gets your answer by mail, once. After that the rating can’t be changed any more.</p>
      <TextArea
        label="What was found"
        hint="For us only."
        rows={3}
        maxLength={2000}
        value={finding}
        onValue={setFinding}
      />
      <TextArea
        label="What is done about it"
        hint="For us only."
        rows={2}
        maxLength={2000}
        value={action}
        onValue={setAction}
      />
      <TextArea
        label="What the candidate is told"
        hint="Name nobody but the candidate, and say nothing of the outcome."
        rows={5}
        maxLength={2000}
        value={answer}
        onValue={setAnswer}
      />
    </Ask>
  );
}

function missing({ finding, action, answer }: Record<"finding" | "action" | "answer", string>): string | null {
  if (finding.trim().length < 10) return "Say in a sentence what was found.";
  if (action.trim().length < 3) return "Say what is done about it, be it nothing.";
  return answer.trim().length < 20 ? "Write to the candidate what came of it." : null;
}
