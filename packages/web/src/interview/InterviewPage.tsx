/** One interview: what happened and what is owed on the left, the facts on the right, and the one action that fits on top. */
import { interviewApi } from "@interviewvector/domain";
import { Link, useParams } from "react-router";
import { useCompany } from "../company.ts";
import { LinkButton } from "../look/Button.tsx";
import { Notice } from "../look/Notice.tsx";
import { Card, Page, Read } from "../look/Page.tsx";
import { StateWord } from "../look/StateWord.tsx";
import { FullTime } from "../look/Time.tsx";
import { useAnswer } from "../query.ts";
import { rangeWords } from "../time.ts";
import { Actions } from "./Actions.tsx";
import type { InterviewDetail } from "./detail.ts";
import { InterviewFacts } from "./InterviewFacts.tsx";
import { Timeline } from "./Timeline.tsx";
import { blockedWords } from "./words.ts";

export function Component() {
  const { interviewId = "" } = useParams();
  const answer = useAnswer(interviewApi.getInterview, { params: { interviewId } }, { refetchMs: 3000 });
  return (
    <Read page="Interview" of={answer} lines={10}>
      {(interview) => (
        <Page
          title={interview.candidate}
          above={
            <Link to="/app/candidates" className="link">
              Candidates
            </Link>
          }
          beside={<StateWord state={interview.state} />}
          intro={`${interview.position} · ${interview.round}`}
          actions={
            <>
              {interview.hasReport && (
                <LinkButton to={`/app/interviews/${interview.id}/report`} weight="primary">
                  Read the report
                </LinkButton>
              )}
              <Actions interview={interview} />
            </>
          }
        >
          <Now interview={interview} />
          <div className="grid gap-5 lg:grid-cols-[minmax(0,1fr)_20rem]">
            <Card title="Timeline" className="min-w-0">
              <Timeline interview={interview} />
            </Card>
            <InterviewFacts interview={interview} />
          </div>
        </Page>
      )}
    </Read>
  );
}

/** What stands in the way or is about to happen. */
function Now({ interview }: { interview: InterviewDetail }) {
  const { zone } = useCompany();
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
            They are answered by <FullTime at={interview.proposal.answerBy} zone={zone} />.
          </p>
        </Notice>
      </div>
    );
  return null;
}
