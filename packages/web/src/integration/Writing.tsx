/** How notes stand in Lever, and whether the opportunity itself shows the state. */
import { writingApi, type AnswerOf } from "@interviewvector/domain";
import { type ReactNode, useState } from "react";
import { useAdminOnly } from "../company.ts";
import { Failure } from "../look/Notice.tsx";
import { Card, Read } from "../look/Page.tsx";
import { say } from "../look/Said.tsx";
import { useAct, useAnswer } from "../query.ts";

type Manner = AnswerOf<typeof writingApi.getWriting>;

export function Writing({ connectionId }: { connectionId: string }) {
  const params = { connectionId };
  const answer = useAnswer(writingApi.getWriting, { params });
  const update = useAct(writingApi.updateWriting, () => say("Saved"));
  const notAdmin = useAdminOnly();
  // What was ticked shows at once, also while an earlier tick is still being saved, and goes back where it was refused.
  const [ticked, setTicked] = useState<Partial<Manner>>({});
  const change = (body: Partial<Omit<Manner, "whyNoStatus">>) => {
    setTicked((before) => ({ ...before, ...body }));
    update.mutate({ params, body }, { onError: () => setTicked({}) });
  };
  return (
    <Card title="Notes, tag and link in Lever">
      <Read of={answer} lines={4}>
        {(kept) => {
          const manner: Manner = { ...kept, ...ticked };
          return (
            <div className="space-y-5">
              <fieldset>
                <legend className="label">Notes of one interview</legend>
                <div className="space-y-2">
                  <Choice
                    name="thread"
                    radio
                    checked={!manner.noteThread}
                    why={notAdmin}
                    onChange={() => change({ noteThread: false })}
                    title="Each is a note of its own"
                  >
                    Newest on top, beside your own notes.
                  </Choice>
                  <Choice
                    name="thread"
                    radio
                    checked={manner.noteThread}
                    why={notAdmin}
                    onChange={() => change({ noteThread: true })}
                    title="In one thread"
                  >
                    Replies under the interview’s first note. If somebody removes it, the next one begins a new thread.
                  </Choice>
                </div>
              </fieldset>
              <fieldset>
                <legend className="label">On the opportunity</legend>
                <div className="space-y-2">
                  <Choice
                    checked={manner.statusTags}
                    why={notAdmin ?? manner.whyNoStatus}
                    onChange={(statusTags) => change({ statusTags })}
                    title="A tag with the state"
                  >
                    One at a time, e.g. “InterviewVector: Scheduled”, replaced as the state changes. Other tags are
                    never touched.
                  </Choice>
                  <Choice
                    checked={manner.opportunityLink}
                    why={notAdmin ?? manner.whyNoStatus}
                    onChange={(opportunityLink) => change({ opportunityLink })}
                    title="A link to the interview’s page"
                  >
                    Lever keeps links with the person: it shows on all their opportunities.
                  </Choice>
                </div>
              </fieldset>
              <Failure error={update.error} />
            </div>
          );
        }}
      </Read>
    </Card>
  );
}

interface ChoiceProps {
  title: string;
  children: ReactNode;
  checked: boolean;
  why: string | null;
  onChange: (checked: boolean) => void;
  radio?: boolean;
  name?: string;
}

function Choice({ title, children, checked, why, onChange, radio = false, name }: ChoiceProps) {
  return (
    <label className="flex max-w-3xl items-start gap-2.5">
      <input
        type={radio ? "radio" : "checkbox"}
        name={name}
        className="mt-1 accent-accent"
        checked={checked}
        disabled={why !== null}
        onChange={(event) => onChange(event.target.checked)}
      />
      <span>
        <span className="block font-medium">{title}</span>
        <span className="block text-sm text-soft">{children}</span>
        {why !== null && <span className="block text-sm text-warn">{why}</span>}
      </span>
    </label>
  );
}
