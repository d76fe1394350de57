/** The next 24 hours, what may go wrong first. */
import { operationsApi, type AnswerOf } from "@interviewvector/domain";
import { useState } from "react";
import { Link } from "react-router";
import { useNow } from "../clock.ts";
import { Button, LinkButton } from "../look/Button.tsx";
import { Ask } from "../look/Dialog.tsx";
import { Card, Empty, Page, Read } from "../look/Page.tsx";
import { say } from "../look/Said.tsx";
import { StateWord } from "../look/StateWord.tsx";
import { useAct, useAnswer } from "../query.ts";
import { HeldBackList } from "./HeldBack.tsx";
import { Replace } from "./Replace.tsx";
import { clockTime, dayWords, distanceWords, ownZone, zoneWords } from "../time.ts";

type Item = AnswerOf<typeof operationsApi.operationsToday>["interviews"][number];

export function Component() {
  const answer = useAnswer(operationsApi.operationsToday, {}, { refetchMs: 10_000 });
  return (
    <Page title="Today" intro={`The next 24 hours. Times in ${zoneWords(ownZone)}.`}>
      <Read of={answer} lines={8}>
        {({ interviews, proposals, deadEffects, brokenConnections, openRatings, applications, heldBack }) => (
          <div className="space-y-5">
            <ul className="grid gap-3 sm:grid-cols-2 xl:grid-cols-5">
              <Count
                to="/ops/proposals"
                count={proposals}
                words={proposals === 1 ? "proposal waiting for a match" : "proposals waiting for a match"}
              />
              <Count
                to="/ops/effects?state=dead"
                count={deadEffects}
                words={deadEffects === 1 ? "effect that failed for good" : "effects that failed for good"}
              />
              <Count
                to="/ops/companies"
                count={brokenConnections}
                words={brokenConnections === 1 ? "connection broken" : "connections broken"}
              />
              <Count
                to="/ops/ratings"
                count={openRatings}
                words={openRatings === 1 ? "bad rating to answer" : "bad ratings to answer"}
              />
              <Count to="/ops/experts" count={applications.waiting} words={applicationWords(applications)} />
            </ul>
            <HeldBackList experts={heldBack} />
            <Board title="At risk" items={interviews.filter((item) => item.risk !== null)} calm="Nothing is at risk." />
            <Board
              title="As planned"
              items={interviews.filter((item) => item.risk === null)}
              calm="Nothing else in the next 24 hours."
            />
          </div>
        )}
      </Read>
    </Page>
  );
}

function applicationWords({ waiting, late }: { waiting: number; late: number }): string {
  const words = waiting === 1 ? "application to answer" : "applications to answer";
  return late === 0 ? words : `${words}, ${late} past the promised day`;
}

function Count({ to, count, words }: { to: string; count: number; words: string }) {
  return (
    <li>
      <Link to={to} className="panel flex items-baseline gap-3 px-5 py-4 text-ink no-underline hover:bg-sunk">
        <span className={`text-3xl font-semibold ${count > 0 ? "text-bad" : ""}`}>{count}</span>
        {words}
      </Link>
    </li>
  );
}

function Board({ title, items, calm }: { title: string; items: readonly Item[]; calm: string }) {
  const now = useNow();
  return (
    <Card title={items.length === 0 ? title : `${title} (${items.length})`}>
      {items.length === 0 && <Empty title={calm} />}
      <ul className="divide-y divide-line">
        {items.map((item) => (
          <li key={item.interviewId} className="flex flex-wrap items-center gap-x-4 gap-y-1 py-3 first:pt-0 last:pb-0">
            <div className="w-44">
              <p className="font-medium">{`${clockTime(item.startAt, ownZone)}–${clockTime(item.endAt, ownZone)}`}</p>
              <p className="text-sm text-soft">{`${dayWords(item.startAt, ownZone)}, ${distanceWords(item.startAt, now)}`}</p>
            </div>
            <div className="min-w-0 flex-1 basis-56">
              <p>{`${item.candidate}, ${item.position}`}</p>
              <p className="text-sm text-soft">{`${item.company} · ${item.expert === null ? "no expert" : `with ${item.expert}`}`}</p>
              {item.risk !== null && <p className="text-sm font-medium text-bad">{item.risk}</p>}
            </div>
            <StateWord state={item.state} />
            <LinkButton to={`/ops/interviews/${item.interviewId}`} label={`Open the interview of ${item.candidate}`}>
              Open
            </LinkButton>
            <ReplaceExpert item={item} />
            <NoShow item={item} />
          </li>
        ))}
      </ul>
    </Card>
  );
}

function ReplaceExpert({ item }: { item: Item }) {
  const [open, setOpen] = useState(false);
  if (item.expert === null || (item.state !== "scheduled" && item.state !== "live")) return null;
  return (
    <>
      <Button label={`Replace expert ${item.expert}, who has ${item.candidate}`} onPress={() => setOpen(true)}>
        Replace expert
      </Button>
      {open && <Replace interviewId={item.interviewId} onClose={() => setOpen(false)} />}
    </>
  );
}

function NoShow({ item }: { item: Item }) {
  const [party, setParty] = useState<"candidate" | "expert" | null>(null);
  const act = useAct(operationsApi.operatorMarkNoShow, () => say("Recorded"));
  if (item.state !== "live" && item.state !== "awaiting_report") return null;
  return (
    <div className="flex flex-wrap items-center gap-2">
      <span className="text-sm text-soft">Did not come:</span>
      <Button label={`Candidate did not come: ${item.candidate}`} onPress={() => setParty("candidate")}>
        Candidate
      </Button>
      <Button label={`Expert did not come: ${item.candidate}`} onPress={() => setParty("expert")}>
        Expert
      </Button>
      {party !== null && (
        <Ask
          title={
            party === "candidate" ? `${item.candidate} did not come?` : `${item.expert ?? "The expert"} did not come?`
          }
          confirm="Record it"
          danger
          onClose={() => setParty(null)}
          onConfirm={() => act.mutateAsync({ params: { interviewId: item.interviewId }, body: { party } })}
        >
          <p>
            {party === "candidate"
              ? "The candidate is told and, where the position allows, asked to book again. Lever gets a note."
              : "The candidate gets an apology and is asked to book again. Lever gets a note; it counts for the expert."}
          </p>
        </Ask>
      )}
    </div>
  );
}
