import type { AnswerOf, accountApi } from "@interviewvector/domain";
import { LinkButton } from "../look/Button.tsx";
import { Icon } from "../look/Icon.tsx";
import { Card } from "../look/Page.tsx";

type SetUp = AnswerOf<typeof accountApi.home>["setUp"];

/** The way from nothing to the first invitation. It leaves when it is walked. */
export function FirstSteps({ setUp }: { setUp: SetUp }) {
  const steps = [
    {
      done: setUp.connected,
      words: "Connect Lever",
      hint: "So that moves are seen and results are written back.",
      to: "/app/integrations",
      button: "Connect",
    },
    {
      done: setUp.positions > 0,
      words: "Activate a position",
      hint: "Tag a job in Lever with InterviewVector; configure it here.",
      to: "/app/positions",
      button: "To positions",
    },
    {
      done: setUp.interviews > 0,
      words: "Move a candidate into the stage",
      hint: "In Lever, into the stage InterviewVector. The invitation goes out within seconds.",
      to: "/app/candidates",
      button: "To candidates",
    },
  ];
  const next = steps.findIndex((step) => !step.done);
  return (
    <Card title="Set up">
      <ol className="divide-y divide-line">
        {steps.map((step, place) => (
          <li key={step.words} className="flex flex-wrap items-center gap-3 py-3 first:pt-0 last:pb-0">
            <span
              className={`flex size-7 items-center justify-center rounded-full border ${step.done ? "border-good bg-good-wash text-good" : "border-edge text-soft"}`}
            >
              {step.done ? <Icon name="check" /> : place + 1}
            </span>
            <div className="min-w-0 flex-1 basis-52">
              <p className="font-medium">
                {step.words}
                {step.done && <span className="ml-2 text-sm font-normal text-good">done</span>}
              </p>
              <p className="text-sm text-soft">{step.hint}</p>
            </div>
            {!step.done && (
              <LinkButton to={step.to} weight={place === next ? "primary" : "plain"}>
                {step.button}
              </LinkButton>
            )}
          </li>
        ))}
      </ol>
    </Card>
  );
}
