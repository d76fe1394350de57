/** Why bookings came or didn't come: the reasons as they were stored, the load beside the pool's, and what moved the quality. */
import { assignmentApi, type AnswerOf } from "@interviewvector/domain";
import { LinkButton } from "../look/Button.tsx";
import { inks, type Tone } from "../look/Notice.tsx";
import { Card, Empty, Page, Read } from "../look/Page.tsx";
import { useAnswer } from "../query.ts";
import { dayAndTime, zoneWords } from "../time.ts";

type Answer = AnswerOf<typeof assignmentApi.whyMine>;

export function Component() {
  const answer = useAnswer(assignmentApi.whyMine);
  return (
    <Page
      title="Why"
      intro={
        <>
          Who has the skills and is free is asked by quality, then by interviews against the hours offered. Joining or
          coming back starts nobody anew.
          {answer.data && ` Times in ${zoneWords(answer.data.zone)}.`}
        </>
      }
    >
      <Read of={answer} lines={8}>
        {(why) => (
          <div className="grid items-start gap-5 lg:grid-cols-2">
            <LoadCard why={why} />
            <QualityCard quality={why.quality} zone={why.zone} />
            <RatingsCard ratings={why.ratings} />
            <div className="lg:col-span-2">
              <Decisions why={why} />
            </div>
          </div>
        )}
      </Read>
    </Page>
  );
}

function LoadCard({ why }: { why: Answer }) {
  const { load, pool, days } = why;
  return (
    <Card title="Your load">
      <p className="text-2xl font-semibold">
        {load.perTenHours === null
          ? "No hours offered yet"
          : `${load.interviews} ${load.interviews === 1 ? "interview" : "interviews"} for ${load.offeredHours} hours`}
      </p>
      <p className="mb-4 text-soft">
        {`Received and offered in the last ${days} days${load.perTenHours === null ? "" : `: ${load.perTenHours} for 10 hours`}.`}
      </p>
      {pool === null ? (
        <p className="text-sm text-soft">The pool is shown once three experts have offered hours.</p>
      ) : (
        <>
          <Scale own={load.perTenHours} pool={pool} />
          <p className="mt-2 text-sm text-soft">
            {`${pool.experts} experts in the pool. For 10 hours: least ${pool.least}, middle ${pool.median}, most ${pool.most}. Who is below the middle is asked sooner, for what they have the skills for.`}
          </p>
        </>
      )}
    </Card>
  );
}

function Scale({ own, pool }: { own: number | null; pool: NonNullable<Answer["pool"]> }) {
  const most = Math.max(pool.most, own ?? 0, 0.01);
  const rows = [
    { name: "You", value: own ?? 0, look: "bg-accent" },
    { name: "Middle of the pool", value: pool.median, look: "bg-edge" },
  ];
  return (
    <dl className="space-y-2">
      {rows.map(({ name, value, look }) => (
        <div key={name} className="grid grid-cols-[8.5rem_1fr_3rem] items-center gap-2 text-sm">
          <dt>{name}</dt>
          <dd className="contents">
            <span aria-hidden="true" className="h-3 rounded bg-sunk">
              <span
                className={`block h-3 min-w-0.5 rounded ${look}`}
                style={{ width: `${Math.round((100 * value) / most)}%` }}
              />
            </span>
            <span className="text-right">{value}</span>
          </dd>
        </div>
      ))}
    </dl>
  );
}

function QualityCard({ quality, zone }: { quality: Answer["quality"]; zone: string }) {
  return (
    <Card title="Your quality">
      <p className="text-2xl font-semibold">{`${quality.score} of 100`}</p>
      <p className="mb-4 text-soft">{quality.words}</p>
      {quality.events.length === 0 ? (
        <p className="text-sm text-soft">
          {`Nothing took points in the last ${quality.days} days; ${quality.held} ${quality.held === 1 ? "interview was" : "interviews were"} held. A late report, a hand-over less than 12 hours before, and not coming would.`}
        </p>
      ) : (
        <>
          <ul aria-label="What moved it" className="divide-y divide-line">
            {quality.events.map((event) => (
              <li key={`${event.at} ${event.words}`} className="flex justify-between gap-3 py-2 text-sm">
                <span>
                  {event.words}
                  <span className="block text-soft">{dayAndTime(event.at, zone)}</span>
                </span>
                <span className="font-semibold whitespace-nowrap text-bad">{`−${event.points}`}</span>
              </li>
            ))}
          </ul>
          <p className="mt-2 text-sm text-soft">
            {`Each interview that goes well makes these weigh less; after ${quality.days} days they are gone. ${quality.held} were held.`}
          </p>
        </>
      )}
    </Card>
  );
}

function RatingsCard({ ratings: { days, count, least, mean } }: { ratings: Answer["ratings"] }) {
  return (
    <Card title="What candidates say">
      <p className="text-2xl font-semibold">{mean === null ? "–" : `${mean.toFixed(1)} of 5`}</p>
      <p className="text-soft">
        {mean === null
          ? `${count === 0 ? "No ratings" : `${count} ${count === 1 ? "rating" : "ratings"}`} in the last ${days} days. The mean is shown from ${least} on, so that nobody is recognised.`
          : `The mean of ${count} ratings in the last ${days} days. It moves no bookings.`}
      </p>
    </Card>
  );
}

const outcomes: Record<Answer["decisions"][number]["outcome"], { words: string; tone: Tone }> = {
  given: { words: "Came to you", tone: "good" },
  passed: { words: "Went to another", tone: "info" },
  not_free: { words: "You were not free", tone: "warn" },
  unfit: { words: "Not for you", tone: "quiet" },
};

function Decisions({ why }: { why: Answer }) {
  const { counts, decisions, days, zone } = why;
  return (
    <Card title="Bookings">
      <p className="mb-3 text-sm text-soft">
        {`In ${days} days: ${counts.given} came to you, ${counts.passed} went to another who was free as well, ${counts.notFree} were at times when you were not free, ${counts.others} asked for other skills, languages or roles, or were not yours to take.`}
      </p>
      {decisions.length === 0 ? (
        <Empty title="No booking yet" actions={<LinkButton to="/expert/availability">Set your hours</LinkButton>}>
          As soon as a candidate books a time for which you have the skills, it stands here with the reason.
        </Empty>
      ) : (
        <ul aria-label="Bookings with their reasons" className="divide-y divide-line">
          {decisions.map((one) => (
            <li key={one.id} className="grid gap-x-4 gap-y-0.5 py-3 sm:grid-cols-[11rem_1fr]">
              <div>
                <p className={`text-sm font-medium ${inks[outcomes[one.outcome].tone]}`}>
                  {outcomes[one.outcome].words}
                </p>
                {one.place !== null && (
                  <p className="text-sm text-soft">{`asked as ${one.place} of ${one.considered}`}</p>
                )}
              </div>
              <div className="min-w-0">
                <p>
                  {`${one.category ?? "Interview"}, ${one.minutes} minutes, ${dayAndTime(one.startAt, zone)}`}
                  <span className="text-sm text-soft">{` · decided ${dayAndTime(one.at, zone)}`}</span>
                </p>
                <p className="text-soft">{one.words}</p>
              </div>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
