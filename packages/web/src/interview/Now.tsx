/** What stands in the way, what is about to happen, and what a person is asked. */
import { useNow } from "../clock.ts";
import { useCompany } from "../company.ts";
import { Notice } from "../look/Notice.tsx";
import { FullTime } from "../look/Time.tsx";
import { rangeWords } from "../time.ts";
import { AtsQuestion } from "./AtsQuestion.tsx";
import type { InterviewDetail } from "./detail.ts";
import { LeftWhileLive } from "./LeftWhileLive.tsx";
import { PostingEnded } from "./PostingEnded.tsx";
import { blockedWords } from "./words.ts";

export function Now({ interview }: { interview: InterviewDetail }) {
  const { zone } = useCompany();
  const now = useNow();
  if (interview.atsQuestion?.what === "left") return <LeftWhileLive interview={interview} />;
  if (interview.postingQuestion !== null)
    return <PostingEnded interview={interview} cause={interview.postingQuestion.cause} />;
  if (interview.atsQuestion !== null)
    return <AtsQuestion interview={interview} question={interview.atsQuestion} zone={zone} />;
  if (interview.leavingAt !== null)
    return (
      <div className="mb-5">
        <Notice tone="warn" title={`${interview.candidate} left the stage in Lever`}>
          The interview is cancelled at <FullTime at={interview.leavingAt} zone={zone} /> unless they are moved back by
          then.
        </Notice>
      </div>
    );
  if (interview.state === "blocked")
    return (
      <div className="mb-5">
        <Notice tone="bad" title={`Not invited yet: ${blockedWords(interview.blockedReasons)}`}>
          Add in Lever what is missing; it is noticed within minutes. Or press “Re-trigger” to go on at once. The
          candidate has not been contacted.
        </Notice>
      </div>
    );
  if (interview.proposal !== null)
    return (
      <div className="mb-5">
        <Notice tone="info" title={`${interview.candidate} gave times that suit them`}>
          <ul>
            {interview.proposal.ranges.map((range) => (
              <li key={range.fromAt}>{rangeWords(range.fromAt, range.toAt, zone)}</li>
            ))}
          </ul>
          {interview.proposal.comment !== "" && <p>{`“${interview.proposal.comment}”`}</p>}
          <p>
            {Date.parse(interview.proposal.answerBy) > now
              ? "They are answered by "
              : "Nobody was free so far, and we keep looking. The answer was promised by "}
            <FullTime at={interview.proposal.answerBy} zone={zone} />.
          </p>
        </Notice>
      </div>
    );
  return null;
}
