import { interviewApi } from "@interviewvector/domain";
import { useState, type ReactNode } from "react";
import { useFileAddress } from "../company.ts";
import { Button, LinkButton } from "../look/Button.tsx";
import { Dialog } from "../look/Dialog.tsx";
import { Facts } from "../look/Facts.tsx";
import { Failure } from "../look/Notice.tsx";
import { Card } from "../look/Page.tsx";
import { FullTime } from "../look/Time.tsx";
import { useAct } from "../query.ts";
import { ownZone } from "../time.ts";
import type { InterviewDetail } from "./detail.ts";

export function InterviewFacts({ interview }: { interview: InterviewDetail }) {
  return (
    <aside aria-label="Facts" className="space-y-5">
      <Card title="Interview">
        <Facts aside facts={meetingFacts(interview)} />
        <div className="mt-4 flex flex-wrap gap-2">
          {interview.joinUrl && (
            <LinkButton outside icon="out" to={interview.joinUrl}>
              Join to observe
            </LinkButton>
          )}
          {interview.opportunityUrl && (
            <LinkButton outside icon="out" to={interview.opportunityUrl}>
              Open in Lever
            </LinkButton>
          )}
        </div>
      </Card>
      <Card title="Candidate">
        <Contact interviewId={interview.id} />
        <div className="mt-3">
          <Resume interview={interview} />
        </div>
      </Card>
    </aside>
  );
}

function meetingFacts(interview: InterviewDetail): [string, ReactNode][] {
  const { startAt } = interview;
  const time = (zone: string | null) =>
    startAt === null || zone === null ? null : <FullTime at={startAt} zone={zone} />;
  const zones = new Set([interview.companyZone, interview.candidateZone, interview.expertZone]);
  return [
    ["Time, company", time(interview.companyZone)],
    ["Time, candidate", time(interview.candidateZone)],
    ["Time, expert", time(interview.expertZone)],
    ["Time, here", zones.has(ownZone) ? null : time(ownZone)],
    ["Expert", interview.expert],
    ["To be booked by", bookBy(interview)],
    ["Report due", reportDue(interview)],
    ["Report late since", reportLate(interview)],
    ["Candidate’s rating", interview.rating === null ? null : `${interview.rating.score} of 5`],
    ["Reason of the cancellation", interview.cancelReason === "" ? "none given" : interview.cancelReason],
    ["Guide", interview.guide === null ? null : `${interview.guide.name}, version ${interview.guide.version}`],
    ["Owner in Lever", interview.owner],
    ["In the stage since", <FullTime key="entered" at={interview.enteredAt} zone={interview.companyZone} />],
  ];
}

function bookBy(interview: InterviewDetail): ReactNode {
  if (interview.state !== "invited" || interview.bookBy === null) return null;
  return <FullTime at={interview.bookBy} zone={interview.companyZone} />;
}

function reportDue(interview: InterviewDetail): ReactNode {
  if (interview.hasReport || interview.reportDueAt === null) return null;
  return <FullTime at={interview.reportDueAt} zone={interview.companyZone} />;
}

function reportLate(interview: InterviewDetail): ReactNode {
  if (interview.reportOverdueAt === null) return null;
  return <FullTime at={interview.reportOverdueAt} zone={interview.companyZone} />;
}

/** Fetched from Lever when somebody wants to see it, and not before: each look stands in the audit log. */
function Resume({ interview: { id, candidate, hasResume } }: { interview: InterviewDetail }) {
  const [shown, setShown] = useState(false);
  const address = useFileAddress(`/interviews/${id}/resume`);
  if (!hasResume) return <p className="text-sm text-soft">No résumé in Lever.</p>;
  const open = (
    <LinkButton outside icon="out" to={address}>
      Open the résumé
    </LinkButton>
  );
  return (
    <>
      <div className="flex flex-wrap gap-2">
        <Button onPress={() => setShown(true)}>Look at the résumé</Button>
        {open}
      </div>
      {shown && (
        <Dialog wide title={`Résumé of ${candidate}`} onClose={() => setShown(false)} actions={open}>
          {/* Browsers show no PDF in a sandbox; the answer itself forbids everything but being shown. */}
          {/* oxlint-disable-next-line react/iframe-missing-sandbox */}
          <iframe
            title={`Résumé of ${candidate}`}
            src={`${address}&preview=1#navpanes=0&view=FitH`}
            className="block h-[65dvh] w-full rounded border border-line bg-white"
          />
        </Dialog>
      )}
    </>
  );
}

/** Hidden until asked for; looking stands in the audit log. */
function Contact({ interviewId }: { interviewId: string }) {
  const reveal = useAct(interviewApi.revealContact);
  if (reveal.data === undefined)
    return (
      <>
        <Button busy={reveal.isPending} onPress={() => reveal.mutate({ params: { interviewId } })}>
          Show contact data
        </Button>
        <p className="mt-1 text-sm text-soft">That you looked is logged.</p>
        <Failure error={reveal.error} />
      </>
    );
  const { emails, phones, location } = reveal.data;
  const list = (values: string[]) => (values.length === 0 ? "none in Lever" : values.join(", "));
  return (
    <Facts
      aside
      facts={[
        ["E-mail", list(emails)],
        ["Phone", list(phones)],
        ["Location", location === "" ? null : location],
      ]}
    />
  );
}
