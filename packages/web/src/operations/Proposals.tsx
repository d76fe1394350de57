/** Preferred times that candidates gave, with who could take them, best first. */
import { operationsApi, type AnswerOf } from "@interviewvector/domain";
import { useState } from "react";
import { useNow } from "../clock.ts";
import { Button } from "../look/Button.tsx";
import { Ask } from "../look/Dialog.tsx";
import { Card, Empty, Page, Read } from "../look/Page.tsx";
import { say } from "../look/Said.tsx";
import { useAct, useAnswer } from "../query.ts";
import { countdownWords, fullTime, ownZone, rangeWords } from "../time.ts";

type Proposal = AnswerOf<typeof operationsApi.listProposals>["proposals"][number];
type Suggestion = Proposal["suggestions"][number];

export function Component() {
  const answer = useAnswer(operationsApi.listProposals, {}, { refetchMs: 15_000 });
  return (
    <Page
      title="Proposals"
      intro="Candidates for whom no offered time fitted. Each is answered within the time they were told."
    >
      <Read of={answer} lines={8}>
        {({ proposals }) => (
          <div className="space-y-5">
            {proposals.length === 0 && (
              <Card>
                <Empty title="No proposal waits">
                  When a candidate gives preferred times, they show here with who could take them.
                </Empty>
              </Card>
            )}
            {proposals.map((proposal) => (
              <ProposalCard key={proposal.interviewId} proposal={proposal} />
            ))}
          </div>
        )}
      </Read>
    </Page>
  );
}

function ProposalCard({ proposal }: { proposal: Proposal }) {
  const now = useNow();
  const [matching, setMatching] = useState<Suggestion | null>(null);
  const [declining, setDeclining] = useState(false);
  const left = Date.parse(proposal.answerBy) - now;
  const zone = proposal.candidateZone ?? ownZone;
  return (
    <Card
      title={`${proposal.candidate}, ${proposal.position}`}
      actions={
        <span className={`text-sm font-semibold ${left < 3 * 3_600_000 ? "text-bad" : "text-soft"}`}>
          {left >= 0 ? `answer within ${countdownWords(left)}` : `late by ${countdownWords(left)}`}
        </span>
      }
    >
      <p className="text-sm text-soft">{`${proposal.company} · ${proposal.round} · ${proposal.durationMinutes} min`}</p>
      <h3 className="mt-3 mb-1 font-medium">Times that suit the candidate</h3>
      <ul>
        {proposal.ranges.map((range) => (
          <li key={range.fromAt}>{rangeWords(range.fromAt, range.toAt, zone)}</li>
        ))}
      </ul>
      {proposal.comment !== "" && <p className="mt-1 text-soft">{`“${proposal.comment}”`}</p>}
      <h3 className="mt-4 mb-1 font-medium">Who could take it</h3>
      {proposal.suggestions.length === 0 && (
        <p className="text-soft">Nobody is free in these times. An expert who frees up is matched by itself.</p>
      )}
      <ol className="divide-y divide-line">
        {proposal.suggestions.map((suggestion) => (
          <li
            key={`${suggestion.expertId} ${suggestion.startAt}`}
            className="flex flex-wrap items-center justify-between gap-3 py-2.5"
          >
            <div className="min-w-0 flex-1 basis-60">
              <p className="font-medium">{suggestion.expert}</p>
              <p>{fullTime(suggestion.startAt, zone)}</p>
              <p className="text-sm text-soft">{`Expert's time: ${fullTime(suggestion.startAt, suggestion.expertZone)}. ${suggestion.why}`}</p>
            </div>
            <Button
              label={`Match with ${suggestion.expert}, ${fullTime(suggestion.startAt, zone)}`}
              onPress={() => setMatching(suggestion)}
            >
              Match
            </Button>
          </li>
        ))}
      </ol>
      <div className="mt-3 border-t border-line pt-3">
        <Button onPress={() => setDeclining(true)} label={`None of the times can be matched for ${proposal.candidate}`}>
          None of the times can be matched
        </Button>
      </div>
      {matching && <Match proposal={proposal} suggestion={matching} onClose={() => setMatching(null)} />}
      {declining && <Decline proposal={proposal} onClose={() => setDeclining(false)} />}
    </Card>
  );
}

interface MatchProps {
  proposal: Proposal;
  suggestion: Suggestion;
  onClose: () => void;
}

function Match({ proposal, suggestion, onClose }: MatchProps) {
  const act = useAct(operationsApi.matchProposal, () => say("Booked"));
  const { startAt, expertId } = suggestion;
  return (
    <Ask
      title={`Book ${proposal.candidate} with ${suggestion.expert}?`}
      confirm="Book"
      onClose={onClose}
      onConfirm={() => act.mutateAsync({ params: { interviewId: proposal.interviewId }, body: { startAt, expertId } })}
    >
      <p>{fullTime(startAt, proposal.candidateZone ?? ownZone)}</p>
      <p>
        A firm booking: candidate and expert get calendar invitations by mail, Lever the interview and a note. The
        expert’s minimum notice is set aside.
      </p>
    </Ask>
  );
}

function Decline({ proposal, onClose }: { proposal: Proposal; onClose: () => void }) {
  const act = useAct(operationsApi.declineProposal, () => say(`${proposal.candidate} is asked to choose again`));
  return (
    <Ask
      title="None of the times can be matched?"
      confirm="Ask for other times"
      danger
      onClose={onClose}
      onConfirm={() => act.mutateAsync({ params: { interviewId: proposal.interviewId } })}
    >
      <p>{`${proposal.candidate} gets a mail: none of their times could be matched, and they may choose from the free ones or give others.`}</p>
    </Ask>
  );
}
