import type { MissingPart } from "@interviewvector/domain";
import { useNow } from "../clock.ts";
import { Icon } from "../look/Icon.tsx";
import { Failure, inks } from "../look/Notice.tsx";
import { Card } from "../look/Page.tsx";
import { countdownWords, fullTime, spanWords } from "../time.ts";
import { MeetingActions } from "./MeetingActions.tsx";
import type { ExpertInterview, Report } from "./useReport.ts";

interface Props {
  interview: ExpertInterview;
  report: Report;
  missing: readonly MissingPart[];
}

export function ReportAside({ interview, report, missing }: Props) {
  return (
    <aside aria-label="State of the report" className="space-y-5 lg:sticky lg:top-18 lg:self-start">
      <Card>
        <Due interview={interview} />
        <SaveWords report={report} />
      </Card>
      <Card title={missing.length === 0 ? "Nothing is missing" : `Still missing: ${missing.length}`}>
        {missing.length === 0 ? (
          <p className="text-sm text-soft">Read the preview, then submit.</p>
        ) : (
          <ul className="space-y-1">
            {missing.map(({ part, words }) => (
              <li key={part}>
                <button type="button" className="link text-left text-sm" onClick={() => jumpTo(part)}>
                  {words}
                </button>
              </li>
            ))}
          </ul>
        )}
      </Card>
      <MeetingActions item={interview.item} />
    </aside>
  );
}

function jumpTo(part: string): void {
  const place = document.getElementById(part);
  place?.scrollIntoView({ block: "center" });
  place?.querySelector<HTMLElement>("input, textarea")?.focus({ preventScroll: true });
}

/** Until the report is due; nothing once it is submitted. */
export function TimeLeft({ interview }: { interview: ExpertInterview }) {
  const now = useNow(1000);
  const dueAt = interview.item.reportDueAt;
  if (dueAt === null || interview.item.state !== "awaiting_report") return null;
  const left = Date.parse(dueAt) - now;
  return (
    <span className={`font-semibold ${left < 30 * 60_000 ? inks.bad : ""}`}>
      {left >= 0 ? `${countdownWords(left)} left` : `${countdownWords(left)} late`}
    </span>
  );
}

function Due({ interview }: { interview: ExpertInterview }) {
  const dueAt = interview.item.reportDueAt;
  if (dueAt === null || interview.item.state !== "awaiting_report") return null;
  return (
    <div className="mb-3">
      <p className="text-2xl">
        <TimeLeft interview={interview} />
      </p>
      <p className="text-sm text-soft">{`Due ${fullTime(dueAt, interview.zone)}`}</p>
    </div>
  );
}

export function SaveWords({ report }: { report: Report }) {
  const now = useNow(1000);
  const { saving } = report;
  switch (saving.kind) {
    case "saved":
      return (
        <output className="flex items-center gap-2 text-sm text-soft">
          {saving.at !== null && <Icon name="check" className="text-good" />}
          {saving.at === null ? "Nothing typed yet" : `Saved ${ago(now - Date.parse(saving.at))}`}
        </output>
      );
    case "waiting":
      return (
        <output className="flex items-center gap-2 text-sm text-soft">
          <Icon name="wait" />
          Saving …
        </output>
      );
    case "offline":
      return (
        <output className="flex items-start gap-2 text-sm text-warn">
          <Icon name="warn" className="mt-0.5" />
          Not saved: no connection. What you type is kept in this browser and sent as soon as it is back.
        </output>
      );
    case "conflict":
      return (
        <output className="flex items-start gap-2 text-sm text-bad">
          <Icon name="warn" className="mt-0.5" />
          <span>
            Not saved: there are two versions.{" "}
            <button type="button" className="link text-left" onClick={() => jumpTo("two-versions")}>
              Look at both
            </button>
          </span>
        </output>
      );
    case "refused":
      return <Failure error={saving.error} />;
    default:
      return saving satisfies never;
  }
}

function ago(ms: number): string {
  return ms < 2000 ? "just now" : `${spanWords(ms)} ago`;
}
