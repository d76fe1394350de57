/** Activation lists those who already stand in the stage: all, some or none of them are invited. */
import { positionApi } from "@interviewvector/domain";
import { useState } from "react";
import { useNavigate } from "react-router";
import { Tick } from "../look/Field.tsx";
import { Ask } from "../look/Dialog.tsx";
import { Button } from "../look/Button.tsx";
import { Read } from "../look/Page.tsx";
import { say } from "../look/Said.tsx";
import { Ago } from "../look/Time.tsx";
import { useAct, useAnswer } from "../query.ts";
import type { Position } from "./draft.ts";

export function Activate({ position, onClose }: { position: Position; onClose: () => void }) {
  const params = { positionId: position.id };
  const standing = useAnswer(positionApi.standing, { params });
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const navigate = useNavigate();
  const activate = useAct(positionApi.activatePosition, () => {
    say(`${position.title} is active`);
    void navigate("/app/positions");
  });
  const count = chosen.size;
  return (
    <Ask
      title={`Activate ${position.title}`}
      confirm={count === 0 ? "Activate" : `Activate and invite ${count}`}
      why={standing.data === undefined ? "Waiting for the list of those who stand in the stage." : null}
      onClose={onClose}
      onConfirm={() => activate.mutateAsync({ params, body: { inviteOpportunityIds: [...chosen] } })}
    >
      <Read of={standing} lines={3}>
        {({ candidates }) => {
          const free = candidates.filter((candidate) => !candidate.hasInterview);
          if (candidates.length === 0)
            return <p>Nobody stands in the stage now. From now on each candidate who is moved there is invited.</p>;
          return (
            <div className="space-y-3">
              <p>
                These stand in the stage already. Whom you tick gets an invitation by mail now, and a note in Lever; the
                others get nothing.
              </p>
              <div className="flex gap-2">
                <Button onPress={() => setChosen(new Set(free.map((one) => one.opportunityId)))}>All</Button>
                <Button onPress={() => setChosen(new Set())}>None</Button>
              </div>
              <ul className="max-h-72 space-y-2 overflow-y-auto rounded-md border border-line p-3">
                {candidates.map((candidate) => (
                  <li key={candidate.opportunityId}>
                    <Tick
                      label={candidate.name}
                      hint={
                        candidate.hasInterview ? (
                          "has an interview already"
                        ) : (
                          <>
                            in the stage since <Ago at={candidate.enteredAt} />
                          </>
                        )
                      }
                      disabled={candidate.hasInterview}
                      checked={chosen.has(candidate.opportunityId)}
                      onValue={(on) => {
                        const next = new Set(chosen);
                        if (on) next.add(candidate.opportunityId);
                        else next.delete(candidate.opportunityId);
                        setChosen(next);
                      }}
                    />
                  </li>
                ))}
              </ul>
            </div>
          );
        }}
      </Read>
    </Ask>
  );
}
