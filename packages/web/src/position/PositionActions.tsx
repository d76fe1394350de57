/** What can be done with a position from the list: edit, pause, resume, and ask why it has the slots it has. */
import { positionApi, type AnswerOf } from "@interviewvector/domain";
import { useState } from "react";
import { Button, LinkButton } from "../look/Button.tsx";
import { Ask } from "../look/Dialog.tsx";
import { say } from "../look/Said.tsx";
import { useAct } from "../query.ts";
import { WhySlots } from "./WhySlots.tsx";

type Position = AnswerOf<typeof positionApi.getPosition>;

export function PositionActions({ position }: { position: Position }) {
  const [asking, setAsking] = useState<"pause" | "resume" | null>(null);
  return (
    <div className="flex flex-wrap justify-end gap-2">
      {position.counts.waiting > 0 && (
        <LinkButton
          to={`/app/positions?moves=${position.id}`}
          weight="primary"
          label={`Look at ${position.counts.waiting} moved at once: ${position.title}`}
        >
          {`Invite ${position.counts.waiting}`}
        </LinkButton>
      )}
      {position.counts.undecided > 0 && (
        <LinkButton
          to={`/app/positions?ended=${position.id}`}
          weight="primary"
          label={`Decide on ${position.counts.undecided} booked: ${position.title}`}
        >
          {`Decide on ${position.counts.undecided} booked`}
        </LinkButton>
      )}
      {position.state === "active" && (
        <Button label={`Pause ${position.title}`} onPress={() => setAsking("pause")}>
          Pause
        </Button>
      )}
      {position.state === "active" && <WhySlots id={position.id} title={position.title} />}
      {position.state === "paused" && (
        <Button label={`Resume ${position.title}`} onPress={() => setAsking("resume")}>
          Resume
        </Button>
      )}
      <LinkButton
        to={`/app/positions/${position.id}`}
        weight={position.state === "pending" ? "primary" : "plain"}
        label={`${position.state === "pending" ? "Configure" : "Edit"} ${position.title}`}
      >
        {position.state === "pending" ? "Configure" : "Edit"}
      </LinkButton>
      {asking && <PauseQuestion position={position} resume={asking === "resume"} onClose={() => setAsking(null)} />}
    </div>
  );
}

interface PauseProps {
  position: Position;
  resume: boolean;
  onClose: () => void;
}

function PauseQuestion({ position, resume, onClose }: PauseProps) {
  const act = useAct(resume ? positionApi.resumePosition : positionApi.pausePosition, () =>
    say(resume ? `${position.title} goes on` : `${position.title} is paused`),
  );
  return (
    <Ask
      title={resume ? `Resume ${position.title}?` : `Pause ${position.title}?`}
      confirm={resume ? "Resume" : "Pause"}
      onClose={onClose}
      onConfirm={() => act.mutateAsync({ params: { positionId: position.id } })}
    >
      {resume ? (
        <p>Candidates who were blocked by the pause are invited now, by mail, with a note in Lever.</p>
      ) : (
        <p>
          Nobody new is invited and no time can be chosen until you resume; candidates’ pages say so kindly. Booked
          interviews go on. Nothing is sent now.
        </p>
      )}
    </Ask>
  );
}
