import { integrationApi, type AnswerOf } from "@interviewvector/domain";
import { Link } from "react-router";
import { Button } from "../look/Button.tsx";
import { inks, type Tone } from "../look/Notice.tsx";
import { say } from "../look/Said.tsx";
import { Ago } from "../look/Time.tsx";
import { useAct } from "../query.ts";

export type SyncRow = AnswerOf<typeof integrationApi.sync>["rows"][number];

/** The word for each outcome, the same in tabs and lines. */
export const syncWords: Record<SyncRow["state"], { words: string; tone: Tone }> = {
  waiting: { words: "Waiting", tone: "info" },
  done: { words: "Done", tone: "good" },
  duplicate: { words: "Skipped as duplicate", tone: "quiet" },
  ignored: { words: "Ignored", tone: "quiet" },
  failed: { words: "Failed", tone: "bad" },
};

const kinds: Record<SyncRow["kind"], string> = { in: "In", read: "Read", write: "Written" };

/** One line: when, which way, what and about whom, what became of it and why, and what one can do. */
export function SyncLine({ row, connectionId, why }: { row: SyncRow; connectionId: string; why: string | null }) {
  const retry = useAct(integrationApi.retrySync, () =>
    say(row.retry === "read" ? "Read again in a moment" : "Tried again"),
  );
  const state = syncWords[row.state];
  const about = row.candidate ?? row.words;
  return (
    <li className="grid grid-cols-[3.75rem_minmax(0,1fr)] gap-x-3 gap-y-1 px-4 py-3 sm:grid-cols-[3.75rem_minmax(0,1fr)_auto]">
      <span className="pt-0.5 text-sm text-soft">{kinds[row.kind]}</span>
      <div className="min-w-0">
        <p className="break-words">
          {row.candidate !== null && row.interviewId !== null && (
            <>
              <Link to={`/app/interviews/${row.interviewId}`} className="link font-medium">
                {row.candidate}
              </Link>
              {" · "}
            </>
          )}
          {row.words}
        </p>
        {row.why && row.why !== "written" && <p className="text-sm break-words text-soft">{row.why}</p>}
        {row.repeats > 0 && (
          <p className="text-sm text-soft">
            {`The same came ${row.repeats === 1 ? "once" : `${row.repeats} times`} more: skipped as duplicate.`}
          </p>
        )}
        <p className="mt-0.5 flex flex-wrap items-center gap-x-3 gap-y-1 text-sm">
          <span className={`font-medium ${inks[state.tone]}`}>{state.words}</span>
          <span className="text-soft">
            <Ago at={row.at} />
          </span>
          {row.atsUrl !== null && (
            <a
              href={row.atsUrl}
              target="_blank"
              rel="noreferrer"
              className="link"
              aria-label={`open in Lever: ${about}`}
            >
              open in Lever
            </a>
          )}
        </p>
        {retry.error && <p className="text-sm text-bad">{retry.error.message}</p>}
      </div>
      {row.retry !== null && (
        <div className="col-start-2 sm:col-start-3">
          <Button
            busy={retry.isPending}
            why={why}
            label={`${row.retry === "read" ? "Read again" : "Retry"}: ${about}`}
            onPress={() => retry.mutate({ params: { connectionId, syncId: row.id } })}
          >
            {row.retry === "read" ? "Read again" : "Retry"}
          </Button>
        </div>
      )}
    </li>
  );
}
