/** One position: configured in a few steps, then activated. What is typed stays until it is saved. */
import { positionApi } from "@interviewvector/domain";
import { useState } from "react";
import { Link, useParams, useSearchParams } from "react-router";
import { Button } from "../look/Button.tsx";
import { Leaving } from "../look/Leaving.tsx";
import { Failure, Notice } from "../look/Notice.tsx";
import { Page, Read } from "../look/Page.tsx";
import { say } from "../look/Said.tsx";
import { StateWord } from "../look/StateWord.tsx";
import { useAct, useAnswer } from "../query.ts";
import { StepBody } from "./StepBody.tsx";
import { draftOf, faultsOf, stepOf, steps, type Draft, type Position, type Step } from "./draft.ts";

export function Component() {
  const { positionId = "" } = useParams();
  const position = useAnswer(positionApi.getPosition, { params: { positionId } });
  return (
    <Read page="Position" of={position} lines={8}>
      {(answer) => <Configure key={answer.id} position={answer} />}
    </Read>
  );
}

function Configure({ position }: { position: Position }) {
  const [search, setSearch] = useSearchParams();
  const [draft, setDraft] = useState(() => draftOf(position));
  const [savedText, setSavedText] = useState(() => (position.rounds.length === 0 ? "" : JSON.stringify(draft)));
  // What this window was filled with: a save on top of somebody else's is refused.
  const [basedOn, setBasedOn] = useState(position.mark);
  const [tried, setTried] = useState<ReadonlySet<Step>>(new Set());
  const save = useAct(positionApi.configurePosition);
  const dirty = JSON.stringify(draft) !== savedText;
  const touched = dirty && JSON.stringify(draft) !== JSON.stringify(draftOf(position));
  const allFaults = faultsOf(draft);
  const step = steps.find((one) => one.key === search.get("step"))?.key ?? "role";
  const faults = Object.fromEntries(Object.entries(allFaults).filter(([path]) => tried.has(stepOf(path))));

  async function go(to: Step) {
    setTried(new Set([...tried, step]));
    if (to === "review") {
      const [firstFault] = Object.keys(allFaults);
      if (firstFault !== undefined) {
        setTried(new Set(steps.map((one) => one.key)));
        show(stepOf(firstFault));
        return;
      }
      if (dirty && !(await saved())) return;
    }
    show(to);
  }

  async function saved(): Promise<boolean> {
    try {
      const answer = await save.mutateAsync({ params: { positionId: position.id }, body: { ...draft, basedOn } });
      const stored = draftOf(answer);
      setDraft(stored);
      setSavedText(JSON.stringify(stored));
      setBasedOn(answer.mark);
      say("Saved");
      return true;
    } catch {
      // The refusal is shown from `save.error`; what was typed stays.
      return false;
    }
  }

  function show(to: Step) {
    setSearch((former) => {
      former.set("step", to);
      return former;
    });
    scrollTo({ top: 0 });
  }

  const change = (part: Partial<Draft>) => setDraft((former) => ({ ...former, ...part }));
  const place = steps.findIndex((one) => one.key === step);
  const next = steps[place + 1];
  const before = steps[place - 1];
  return (
    <Page
      title={position.title}
      above={
        <Link to="/app/positions" className="link">
          Positions
        </Link>
      }
      beside={<StateWord state={position.state} />}
      intro={[position.team, position.location].filter((part) => part !== null).join(" · ")}
    >
      <ol aria-label="Steps" className="mb-4 flex gap-1 overflow-x-auto pb-1">
        {steps.map((one, index) => (
          <li key={one.key}>
            <button
              type="button"
              aria-current={one.key === step ? "step" : undefined}
              onClick={() => void go(one.key)}
              className={`flex items-center gap-2 rounded-md px-3 py-2 text-sm font-medium whitespace-nowrap ${one.key === step ? "bg-accent-wash text-accent" : "text-soft hover:bg-sunk"}`}
            >
              <span
                aria-hidden="true"
                className={`flex size-5 items-center justify-center rounded-full border border-current text-xs`}
              >
                {index + 1}
              </span>
              <span className={one.key === step ? "" : "sr-only sm:not-sr-only"}>{one.words}</span>
            </button>
          </li>
        ))}
      </ol>
      {Object.keys(faults).some((path) => stepOf(path) === step) && (
        <div className="mb-4">
          <Notice tone="bad" urgent title="Something is missing on this step">
            The fields in question say what.
          </Notice>
        </div>
      )}
      <div className="mb-4">
        <Failure error={save.error} />
      </div>
      <StepBody step={step} position={position} draft={draft} change={change} faults={faults} />
      <div className="mt-5 flex justify-between gap-3">
        {before ? <Button onPress={() => void go(before.key)}>Back</Button> : <span />}
        {next && (
          <Button weight="primary" busy={save.isPending} onPress={() => void go(next.key)}>
            {next.key === "review" ? (dirty ? "Save and review" : "Review") : `Next: ${next.words}`}
          </Button>
        )}
      </div>
      <Leaving unsaved={() => touched}>What you changed on {position.title} is not saved yet.</Leaving>
    </Page>
  );
}
