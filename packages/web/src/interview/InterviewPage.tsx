/** One interview: what happened and what is owed on the left, the facts on the right, and the one action that fits on top. */
import { interviewApi } from "@interviewvector/domain";
import { Link, useParams } from "react-router";
import { LinkButton } from "../look/Button.tsx";
import { Card, Page, Read } from "../look/Page.tsx";
import { StateWord } from "../look/StateWord.tsx";
import { useAnswer } from "../query.ts";
import { Actions } from "./Actions.tsx";
import { InterviewFacts } from "./InterviewFacts.tsx";
import { Now } from "./Now.tsx";
import { Timeline } from "./Timeline.tsx";

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
