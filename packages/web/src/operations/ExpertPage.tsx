/** One person's card: what they applied with, where they stand, how they came there. */
import { vettingApi, type AnswerOf } from "@interviewvector/domain";
import { useState } from "react";
import { useParams } from "react-router";
import { Button, LinkButton } from "../look/Button.tsx";
import { Facts } from "../look/Facts.tsx";
import { Failure, Notice } from "../look/Notice.tsx";
import { Card, Page, Read } from "../look/Page.tsx";
import { say } from "../look/Said.tsx";
import { StateWord, wordsFor } from "../look/StateWord.tsx";
import { FullTime } from "../look/Time.tsx";
import { useAct, useAnswer } from "../query.ts";
import { ownZone } from "../time.ts";
import { ExpertProfile } from "./ExpertProfile.tsx";
import { HeldBackNotice } from "./HeldBack.tsx";
import { MoveDialog } from "./MoveDialog.tsx";

type Answer = AnswerOf<typeof vettingApi.getExpert>;

export function Component() {
  const { expertId = "" } = useParams();
  const answer = useAnswer(vettingApi.getExpert, { params: { expertId } });
  return (
    <Read page="Expert" of={answer} lines={8}>
      {(expert) => <Person expert={expert} />}
    </Read>
  );
}

function Person({ expert }: { expert: Answer }) {
  const [moving, setMoving] = useState(false);
  return (
    <Page
      title={expert.name}
      beside={<StateWord state={expert.state} />}
      intro={
        <a className="link" href={`mailto:${expert.email}`}>
          {expert.email}
        </a>
      }
      actions={
        <>
          <LinkButton to={`/ops/experts?view=list&search=${encodeURIComponent(expert.email)}`}>Edit</LinkButton>
          <Button weight="primary" onPress={() => setMoving(true)}>
            Move
          </Button>
        </>
      }
    >
      <HeldBackNotice of={expert.heldBack} expert={expert.name} email={expert.email} />
      <div className="grid items-start gap-5 lg:grid-cols-2">
        <div className="min-w-0 space-y-5">
          <Claims expert={expert} />
          <ExpertProfile expert={expert} />
          <Application expert={expert} />
          {expert.conflicts.length > 0 && (
            <Card title="Conflicts">
              <ul className="space-y-1">
                {expert.conflicts.map((one) => (
                  <li key={`${one.kind} ${one.words}`}>{`${one.words} (${one.kind})`}</li>
                ))}
              </ul>
            </Card>
          )}
        </div>
        <Card title="History">
          {expert.moves.length === 0 && (
            <p className="text-soft">No move is recorded: they came before there was a board.</p>
          )}
          <ol aria-label="Moves" className="divide-y divide-line">
            {expert.moves.map((move) => (
              <li key={`${move.at} ${move.to}`} className="py-2.5 first:pt-0">
                <p className="font-medium">
                  {move.from === null
                    ? `Came in: ${wordsFor(move.to)}`
                    : `${wordsFor(move.from)} → ${wordsFor(move.to)}`}
                </p>
                {move.reason && <p>{move.reason}</p>}
                <p className="text-sm text-soft">
                  {`${move.by}, `}
                  <FullTime at={move.at} zone={ownZone} />
                </p>
              </li>
            ))}
          </ol>
        </Card>
      </div>
      {moving && <MoveDialog expert={expert} onClose={() => setMoving(false)} />}
    </Page>
  );
}

function Claims({ expert }: { expert: Answer }) {
  const act = useAct(vettingApi.confirmSkills, (_, { body }) =>
    say(body?.accept ? "These skills count now" : "The former skills go on"),
  );
  if (expert.claimed.length === 0) return null;
  const params = { expertId: expert.id };
  return (
    <>
      <Notice
        tone="warn"
        title="Claims skills that are not confirmed"
        actions={
          <>
            <Button busy={act.isPending} onPress={() => act.mutate({ params, body: { accept: false } })}>
              Refuse
            </Button>
            <Button
              weight="primary"
              busy={act.isPending}
              onPress={() => act.mutate({ params, body: { accept: true } })}
            >
              Confirm
            </Button>
          </>
        }
      >
        {expert.claimed.map((one) => `${one.skill} ${one.level}`).join(", ")}
      </Notice>
      <Failure error={act.error} />
    </>
  );
}

function Application({ expert }: { expert: Answer }) {
  const { application } = expert;
  if (application === null)
    return (
      <Card title="Application">
        <p className="text-soft">Added by an operator, without an application.</p>
      </Card>
    );
  const { cv, linkedinUrl } = application;
  return (
    <Card
      title="Application"
      actions={
        cv && (
          <LinkButton outside icon="out" to={`/api/v1/ops/experts/${expert.id}/cv`}>
            {`Download CV (${Math.max(1, Math.round(cv.size / 1024))} kB)`}
          </LinkButton>
        )
      }
    >
      <Facts
        aside
        facts={[
          ["Sent", <FullTime key="at" at={application.at} zone={ownZone} />],
          ["Years in the field", application.years],
          [
            "LinkedIn",
            linkedinUrl === null ? null : (
              <a key="linkedin" className="link break-all" href={linkedinUrl} target="_blank" rel="noreferrer">
                {linkedinUrl}
              </a>
            ),
          ],
          ["In their words", application.words === "" ? null : application.words],
          ["CV", cv === null ? "none" : cv.name],
        ]}
      />
      {cv && <p className="mt-3 text-sm text-soft">A stranger made this file: open it where it can do no harm.</p>}
    </Card>
  );
}
