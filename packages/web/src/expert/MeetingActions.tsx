/** What an expert can say about the meeting itself. */
import { expertApi, type AnswerOf } from "@interviewvector/domain";
import { useState } from "react";
import { Button } from "../look/Button.tsx";
import { Ask } from "../look/Dialog.tsx";
import { Card } from "../look/Page.tsx";
import { say } from "../look/Said.tsx";
import { useAct } from "../query.ts";

export type AgendaItem = AnswerOf<typeof expertApi.agenda>["items"][number];

export function MeetingActions({ item }: { item: AgendaItem }) {
  const [asking, setAsking] = useState<"no-show" | "broke-off" | null>(null);
  const held = item.state === "live" || item.state === "awaiting_report";
  if (!held) return null;
  const close = () => setAsking(null);
  return (
    <Card title="Did it not take place?">
      <div className="flex flex-col items-start gap-2">
        <Button
          why={
            item.mayMarkNoShow
              ? null
              : "Possible from 15 minutes after the start, as long as the interview is not reported."
          }
          onPress={() => setAsking("no-show")}
        >
          Candidate did not come
        </Button>
        <Button onPress={() => setAsking("broke-off")}>Call broke off</Button>
      </div>
      {asking === "no-show" && <NoShow item={item} onClose={close} />}
      {asking === "broke-off" && <BrokeOff item={item} onClose={close} />}
    </Card>
  );
}

interface Props {
  item: AgendaItem;
  onClose: () => void;
}

function NoShow({ item, onClose }: Props) {
  const act = useAct(expertApi.markNoShow, () => say("Recorded: the candidate did not come"));
  return (
    <Ask
      title={`${item.candidateFirstName} did not come?`}
      confirm="Record it"
      danger
      onClose={onClose}
      onConfirm={() => act.mutateAsync({ params: { interviewId: item.interviewId } })}
    >
      <p>
        The candidate is told and, where the position allows, asked to book again. The company sees it in Lever. No
        report is due.
      </p>
      <p>Trying to join counts as presence: if they wrote or called, say instead that the call broke off.</p>
    </Ask>
  );
}

function BrokeOff({ item, onClose }: Props) {
  const act = useAct(expertApi.markBrokeOff, () => say("Recorded: the call broke off"));
  return (
    <Ask
      title="The call broke off?"
      confirm="Record it"
      danger
      onClose={onClose}
      onConfirm={() => act.mutateAsync({ params: { interviewId: item.interviewId } })}
    >
      <p>
        {`For power, network or tools that failed. ${item.candidateFirstName} books again, with you where possible; what you noted stays. It counts against nobody.`}
      </p>
    </Ask>
  );
}
