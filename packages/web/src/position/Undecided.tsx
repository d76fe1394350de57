/** The posting ended while interviews are booked: who they are, and one answer for all of them. */
import { positionApi, type AnswerOf } from "@interviewvector/domain";
import { useState } from "react";
import { Link } from "react-router";
import { useCompany } from "../company.ts";
import { Ask } from "../look/Dialog.tsx";
import { Options } from "../look/Options.tsx";
import { Read } from "../look/Page.tsx";
import { say } from "../look/Said.tsx";
import { FullTime } from "../look/Time.tsx";
import { useAct, useAnswer } from "../query.ts";

type Position = AnswerOf<typeof positionApi.getPosition>;

const answers = [
  { value: true, words: "Keep them", hint: "Nothing is sent; they take place as booked." },
  {
    value: false,
    words: "Cancel them",
    hint: "Candidates and experts get a cancellation by mail; Lever gets a note on each.",
  },
];

export function Undecided({ position, onClose }: { position: Position; onClose: () => void }) {
  const { zone } = useCompany();
  const params = { positionId: position.id };
  const answer = useAnswer(positionApi.listUndecided, { params });
  const [keep, setKeep] = useState(true);
  const decide = useAct(positionApi.decideUndecided, ({ decided }) => say(`${decided} ${keep ? "kept" : "cancelled"}`));
  const none = answer.data?.interviews.length === 0;
  return (
    <Ask
      title={`Booked, though the posting ended: ${position.title}`}
      confirm={keep ? "Keep all" : "Cancel all"}
      danger={!keep}
      why={none ? "All are decided." : null}
      onClose={onClose}
      onConfirm={() => decide.mutateAsync({ params, body: { answer: keep ? "keep" : "cancel" } })}
    >
      <Read of={answer} lines={4}>
        {({ interviews }) =>
          interviews.length === 0 ? (
            <p>All are decided.</p>
          ) : (
            <div className="space-y-3">
              <p>They go on as booked until somebody decides. Each can also be decided on its own page.</p>
              <ul className="max-h-64 divide-y divide-line overflow-y-auto rounded-md border border-line">
                {interviews.map((one) => (
                  <li key={one.interviewId} className="px-3 py-2">
                    <Link to={`/app/interviews/${one.interviewId}`} className="link font-medium">
                      {one.candidate || "No name in Lever"}
                    </Link>
                    <span className="block text-sm text-soft">
                      <FullTime at={one.startAt} zone={zone} />
                    </span>
                  </li>
                ))}
              </ul>
              <Options legend="What happens with them" options={answers} chosen={keep} onChoose={setKeep} />
            </div>
          )
        }
      </Read>
    </Ask>
  );
}
