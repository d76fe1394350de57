import { positionApi } from "@interviewvector/domain";
import { Button } from "../look/Button.tsx";
import { NumberField, SelectField, TextField } from "../look/Field.tsx";
import { Notice } from "../look/Notice.tsx";
import { Card, Empty, Read } from "../look/Page.tsx";
import { useAnswer } from "../query.ts";
import type { StepProps } from "./draft.ts";
import type { Draft } from "./draft.ts";

type Round = Draft["rounds"][number];
const MOST_ROUNDS = 6;
const ordinals = ["First", "Second", "Third", "Fourth", "Fifth", "Sixth"];

export function RoundsStep({ position, draft, change, faults }: StepProps) {
  const answer = useAnswer(positionApi.listGuideNames);
  const set = (place: number, part: Partial<Round>) =>
    change({ rounds: draft.rounds.map((round, at) => (at === place ? { ...round, ...part } : round)) });
  return (
    <Card title="Rounds and guides">
      <Read of={answer}>
        {({ guides }) => {
          const fitting = guides.filter((guide) => guide.category.toLowerCase() === draft.category.toLowerCase());
          const sorted = [...fitting, ...guides.filter((guide) => !fitting.includes(guide))];
          const add = () =>
            change({
              rounds: [
                ...draft.rounds,
                {
                  name: `${ordinals[draft.rounds.length] ?? "Next"} round`,
                  guideId: sorted[0]?.id ?? "",
                  durationMinutes: roundedUp(sorted[0]?.minutes ?? 60),
                },
              ],
            });
          return (
            <div className="space-y-4">
              {position.counts.open + position.counts.booked > 0 && (
                <Notice tone="info" title="Interviews that are under way keep their guide and length">
                  Changes here hold for new interviews.
                </Notice>
              )}
              {draft.rounds.length === 0 && (
                <Empty title="No round yet">A candidate has one interview per round, one round after the other.</Empty>
              )}
              <ol className="space-y-4">
                {draft.rounds.map((round, place) => (
                  <li key={round.id ?? place} className="rounded-md border border-line p-4">
                    <div className="grid gap-4 sm:grid-cols-[1fr_1fr_auto_auto] sm:items-start">
                      <TextField
                        label={`Name of round ${place + 1}`}
                        value={round.name}
                        onValue={(name) => set(place, { name })}
                        error={faults[`rounds.${place}.name`]}
                      />
                      <SelectField
                        label={`Guide of round ${place + 1}`}
                        value={round.guideId}
                        onValue={(guideId) => set(place, { guideId })}
                        error={faults[`rounds.${place}.guideId`]}
                        choices={[
                          ...(round.guideId === "" ? [{ value: "", words: "Choose …" }] : []),
                          ...sorted.map((guide) => ({
                            value: guide.id,
                            words: `${guide.name} (${guide.category}, ${guide.minutes} min)`,
                          })),
                        ]}
                      />
                      <NumberField
                        label={`Length of round ${place + 1}`}
                        unit="min"
                        min={10}
                        max={240}
                        step={5}
                        value={round.durationMinutes}
                        onValue={(durationMinutes) => set(place, { durationMinutes })}
                      />
                      <div className="sm:pt-6.5">
                        <Button
                          icon="trash"
                          label={`Remove round ${place + 1}`}
                          onPress={() => change({ rounds: draft.rounds.filter((_, at) => at !== place) })}
                        >
                          Remove
                        </Button>
                      </div>
                    </div>
                    <GuideWords
                      guide={guides.find((guide) => guide.id === round.guideId)}
                      length={round.durationMinutes}
                    />
                  </li>
                ))}
              </ol>
              {faults["rounds"] && <p className="text-sm text-bad">{faults["rounds"]}</p>}
              <Button
                icon="plus"
                onPress={add}
                why={
                  guides.length === 0
                    ? "There is no guide yet. An operator of the service writes them."
                    : draft.rounds.length >= MOST_ROUNDS
                      ? `At most ${MOST_ROUNDS} rounds.`
                      : null
                }
              >
                Add a round
              </Button>
            </div>
          );
        }}
      </Read>
    </Card>
  );
}

function roundedUp(minutes: number): number {
  return Math.min(240, Math.max(10, Math.ceil(minutes / 5) * 5));
}

function GuideWords({
  guide,
  length,
}: {
  guide: { minutes: number; competencies: string[] } | undefined;
  length: number;
}) {
  if (guide === undefined) return null;
  return (
    <p className="mt-3 text-sm text-soft">
      {`Assesses ${guide.competencies.join(", ")}.`}
      {guide.minutes > length && (
        <span className="text-warn">{` The guide plans ${guide.minutes} minutes: the round is shorter.`}</span>
      )}
    </p>
  );
}
