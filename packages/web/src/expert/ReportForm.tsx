/** The expert's report: guide on the left as the interview went, what is still missing on the right. */
import { expertApi, missingParts } from "@interviewvector/domain";
import { useState } from "react";
import { Link, useParams } from "react-router";
import { Button } from "../look/Button.tsx";
import { Notice } from "../look/Notice.tsx";
import { Page, Read } from "../look/Page.tsx";
import { StateWord } from "../look/StateWord.tsx";
import { useAnswer } from "../query.ts";
import { Conflict } from "./Conflict.tsx";
import { Arranged, MeetingIntro, MeetingLinks } from "./Meeting.tsx";
import { Preview } from "./Preview.tsx";
import { ReportAside, SaveWords, TimeLeft } from "./ReportAside.tsx";
import { ReportParts } from "./ReportParts.tsx";
import { Submit } from "./Submit.tsx";
import { useReport, type ExpertInterview } from "./useReport.ts";

export function Component() {
  const { interviewId = "" } = useParams();
  const answer = useAnswer(expertApi.getExpertInterview, { params: { interviewId } });
  return (
    <Read page="Report" of={answer} lines={10}>
      {(interview) => <ReportForm key={interview.item.interviewId} interview={interview} />}
    </Read>
  );
}

function ReportForm({ interview }: { interview: ExpertInterview }) {
  const { item, guide, zone } = interview;
  const report = useReport(interview);
  const [dialog, setDialog] = useState<"preview" | "submit" | null>(null);
  const missing = missingParts(report.draft, guide);
  const ahead = item.state === "scheduled";
  const meets = ahead || item.state === "live";
  const whyNot = whyNotSubmit(interview, missing.length, report.saving.kind);
  return (
    <Page
      title={`${ahead ? "Prepare" : "Report"}: ${item.candidateFirstName}`}
      above={
        <Link to="/expert" className="link">
          Agenda
        </Link>
      }
      beside={<StateWord state={item.state} />}
      intro={<MeetingIntro interview={interview} />}
      actions={
        meets ? (
          <MeetingLinks item={item} zone={zone} />
        ) : (
          <>
            <Button onPress={() => setDialog("preview")}>Preview</Button>
            <Button weight="primary" why={whyNot} onPress={() => setDialog("submit")}>
              {interview.submittedVersion > 0 && item.state === "completed" ? "Submit correction" : "Submit"}
            </Button>
          </>
        )
      }
    >
      <div className="mb-5 empty:hidden">
        <Arranged item={item} />
      </div>
      {interview.sentBack !== null && (
        <div className="mb-5">
          <Notice tone="warn" title="An auditor sent your report back">
            <p className="break-words whitespace-pre-wrap">{interview.sentBack.words}</p>
            <p className="mt-1">Change what is asked for, then submit again. The company has not seen this version.</p>
          </Notice>
        </div>
      )}
      {item.state === "in_review" && (
        <div className="mb-5">
          <Notice tone="info" title={`Submitted, version ${interview.submittedVersion}`}>
            An auditor reads it before it goes to the company. You hear from us if something should change.
          </Notice>
        </div>
      )}
      {interview.submittedVersion > 0 && item.state === "completed" && interview.sentBack === null && (
        <div className="mb-5">
          <Notice tone="good" title={`Submitted, version ${interview.submittedVersion}`}>
            You may correct it: change what is wrong and submit again. The company sees the new version.
          </Notice>
        </div>
      )}
      <div className="sticky top-14 z-10 -mx-4 mb-4 border-b border-line bg-page px-4 py-2 lg:hidden">
        <div className="flex flex-wrap items-center justify-between gap-x-4">
          <SaveWords report={report} />
          <TimeLeft interview={interview} />
        </div>
      </div>
      {report.saving.kind === "conflict" && (
        <Conflict mine={report.draft} theirs={report.saving.theirs} guide={guide} onResolve={report.resolve} />
      )}
      <div className="grid gap-5 lg:grid-cols-[minmax(0,1fr)_18rem]">
        <ReportParts guide={guide} report={report} />
        <ReportAside interview={interview} report={report} missing={missing} />
      </div>
      <div className="mt-5 flex justify-end gap-2">
        <Button onPress={() => setDialog("preview")} label="Preview the report">
          Preview
        </Button>
        <Button weight="primary" why={whyNot} onPress={() => setDialog("submit")} label="Submit the report">
          Submit
        </Button>
      </div>
      {dialog === "preview" && <Preview draft={report.draft} guide={guide} onClose={() => setDialog(null)} />}
      {dialog === "submit" && <Submit interview={interview} report={report} onClose={() => setDialog(null)} />}
    </Page>
  );
}

function whyNotSubmit(interview: ExpertInterview, missing: number, saving: string): string | null {
  if (saving === "conflict") return "Choose between the two versions first.";
  if (saving === "offline") return "There is no connection. What you typed is kept here.";
  if (missing > 0) return missing === 1 ? "One part is still missing." : `${missing} parts are still missing.`;
  // The server's answer is from when the page was opened: what was missing then is judged above, afresh.
  if (!interview.maySubmit.possible && interview.missing.length === 0) return interview.maySubmit.words;
  return null;
}
