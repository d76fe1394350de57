/** One rating: what the candidate wrote, what happened in the interview, and what is answered. */
import { ratingApi, type RatingDetail } from "@interviewvector/domain";
import { useState, type ReactNode } from "react";
import { Link, useParams } from "react-router";
import { Button } from "../look/Button.tsx";
import { Facts } from "../look/Facts.tsx";
import { Failure } from "../look/Notice.tsx";
import { Card, Page, Read } from "../look/Page.tsx";
import { say } from "../look/Said.tsx";
import { FullTime } from "../look/Time.tsx";
import { useAct, useAnswer } from "../query.ts";
import { useMe } from "../session.ts";
import { dayAndTime, ownZone, zoneWords } from "../time.ts";
import { Answer } from "./Answer.tsx";
import { Score } from "./Score.tsx";

const back = (
  <Link to="/ops/ratings" className="link">
    Ratings
  </Link>
);

export function Component() {
  const { interviewId = "" } = useParams();
  const answer = useAnswer(ratingApi.getRating, { params: { interviewId } });
  return (
    <Read page="Rating" of={answer} lines={10}>
      {(rating) => <Rating rating={rating} />}
    </Read>
  );
}

function Rating({ rating }: { rating: RatingDetail }) {
  const [answering, setAnswering] = useState(false);
  const { audit, may } = rating;
  const params = { interviewId: rating.interviewId };
  const take = useAct(ratingApi.takeRating, () => say("You look into it"));
  const why = may.possible ? null : may.words;
  return (
    <Page
      title={`Rating by ${rating.candidate}`}
      above={back}
      beside={<Score score={rating.score} />}
      intro={`${rating.position} · ${rating.round} · ${rating.company}. Times in ${zoneWords(ownZone)}.`}
      actions={
        audit !== null && (
          <>
            <Button
              why={why ?? (audit.takenByReader ? "You look into it already." : null)}
              onPress={() => take.mutate({ params })}
            >
              {audit.takenBy === null || audit.takenByReader ? "I look into it" : "Take it over"}
            </Button>
            <Button weight="primary" why={why} onPress={() => setAnswering(true)}>
              Answer the candidate
            </Button>
          </>
        )
      }
    >
      <Failure error={take.error} />
      <div className="grid gap-5 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="space-y-5">
          <Card title="What the candidate wrote">
            {rating.words === "" ? (
              <p className="text-soft">Nothing beside the number.</p>
            ) : (
              <p className="break-words whitespace-pre-wrap">{rating.words}</p>
            )}
          </Card>
          {rating.answer !== null && <Answered rating={rating} />}
          <Events rating={rating} />
        </div>
        <aside aria-label="About the interview" className="space-y-5">
          <Card title="Interview">
            <Facts aside facts={aboutInterview(rating)} />
          </Card>
        </aside>
      </div>
      {answering && <Answer rating={rating} onClose={() => setAnswering(false)} />}
    </Page>
  );
}

function aboutInterview(rating: RatingDetail): [string, ReactNode][] {
  const { audit, expertMood } = rating;
  const time = (at: string) => <FullTime at={at} zone={ownZone} />;
  const others =
    expertMood.mean === null
      ? null
      : `mean ${expertMood.mean.toFixed(1)}; ${expertMood.count} in 90 days, this one included`;
  return [
    ["Expert", <Expert key="expert" rating={rating} />],
    ["Ratings of this expert", others],
    ["Held", time(rating.heldAt)],
    ["Rated", time(rating.ratedAt)],
    ["Changed", rating.changedAt === rating.ratedAt ? null : time(rating.changedAt)],
    ["Answer by", audit === null || audit.endedAt !== null ? null : time(audit.dueAt)],
    ["Looked into by", audit?.takenBy ?? null],
    ["Answered", audit === null || audit.endedAt === null ? null : time(audit.endedAt)],
  ];
}

/** Auditors have no page of experts. */
function Expert({ rating: { expert, expertId } }: { rating: RatingDetail }) {
  const me = useMe();
  if (me.serviceRole !== "operator") return <>{expert}</>;
  return (
    <Link className="link" to={`/ops/experts/${expertId}`}>
      {expert}
    </Link>
  );
}

function Answered({ rating }: { rating: RatingDetail }) {
  return (
    <Card title={`Answered${rating.endedBy === null ? "" : ` by ${rating.endedBy}`}`}>
      <dl className="space-y-3">
        {(
          [
            ["What was found", rating.finding],
            ["What is done about it", rating.action],
            ["What the candidate was told", rating.answer],
          ] as const
        ).map(([name, words]) => (
          <div key={name}>
            <dt className="text-sm text-soft">{name}</dt>
            <dd className="break-words whitespace-pre-wrap">{words}</dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}

function Events({ rating }: { rating: RatingDetail }) {
  return (
    <Card title="What happened">
      <ol className="space-y-2">
        {rating.events.map((event) => (
          <li key={`${event.at} ${event.words}`} className="grid gap-x-4 sm:grid-cols-[11rem_1fr]">
            <span className="text-sm text-soft">{dayAndTime(event.at, ownZone)}</span>
            <span className="break-words">{event.words}</span>
          </li>
        ))}
      </ol>
    </Card>
  );
}
