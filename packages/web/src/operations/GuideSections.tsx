import { Button } from "../look/Button.tsx";
import { NumberField, TextArea, TextField } from "../look/Field.tsx";
import { Card } from "../look/Page.tsx";
import { freshQuestion, type QuestionDraft, type SectionDraft } from "./guide-draft.ts";

interface Props {
  sections: readonly SectionDraft[];
  onSections: (sections: SectionDraft[]) => void;
}

export function GuideSections({ sections, onSections }: Props) {
  const set = (place: number, part: Partial<SectionDraft>) =>
    onSections(sections.map((section, at) => (at === place ? { ...section, ...part } : section)));
  const minutes = sections.reduce((sum, section) => sum + (section.minutes || 0), 0);
  return (
    <Card title={`Sections (${minutes} min in all)`}>
      <ol className="space-y-5">
        {sections.map((section, place) => (
          // A section has no identity of its own; its place is what the person sees.
          <li key={`${place}`} className="rounded-md border border-line p-4">
            <div className="flex flex-wrap items-start gap-4">
              <TextField
                label={`Name of section ${place + 1}`}
                className="min-w-48 flex-1"
                maxLength={120}
                value={section.name}
                onValue={(name) => set(place, { name })}
              />
              <NumberField
                label={`Minutes of section ${place + 1}`}
                unit="min"
                min={1}
                max={180}
                value={section.minutes}
                onValue={(value) => set(place, { minutes: value })}
              />
              <div className="flex gap-2 pt-6.5">
                <Button
                  label={`Move section ${place + 1} up`}
                  why={place === 0 ? "It is the first." : null}
                  onPress={() => onSections(swapped(sections, place - 1))}
                >
                  Up
                </Button>
                <Button
                  label={`Remove section ${place + 1}`}
                  why={sections.length === 1 ? "A guide needs a section." : null}
                  onPress={() => onSections(sections.filter((_, at) => at !== place))}
                >
                  Remove
                </Button>
              </div>
            </div>
            <Questions
              section={place + 1}
              questions={section.questions}
              onQuestions={(questions) => set(place, { questions })}
            />
          </li>
        ))}
      </ol>
      <div className="mt-4">
        <Button
          icon="plus"
          onPress={() => onSections([...sections, { name: "", minutes: 15, questions: [freshQuestion] }])}
        >
          Add a section
        </Button>
      </div>
    </Card>
  );
}

function swapped<Item>(items: readonly Item[], place: number): Item[] {
  const [first, second] = items.slice(place, place + 2);
  if (first === undefined || second === undefined) return [...items];
  return [...items.slice(0, place), second, first, ...items.slice(place + 2)];
}

interface QuestionsProps {
  section: number;
  questions: readonly QuestionDraft[];
  onQuestions: (questions: QuestionDraft[]) => void;
}

const lists = [
  { field: "expected", words: "Expected" },
  { field: "followUps", words: "Follow-ups" },
  { field: "hints", words: "Hints" },
] as const;

function Questions({ section, questions, onQuestions }: QuestionsProps) {
  const set = (place: number, part: Partial<QuestionDraft>) =>
    onQuestions(questions.map((question, at) => (at === place ? { ...question, ...part } : question)));
  return (
    <div className="mt-4 space-y-5">
      {questions.map((question, place) => {
        const name = `question ${section}.${place + 1}`;
        return (
          <div key={question.id || `${place}`} className="border-l-2 border-line pl-4">
            <TextArea
              label={`Text of ${name}`}
              rows={2}
              maxLength={2000}
              value={question.text}
              onValue={(text) => set(place, { text })}
            />
            <div className="mt-2 grid gap-3 lg:grid-cols-3">
              {lists.map(({ field, words }) => (
                <TextArea
                  key={field}
                  label={`${words} for ${name}`}
                  rows={2}
                  placeholder="One per line"
                  value={question[field]}
                  onValue={(value) => set(place, { [field]: value })}
                />
              ))}
            </div>
            <div className="mt-2">
              <Button label={`Remove ${name}`} onPress={() => onQuestions(questions.filter((_, at) => at !== place))}>
                Remove question
              </Button>
            </div>
          </div>
        );
      })}
      <Button
        icon="plus"
        label={`Add a question to section ${section}`}
        onPress={() => onQuestions([...questions, freshQuestion])}
      >
        Add a question
      </Button>
    </div>
  );
}
