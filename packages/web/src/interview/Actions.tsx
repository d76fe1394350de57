/** What may be done with an interview now. The server says what is possible and why the rest is not; each act asks once. */
import { interviewApi } from "@interviewvector/domain";
import { useState } from "react";
import { useNavigate } from "react-router";
import { Button } from "../look/Button.tsx";
import { CopyButton } from "../look/Copy.tsx";
import { Ask } from "../look/Dialog.tsx";
import { TextArea } from "../look/Field.tsx";
import { say } from "../look/Said.tsx";
import { useAct } from "../query.ts";
import { BookDialog } from "./BookDialog.tsx";
import type { InterviewDetail, PossibleAction } from "./detail.ts";

type Action = "resend" | "book" | "reschedule" | "cancel" | "retrigger" | "redo";

const words: Record<Action, string> = {
  resend: "Resend invitation",
  book: "Book for the candidate",
  reschedule: "Reschedule",
  cancel: "Cancel",
  retrigger: "Re-trigger",
  redo: "Redo",
};

/** The one action that fits the state, where there is one. */
const fitting: Partial<Record<InterviewDetail["state"], Action>> = {
  blocked: "retrigger",
  proposed: "book",
  invited: "book",
  scheduled: "reschedule",
  expired: "retrigger",
  candidate_no_show: "retrigger",
  expert_no_show: "retrigger",
  interrupted: "retrigger",
  unschedulable: "retrigger",
};

export function Actions({ interview }: { interview: InterviewDetail }) {
  const [asking, setAsking] = useState<Action | null>(null);
  const known = interview.actions.filter((one): one is PossibleAction & { action: Action } => one.action in words);
  const first = fitting[interview.state];
  const sorted = [...known].sort((left, right) => Number(right.action === first) - Number(left.action === first));
  // What can't be done in this state and does not belong to it would only be noise; booking and moving exclude each other.
  const shown = sorted.filter(
    (one) => one.possible || one.action !== (interview.startAt === null ? "reschedule" : "book"),
  );
  const close = () => setAsking(null);
  return (
    <>
      {shown.map(({ action, possible, words: reason }) => (
        <Button
          key={action}
          weight={action === first && possible ? "primary" : action === "cancel" ? "danger" : "plain"}
          why={possible ? null : reason}
          onPress={() => setAsking(action)}
        >
          {words[action]}
        </Button>
      ))}
      {interview.link !== null && <CopyButton text={interview.link} words="Copy link" />}
      {(asking === "book" || asking === "reschedule") && <BookDialog interview={interview} onClose={close} />}
      {asking === "resend" && <Resend interview={interview} onClose={close} />}
      {asking === "retrigger" && <Retrigger interview={interview} onClose={close} />}
      {asking === "redo" && <Redo interview={interview} onClose={close} />}
      {asking === "cancel" && <Cancel interview={interview} onClose={close} />}
    </>
  );
}

interface Props {
  interview: InterviewDetail;
  onClose: () => void;
}

function Resend({ interview, onClose }: Props) {
  const act = useAct(interviewApi.resendInvitation, () => say("The invitation goes out once more"));
  return (
    <Ask
      title="Resend the invitation?"
      confirm="Resend"
      onClose={onClose}
      onConfirm={() => act.mutateAsync({ params: { interviewId: interview.id } })}
    >
      <p>{`${interview.candidate} gets the invitation mail once more, with the same link. Nothing is written to Lever.`}</p>
    </Ask>
  );
}

function Retrigger({ interview, onClose }: Props) {
  const act = useAct(interviewApi.retriggerInterview, (answer) =>
    say(answer.state === "blocked" ? "Still blocked: something is missing in Lever" : `${answer.candidate} is invited`),
  );
  return (
    <Ask
      title="Re-trigger?"
      confirm="Read Lever and go on"
      onClose={onClose}
      onConfirm={() => act.mutateAsync({ params: { interviewId: interview.id } })}
    >
      <p>
        {`Lever is read again. If everything is there, ${interview.candidate} gets an invitation by mail and Lever a note. If not, nothing is sent and you see what is missing.`}
      </p>
    </Ask>
  );
}

function Redo({ interview, onClose }: Props) {
  const navigate = useNavigate();
  const act = useAct(interviewApi.redoInterview, (answer) => {
    say("A new interview was made");
    void navigate(`/app/interviews/${answer.id}`);
  });
  return (
    <Ask
      title="Interview once more?"
      confirm="Make a new interview"
      onClose={onClose}
      onConfirm={() => act.mutateAsync({ params: { interviewId: interview.id } })}
    >
      <p>
        {`A new interview of the same round begins, with another expert. ${interview.candidate} gets a new invitation by mail, Lever a note. What was reported stays.`}
      </p>
    </Ask>
  );
}

function Cancel({ interview, onClose }: Props) {
  const [reason, setReason] = useState("");
  const act = useAct(interviewApi.cancelInterview, () => say("Cancelled"));
  const booked = interview.startAt !== null;
  return (
    <Ask
      title="Cancel this interview?"
      confirm="Cancel the interview"
      danger
      onClose={onClose}
      onConfirm={() => act.mutateAsync({ params: { interviewId: interview.id }, body: { reason } })}
    >
      <p>
        {booked
          ? `${interview.candidate} and the expert get a cancellation by mail, which removes it from their calendars. The interview in Lever is cancelled, and a note says so.`
          : `The candidate's link ends; no mail is sent, because nothing was booked. Lever gets a note.`}
      </p>
      <TextArea
        label="Reason (optional)"
        maxLength={500}
        value={reason}
        onValue={setReason}
        hint="Stands in the note in Lever. The candidate never sees it."
      />
    </Ask>
  );
}
