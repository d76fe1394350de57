/** Everything that happened, newest first; under each event what it owed to the outside and how that went. */
import { interviewApi } from "@interviewvector/domain";
import { useCompany } from "../company.ts";
import { Button } from "../look/Button.tsx";
import { Icon, type IconName } from "../look/Icon.tsx";
import { Failure, inks, type Tone } from "../look/Notice.tsx";
import { say } from "../look/Said.tsx";
import { wordsFor } from "../look/StateWord.tsx";
import { useAct } from "../query.ts";
import { clockTime, dayAndTime, dayWords, exactTime, zoneWords } from "../time.ts";
import type { EffectOnTimeline, InterviewDetail, TimelineEntry } from "./detail.ts";
import { actorWords } from "./words.ts";

export function Timeline({ interview }: { interview: InterviewDetail }) {
  const { zone } = useCompany();
  const entries = [...interview.timeline].sort((left, right) => Date.parse(right.at) - Date.parse(left.at));
  return (
    <>
      <p className="mb-3 text-sm text-soft">{`Times in ${zoneWords(zone)}.`}</p>
      <ol aria-label="Timeline" className="space-y-5 border-l-2 border-line pl-5">
        {entries.map((entry) => (
          <Entry key={entry.id} entry={entry} interviewId={interview.id} zone={zone} />
        ))}
      </ol>
    </>
  );
}

function Entry({ entry, interviewId, zone }: { entry: TimelineEntry; interviewId: string; zone: string }) {
  return (
    <li className="relative">
      <span
        aria-hidden="true"
        className="absolute top-1.5 -left-[1.72rem] size-3 rounded-full border-2 border-accent bg-panel"
      />
      <p className="font-medium break-words">
        {entry.words}
        {entry.startAt && (
          <>
            {": "}
            <time dateTime={entry.startAt}>{dayAndTime(entry.startAt, zone)}</time>
          </>
        )}
      </p>
      <p className="text-sm text-soft">
        <time dateTime={entry.at}>{`${dayWords(entry.at, zone)}, ${exactTime(entry.at, zone)}`}</time>
        {` · ${actorWords(entry.actor)}`}
      </p>
      {entry.effects.length > 0 && (
        <ul className="mt-2 space-y-1.5 rounded-md bg-sunk px-3 py-2">
          {entry.effects.map((effect) => (
            <Effect key={effect.id} effect={effect} interviewId={interviewId} zone={zone} />
          ))}
        </ul>
      )}
    </li>
  );
}

const marks: Record<EffectOnTimeline["state"], { icon: IconName; tone: Tone }> = {
  done: { icon: "check", tone: "good" },
  pending: { icon: "clock", tone: "quiet" },
  running: { icon: "wait", tone: "info" },
  unsure: { icon: "wait", tone: "warn" },
  dead: { icon: "cross", tone: "bad" },
  skipped: { icon: "right", tone: "quiet" },
};

interface EffectProps {
  effect: EffectOnTimeline;
  interviewId: string;
  zone: string;
}

function Effect({ effect, interviewId, zone }: EffectProps) {
  const mark = marks[effect.state];
  const retry = useAct(interviewApi.retryInterviewEffect, () => say("It is tried again"));
  return (
    <li>
      <div className="flex flex-wrap items-start gap-x-2 gap-y-1 text-sm">
        <Icon name={mark.icon} className={`mt-0.5 ${inks[mark.tone]}`} />
        <span className="min-w-0 flex-1 basis-44 break-words">
          {effect.title}{" "}
          <span className={inks[mark.tone]}>
            {effect.words === "" ? wordsFor(effect.state).toLowerCase() : effect.words.replace(/\.$/, "")}
          </span>
          {effect.at && <time dateTime={effect.at} className="text-soft">{` ${exactTime(effect.at, zone)}`}</time>}
          {effect.nextTryAt && effect.state !== "done" && (
            <span className="text-soft">{`, next try ${clockTime(effect.nextTryAt, zone)}`}</span>
          )}
          {effect.url && (
            <>
              {" "}
              <a href={effect.url} target="_blank" rel="noreferrer" className="link">
                open in Lever
              </a>
            </>
          )}
        </span>
        {effect.mayRetry && (
          <Button
            label={`Retry: ${effect.title}`}
            busy={retry.isPending}
            onPress={() => retry.mutate({ params: { interviewId, effectId: effect.id } })}
          >
            Retry
          </Button>
        )}
      </div>
      <Failure error={retry.error} />
    </li>
  );
}
