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
import type { AskedProps } from "./asked.ts";
import type { InterviewDetail, PossibleAction } from "./detail.ts";

type Action = "resend" | "book" | "reschedule" | "cancel" | "retrigger" | "redo";

const buttons: Record<Action, string> = {
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
  const known = interview.actions.filter((one): one is PossibleAction & { action: Action } => one.action in buttons);
  const first = fitting[interview.state];
  const sorted = [...known].sort((left, right) => Number(right.action === first) - Number(left.action === first));
  // What can't be done in this state and does not belong to it would only be noise; booking and moving exclude each other.
  const shown = sorted.filter(
    (one) => one.possible || one.action !== (interview.startAt === null ? "reschedule" : "book"),
  );
  const close = () => setAsking(null);
  const asked = { interview, words: known.find((one) => one.action === asking)?.words ?? "", onClose: close };
  return (
    <>
      {shown.map(({ action, possible, words: reason }) => (
        <Button
          key={action}
          weight={action === first && possible ? "primary" : action === "cancel" ? "danger" : "plain"}
          why={possible ? null : reason}
          onPress={() => setAsking(action)}
        >
          {buttons[action]}
        </Button>
      ))}
      {interview.link !== null && <CopyButton text={interview.link} words="Copy link" />}
      {(asking === "book" || asking === "reschedule") && <BookDialog {...asked} />}
      {asking === "resend" && <Resend {...asked} />}
      {asking === "retrigger" && <Retrigger {...asked} />}
      {asking === "redo" && <Redo {...asked} />}
      {asking === "cancel" && <Cancel {...asked} />}
    </>
  );
}

function Resend({ interview, words: consequence, onClose }: AskedProps) {
  const act = useAct(interviewApi.resendInvitation, () => say("The invitation goes out once more"));
  return (
    <Ask
      title={`Resend the invitation to ${interview.candidate}?`}
      confirm="Resend"
      onClose={onClose}
      onConfirm={() => act.mutateAsync({ params: { interviewId: interview.id } })}
    >
      <p>{consequence}</p>
    </Ask>
  );
}

function Retrigger({ interview, words: consequence, onClose }: AskedProps) {
  const act = useAct(interviewApi.retriggerInterview, (answer) =>
    say(answer.state === "blocked" ? "Still blocked: something is missing in Lever" : `${answer.candidate} is invited`),
  );
  return (
    <Ask
      title={`Re-trigger ${interview.candidate}?`}
      confirm="Read Lever and go on"
      onClose={onClose}
      onConfirm={() => act.mutateAsync({ params: { interviewId: interview.id } })}
    >
      <p>{consequence}</p>
    </Ask>
  );
}

function Redo({ interview, words: consequence, onClose }: AskedProps) {
  const navigate = useNavigate();
  const act = useAct(interviewApi.redoInterview, (answer) => {
    say("A new interview was made");
    void navigate(`/app/interviews/${answer.id}`);
  });
  return (
    <Ask
      title={`Interview ${interview.candidate} once more?`}
      confirm="Make a new interview"
      onClose={onClose}
      onConfirm={() => act.mutateAsync({ params: { interviewId: interview.id } })}
    >
      <p>{consequence}</p>
      <p>
        Lever is read first: for somebody who is archived or hired there, no interview is made. Who stands in another
        stage by now is invited all the same.
      </p>
      <p className="text-sm text-soft">What was reported stays.</p>
    </Ask>
  );
}

function Cancel({ interview, words: consequence, onClose }: AskedProps) {
  const [reason, setReason] = useState("");
  const act = useAct(interviewApi.cancelInterview, () => say("Cancelled"));
  return (
    <Ask
      title={`Cancel the interview of ${interview.candidate}?`}
      confirm="Cancel the interview"
      danger
      onClose={onClose}
      onConfirm={() => act.mutateAsync({ params: { interviewId: interview.id }, body: { reason } })}
    >
      <p>{consequence}</p>
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
