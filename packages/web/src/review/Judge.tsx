/** What an auditor decides, each asked once, with what it sends to whom. */
import { reviewApi, type ReviewDetail } from "@interviewvector/domain";
import { useState } from "react";
import { useNavigate } from "react-router";
import { Ask } from "../look/Dialog.tsx";
import { TextArea } from "../look/Field.tsx";
import { say } from "../look/Said.tsx";
import { useAct } from "../query.ts";

interface Asked {
  review: ReviewDetail;
  onClose: () => void;
}

export function Release({ review, onClose }: Asked) {
  const navigate = useNavigate();
  const act = useAct(reviewApi.releaseReport, () => {
    say("Released");
    void navigate("/ops/reviews");
  });
  return (
    <Ask
      title={`Release the report on ${review.candidate}?`}
      confirm="Release"
      onClose={onClose}
      onConfirm={() =>
        act.mutateAsync({ params: { interviewId: review.interviewId }, body: { version: review.version } })
      }
    >
      <p>{`${review.company} gets it now: the feedback form, the PDF and a note in Lever. It can be corrected later, but not taken back.`}</p>
    </Ask>
  );
}

export function SendBack({ review, onClose }: Asked) {
  const navigate = useNavigate();
  const [words, setWords] = useState("");
  const act = useAct(reviewApi.sendReportBack, () => {
    say(`Sent back to ${review.expert}`);
    void navigate("/ops/reviews");
  });
  const short = words.trim().length < 10;
  return (
    <Ask
      title={`Send the report back to ${review.expert}?`}
      confirm="Send back"
      why={short ? "Say in a sentence what should change." : null}
      onClose={onClose}
      onConfirm={() =>
        act.mutateAsync({ params: { interviewId: review.interviewId }, body: { version: review.version, words } })
      }
    >
      <p>The expert gets your words by mail and on the report’s page. The company hears nothing.</p>
      <TextArea label="What should change" rows={5} maxLength={2000} value={words} onValue={setWords} />
    </Ask>
  );
}
