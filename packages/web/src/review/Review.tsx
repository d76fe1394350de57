/** One report as it waits: read it as the company will, beside the guide's anchors; then release it or send it back. */
import { reviewApi, type ReviewDetail } from "@interviewvector/domain";
import { useState } from "react";
import { Link, useParams } from "react-router";
import { useNow } from "../clock.ts";
import { readable } from "../expert/Preview.tsx";
import { ReportBody } from "../interview/ReportBody.tsx";
import { Button } from "../look/Button.tsx";
import { Facts } from "../look/Facts.tsx";
import { Notice } from "../look/Notice.tsx";
import { Card, Page, Read } from "../look/Page.tsx";
import { FullTime } from "../look/Time.tsx";
import { useAnswer } from "../query.ts";
import { countdownWords, ownZone } from "../time.ts";
import { Release, SendBack } from "./Judge.tsx";

const back = (
  <Link to="/ops/reviews" className="link">
    Reviews
  </Link>
);

export function Component() {
  const { interviewId = "" } = useParams();
  const answer = useAnswer(reviewApi.getReview, { params: { interviewId } });
  return (
    <Read page="Review" of={answer} lines={10}>
      {(review) => <Review key={review.version} review={review} />}
    </Read>
  );
}

function Review({ review }: { review: ReviewDetail }) {
  const [asking, setAsking] = useState<"release" | "back" | null>(null);
  const why = review.may.possible ? null : review.may.words;
  const close = () => setAsking(null);
  return (
    <Page
      title={`Review: ${review.candidate}`}
      above={back}
      beside={<Left review={review} />}
      intro={`${review.position} · ${review.round} · ${review.company}`}
      actions={
        <>
          <Button why={why} onPress={() => setAsking("back")}>
            Send back
          </Button>
          <Button weight="primary" why={why} onPress={() => setAsking("release")}>
            Release
          </Button>
        </>
      }
    >
      {review.correction && (
        <div className="mb-5">
          <Notice tone="info" title="A correction">
            An earlier version was released. The company reads that one until this one is released.
          </Notice>
        </div>
      )}
      <div className="grid gap-5 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <ReportBody report={readable(review.report, review.guide)} />
        <aside aria-label="About the interview" className="space-y-5">
          <Card title="Interview">
            <Facts
              aside
              facts={[
                ["Expert", review.expert],
                ["Held", <FullTime key="held" at={review.startAt} zone={ownZone} />],
                ["Submitted", <FullTime key="submitted" at={review.submittedAt} zone={ownZone} />],
                ["Release by", <FullTime key="due" at={review.dueAt} zone={ownZone} />],
                ["Version", String(review.version)],
                ["Guide", `version ${review.guideVersion}`],
              ]}
            />
          </Card>
          {review.sentBack.length > 0 && <SentBack review={review} />}
          <Anchors review={review} />
        </aside>
      </div>
      {asking === "release" && <Release review={review} onClose={close} />}
      {asking === "back" && <SendBack review={review} onClose={close} />}
    </Page>
  );
}

function Left({ review }: { review: ReviewDetail }) {
  const left = Date.parse(review.dueAt) - useNow();
  return (
    <span className={`text-sm font-semibold ${left < 15 * 60_000 ? "text-bad" : "text-soft"}`}>
      {left >= 0 ? `${countdownWords(left)} left` : `late by ${countdownWords(left)}`}
    </span>
  );
}

function SentBack({ review }: { review: ReviewDetail }) {
  return (
    <Card title="Sent back before">
      <ul className="space-y-3">
        {review.sentBack.map((one) => (
          <li key={one.version}>
            <p className="text-sm text-soft">
              {`Version ${one.version}, `}
              <FullTime at={one.at} zone={ownZone} />
            </p>
            <p className="break-words whitespace-pre-wrap">{one.words}</p>
          </li>
        ))}
      </ul>
    </Card>
  );
}

/** What a 1, 2, 3 and 4 are in this guide: a score can only be judged against them. */
function Anchors({ review }: { review: ReviewDetail }) {
  return (
    <Card title="What the scores mean">
      <div className="space-y-3">
        {review.guide.competencies.map((competency) => (
          <details key={competency.id}>
            <summary className="cursor-pointer font-medium">{competency.name}</summary>
            <ol className="mt-1 list-decimal space-y-1 pl-5 text-sm text-soft">
              {competency.anchors.map((anchor) => (
                <li key={anchor}>{anchor}</li>
              ))}
            </ol>
          </details>
        ))}
      </div>
    </Card>
  );
}
