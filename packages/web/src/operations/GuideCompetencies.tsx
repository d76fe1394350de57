import { Button } from "../look/Button.tsx";
import { TextArea, TextField, Tick } from "../look/Field.tsx";
import { Card } from "../look/Page.tsx";
import { freshCompetency, type CompetencyDraft } from "./guide-draft.ts";

interface Props {
  competencies: readonly CompetencyDraft[];
  onCompetencies: (competencies: CompetencyDraft[]) => void;
}

const places = [0, 1, 2, 3] as const;

export function GuideCompetencies({ competencies, onCompetencies }: Props) {
  const set = (place: number, part: Partial<CompetencyDraft>) =>
    onCompetencies(competencies.map((one, at) => (at === place ? { ...one, ...part } : one)));
  return (
    <Card title="Competencies">
      <ul className="space-y-5">
        {competencies.map((competency, place) => {
          const name = `competency ${place + 1}`;
          return (
            <li key={competency.id || `${place}`} className="rounded-md border border-line p-4">
              <div className="flex flex-wrap items-start gap-4">
                <TextField
                  label={`Name of ${name}`}
                  className="min-w-48 flex-1"
                  maxLength={120}
                  value={competency.name}
                  onValue={(value) => set(place, { name: value })}
                />
                <div className="flex items-center gap-4 pt-7">
                  <Tick
                    label={
                      <>
                        Mandatory<span className="sr-only">{`, ${name}`}</span>
                      </>
                    }
                    checked={competency.mandatory}
                    onValue={(mandatory) => set(place, { mandatory })}
                  />
                  <Button
                    label={`Remove ${name}`}
                    why={competencies.length === 1 ? "A guide needs a competency." : null}
                    onPress={() => onCompetencies(competencies.filter((_, at) => at !== place))}
                  >
                    Remove
                  </Button>
                </div>
              </div>
              <div className="mt-3 grid gap-3 sm:grid-cols-2 xl:grid-cols-4">
                {places.map((at) => (
                  <TextArea
                    key={at}
                    label={`What a ${at + 1} looks like, ${name}`}
                    rows={3}
                    maxLength={400}
                    value={competency.anchors[at]}
                    onValue={(text) => set(place, { anchors: replaced(competency.anchors, at, text) })}
                  />
                ))}
              </div>
            </li>
          );
        })}
      </ul>
      <div className="mt-4">
        <Button icon="plus" onPress={() => onCompetencies([...competencies, freshCompetency])}>
          Add a competency
        </Button>
      </div>
    </Card>
  );
}

function replaced(anchors: CompetencyDraft["anchors"], place: number, text: string): CompetencyDraft["anchors"] {
  const [one, two, three, four] = anchors.map((anchor, at) => (at === place ? text : anchor));
  return [one ?? "", two ?? "", three ?? "", four ?? ""];
}
