/** What is next, what is owed, what was. */
import { expertApi } from "@interviewvector/domain";
import { useNow } from "../clock.ts";
import { LinkButton } from "../look/Button.tsx";
import { Card, Empty, Page, Read } from "../look/Page.tsx";
import { StateWord } from "../look/StateWord.tsx";
import { useAnswer } from "../query.ts";
import { clockTime, countdownWords, dayAndTime, dayWords, zoneWords } from "../time.ts";
import { HandOver } from "./HandOver.tsx";
import { Arranged, MeetingLinks } from "./Meeting.tsx";
import { MeetingActions, type AgendaItem } from "./MeetingActions.tsx";
import { OpenShifts } from "./OpenShifts.tsx";

const SOON_MS = 15 * 60_000;

export function Component() {
  const now = useNow(10_000);
  const agenda = useAnswer(expertApi.agenda, {}, { refetchMs: 15_000 });
  return (
    <Page
      title="Agenda"
      {...(agenda.data ? { intro: `Times in ${zoneWords(agenda.data.zone)}.` } : {})}
      actions={<LinkButton to="/expert/availability">Availability</LinkButton>}
    >
      <Read of={agenda} lines={8}>
        {({ next, items, due, done, zone }) => {
          // A report runs out; only an interview that is about to begin comes before it.
          const nextFirst = next !== null && Date.parse(next.startAt) - now < SOON_MS;
          return (
            <div className="space-y-5">
              {!nextFirst && <Due items={due} zone={zone} />}
              {next ? <Next item={next} zone={zone} /> : <NothingBooked />}
              {nextFirst && <Due items={due} zone={zone} />}
              <List title="Coming" items={items.filter((item) => item.interviewId !== next?.interviewId)} zone={zone} />
              <OpenShifts />
              <List title="Done" items={done} zone={zone} />
            </div>
          );
        }}
      </Read>
    </Page>
  );
}

function NothingBooked() {
  return (
    <Card title="Next interview">
      <Empty title="Nothing is booked" actions={<LinkButton to="/expert/availability">Set your hours</LinkButton>}>
        Candidates book within the hours you offer. You get a mail with a calendar entry as soon as one does.
      </Empty>
    </Card>
  );
}

function Next({ item, zone }: { item: AgendaItem; zone: string }) {
  const now = useNow(1000);
  const begins = Date.parse(item.startAt) - now;
  const over = Date.parse(item.endAt) < now;
  return (
    <section aria-label="Next interview" className="panel border-l-4 border-l-accent p-5 sm:p-6">
      <div className="flex flex-wrap items-start justify-between gap-5">
        <div>
          <p className="mb-1 text-sm text-soft">{begins > 0 ? "Next interview" : "Now"}</p>
          <p className="text-2xl font-semibold">{item.candidateFirstName}</p>
          <p>{`${item.role} at ${item.company} · ${item.round}`}</p>
          <p className="mt-2 text-lg">
            {`${dayWords(item.startAt, zone)}, ${clockTime(item.startAt, zone)}–${clockTime(item.endAt, zone)}`}
          </p>
          <div className="mt-1">
            <StateWord state={item.state} />
          </div>
        </div>
        <div className="flex flex-col items-start gap-3 sm:items-end">
          <p className="text-3xl font-semibold" role="timer" aria-label="Time until the interview">
            {begins > 0 ? `in ${countdownWords(begins)}` : over ? "over" : `since ${countdownWords(begins)}`}
          </p>
          <div className="flex flex-wrap gap-2">
            <LinkButton to={`/expert/interviews/${item.interviewId}`}>
              {begins > 0 ? "Prepare" : "Guide and report"}
            </LinkButton>
            <MeetingLinks item={item} zone={zone} />
          </div>
        </div>
      </div>
      <div className="mt-5 empty:hidden">
        <Arranged item={item} />
      </div>
      {begins <= 0 && (
        <div className="mt-5">
          <MeetingActions item={item} />
        </div>
      )}
    </section>
  );
}

function Due({ items, zone }: { items: readonly AgendaItem[]; zone: string }) {
  const now = useNow(1000);
  if (items.length === 0) return null;
  return (
    <Card title="Reports due">
      <ul className="divide-y divide-line">
        {items.map((item) => {
          const left = item.reportDueAt === null ? null : Date.parse(item.reportDueAt) - now;
          return (
            <li
              key={item.interviewId}
              className="flex flex-wrap items-center justify-between gap-3 py-3 first:pt-0 last:pb-0"
            >
              <div>
                <p className="font-medium">{`${item.candidateFirstName}, ${item.role} at ${item.company}`}</p>
                <p className="text-sm text-soft">{`${item.round}, ${dayAndTime(item.startAt, zone)}`}</p>
              </div>
              <div className="flex items-center gap-4">
                {left !== null && (
                  <span className={`font-semibold ${left < 30 * 60_000 ? "text-bad" : ""}`}>
                    {left >= 0 ? `${countdownWords(left)} left` : `${countdownWords(left)} late`}
                  </span>
                )}
                <LinkButton
                  weight="primary"
                  to={`/expert/interviews/${item.interviewId}`}
                  label={`${item.reportState === "draft" ? "Go on" : "Write report"}: ${item.candidateFirstName}`}
                >
                  {item.reportState === "draft" ? "Go on" : "Write report"}
                </LinkButton>
              </div>
            </li>
          );
        })}
      </ul>
    </Card>
  );
}

function List({ title, items, zone }: { title: string; items: readonly AgendaItem[]; zone: string }) {
  if (items.length === 0) return null;
  return (
    <Card title={title}>
      <ul className="divide-y divide-line">
        {items.map((item) => (
          <li
            key={item.interviewId}
            className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 py-3 first:pt-0 last:pb-0"
          >
            <div className="min-w-0">
              <p className="font-medium">{`${item.candidateFirstName}, ${item.role} at ${item.company}`}</p>
              <p className="text-sm text-soft">
                {`${dayAndTime(item.startAt, zone)}–${clockTime(item.endAt, zone)} · ${item.round}`}
              </p>
            </div>
            <div className="flex items-center gap-4">
              <StateWord state={item.state} />
              <HandOver item={item} zone={zone} />
              {item.state !== "cancelled" && (
                <LinkButton to={`/expert/interviews/${item.interviewId}`} label={`Open ${item.candidateFirstName}`}>
                  Open
                </LinkButton>
              )}
            </div>
          </li>
        ))}
      </ul>
    </Card>
  );
}
