/** An expert's own calendars: how they are, and what they do. Saved at once, apart from the hours above. */
import { calendarApi, type AnswerOf } from "@interviewvector/domain";
import { useState } from "react";
import { Link } from "react-router";
import { Button } from "../look/Button.tsx";
import { Notice } from "../look/Notice.tsx";
import { Card, Empty, Read } from "../look/Page.tsx";
import { useAnswer } from "../query.ts";
import { dayAndTime } from "../time.ts";
import { AddCalendar } from "./AddCalendar.tsx";
import { CalendarCard } from "./CalendarCard.tsx";

type Answer = AnswerOf<typeof calendarApi.listCalendars>;

const WAITING_MS = 1500;
const RESTING_MS = 30_000;

export function Calendars({ zone }: { zone: string }) {
  const [adding, setAdding] = useState(false);
  const [hurried, setHurried] = useState(false);
  const answer = useAnswer(calendarApi.listCalendars, {}, { refetchMs: hurried ? WAITING_MS : RESTING_MS });
  const isReading = answer.data?.sources.some(({ state }) => state === "new") ?? false;
  // While one is being read for the first time, the page looks often: it is what the person waits for.
  if (isReading !== hurried) setHurried(isReading);
  return (
    <Card
      title="Calendars"
      actions={
        <Button icon="plus" onPress={() => setAdding(true)}>
          Add a calendar
        </Button>
      }
    >
      <Read of={answer} lines={3}>
        {(calendars) => <Sources calendars={calendars} zone={zone} onAdd={() => setAdding(true)} />}
      </Read>
      {adding && <AddCalendar onClose={() => setAdding(false)} />}
    </Card>
  );
}

function Sources({ calendars, zone, onAdd }: { calendars: Answer; zone: string; onAdd: () => void }) {
  const { sources, clashes, heldBack } = calendars;
  if (sources.length === 0)
    return (
      <Empty title="No calendar is connected" actions={<Button onPress={onAdd}>Connect one</Button>}>
        With your own calendar, nobody can book you while you are busy. We read when, and never what.{" "}
        <a href="/help/calendars" target="_blank" rel="noreferrer" className="text-accent underline">
          How it works
        </a>
      </Empty>
    );
  return (
    <div className="space-y-4">
      {heldBack !== null && (
        <Notice tone="warn" title="You can’t be booked at the moment">
          {heldBack}
        </Notice>
      )}
      {clashes.length > 0 && (
        <Notice
          tone="warn"
          title={
            clashes.length === 1
              ? "An interview meets something in your calendar"
              : "Interviews meet something in your calendar"
          }
        >
          <ul className="mt-1 space-y-1">
            {clashes.map((clash) => (
              <li key={clash.interviewId}>
                <Link
                  to={`/expert/interviews/${clash.interviewId}`}
                >{`${dayAndTime(clash.startAt, zone)}, ${clash.company}`}</Link>
              </li>
            ))}
          </ul>
          <p className="mt-1">If you can’t hold it, hand it over there; else show the other event as free.</p>
        </Notice>
      )}
      <ul className="divide-y divide-line">
        {sources.map((source) => (
          <CalendarCard key={source.id} source={source} />
        ))}
      </ul>
      <p className="text-sm text-soft">
        We read when you are busy, and never what it is about.{" "}
        <a href="/help/calendars" target="_blank" rel="noreferrer" className="text-accent underline">
          How it works
        </a>
      </p>
    </div>
  );
}
