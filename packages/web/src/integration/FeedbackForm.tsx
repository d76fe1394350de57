/** What of a report fills which field of the form in Lever, with a made-up report in it. */
import { feedbackFormApi, type AnswerOf, type FeedbackMapping, type FeedbackSource } from "@interviewvector/domain";
import { useState } from "react";
import { useAdminOnly } from "../company.ts";
import { Button } from "../look/Button.tsx";
import { SelectField, TextField } from "../look/Field.tsx";
import { Failure, Notice } from "../look/Notice.tsx";
import { Card, Empty, Read } from "../look/Page.tsx";
import { say } from "../look/Said.tsx";
import { useAct, useAnswer } from "../query.ts";
import { useSettled } from "../settled.ts";

type Form = AnswerOf<typeof feedbackFormApi.getFeedbackForm>;
type Field = Form["fields"][number];

/** Lever's kinds of fields as its people know them. */
const typeWords: Record<string, string> = {
  "score-system": "Overall rating: one of Lever's four",
  score: "Thumbs, 1 to 4",
  scorecard: "Scorecard: a rating and a comment for each skill",
  textarea: "Text of several lines",
  text: "One line of text",
  "yes-no": "Yes or no",
  "multiple-choice": "One of several",
  "multiple-select": "Some of several",
  dropdown: "One from a list",
  date: "A date",
  code: "Code",
};

export function FeedbackForm({ connectionId }: { connectionId: string }) {
  const answer = useAnswer(feedbackFormApi.getFeedbackForm, { params: { connectionId } });
  return (
    <Card title="Feedback form">
      <p className="mb-4 max-w-3xl text-sm text-soft">
        Each report is filled into this form in Lever, field by field. Choose otherwise where a field means something
        else to you; the right side shows a made-up report as it would stand there.
      </p>
      <Read of={answer} lines={6}>
        {(form) =>
          form.template === null ? (
            <Empty title="No feedback form is chosen">
              Choose one under Settings below, or let us make it in Lever.
            </Empty>
          ) : (
            <Mapping key={form.template.id} connectionId={connectionId} form={form} />
          )
        }
      </Read>
    </Card>
  );
}

function mappingOf(form: Form): FeedbackMapping {
  return Object.fromEntries(form.fields.flatMap(({ key, chosen }) => (chosen === null ? [] : [[key, chosen]])));
}

function Mapping({ connectionId, form }: { connectionId: string; form: Form }) {
  const params = { connectionId };
  const [mapping, setMapping] = useState(() => mappingOf(form));
  const [basedOn, setBasedOn] = useState(form.mark);
  const notAdmin = useAdminOnly();
  const save = useAct(feedbackFormApi.saveFeedbackForm, (saved) => {
    setMapping(mappingOf(saved));
    setBasedOn(saved.mark);
    say("Saved");
  });
  const tried = useSettled(JSON.stringify(mapping));
  const unchanged = JSON.stringify(mapping) === JSON.stringify(mappingOf(form));
  const preview = useAnswer(
    feedbackFormApi.previewFeedbackForm,
    { params, body: { mapping: JSON.parse(tried) as FeedbackMapping } },
    { keepFormer: true, enabled: !unchanged },
  );
  const { fields, untold } = (unchanged ? undefined : preview.data) ?? form;
  const choose = (key: string, source: FeedbackSource | null) =>
    setMapping(({ [key]: _former, ...others }) => (source === null ? others : { ...others, [key]: source }));
  return (
    <form
      className="space-y-4"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate({ params, body: { mapping, basedOn } });
      }}
    >
      <p className="text-sm">
        <span className="text-soft">Form in Lever: </span>
        {form.template?.name}
        {form.guide !== null && (
          <>
            <span className="text-soft"> · Sample along the guide </span>
            {form.guide}
          </>
        )}
      </p>
      {untold.length > 0 && (
        <Notice tone="warn" title={`No field takes: ${untold.join(", ")}`}>
          Add a free text to the form in Lever, or choose one here, so that nothing of a report is lost. The PDF holds
          all of it in any case.
        </Notice>
      )}
      <ul className="divide-y divide-line border-y border-line">
        {fields.map((field) => (
          <FieldRow
            key={field.key}
            field={field}
            choice={mapping[field.key] ?? null}
            onChoose={choose}
            why={notAdmin}
          />
        ))}
      </ul>
      <Failure error={preview.error ?? save.error} />
      <div className="flex flex-wrap gap-2">
        <Button
          submit
          weight="primary"
          busy={save.isPending}
          why={notAdmin ?? (unchanged ? "Nothing was changed." : null)}
        >
          Save
        </Button>
        <Button
          why={Object.keys(mapping).length === 0 ? "Every field is recognised by itself already." : null}
          onPress={() => setMapping({})}
        >
          Recognise all by themselves
        </Button>
      </div>
    </form>
  );
}

interface RowProps {
  field: Field;
  choice: FeedbackSource | null;
  why: string | null;
  onChoose: (key: string, source: FeedbackSource | null) => void;
}

const BY_ITSELF = "by itself";
const OWN_WORDS = "own words";

function FieldRow({ field, choice, onChoose, why }: RowProps) {
  const sources = field.choices.map(({ source, words }) => ({ value: JSON.stringify(source), words }));
  const ownWords = field.takesWords && choice?.from === "fixed";
  return (
    <li className="grid gap-x-6 gap-y-2 py-3 md:grid-cols-2">
      <div className="min-w-0 space-y-2">
        <SelectField
          label={`${field.label === "" ? "Field without a name" : field.label}${field.required ? " (required)" : ""}`}
          hint={typeWords[field.type] ?? field.type}
          disabled={why !== null}
          error={field.problem ?? undefined}
          value={choice === null ? BY_ITSELF : ownWords ? OWN_WORDS : JSON.stringify(choice)}
          onValue={(value) => {
            if (value === BY_ITSELF) onChoose(field.key, null);
            else if (value === OWN_WORDS) onChoose(field.key, { from: "fixed", value: "See the report." });
            else onChoose(field.key, JSON.parse(value) as FeedbackSource);
          }}
          choices={[
            { value: BY_ITSELF, words: `By itself: ${field.recognised}` },
            ...sources.filter(({ value }) => !(field.takesWords && value.startsWith('{"from":"fixed"'))),
            ...(field.takesWords ? [{ value: OWN_WORDS, words: "The same words in every form …" }] : []),
          ]}
        />
        {ownWords && (
          <TextField
            label={`Words for ${field.label}`}
            required
            maxLength={2000}
            value={choice.value}
            onValue={(value) => value !== "" && onChoose(field.key, { from: "fixed", value })}
          />
        )}
      </div>
      <div className="min-w-0">
        <p className="label">In Lever</p>
        <p className="rounded-md border border-line bg-sunk px-3 py-2 text-sm whitespace-pre-wrap wrap-anywhere">
          {field.shown === "" ? <span className="text-soft">stays empty</span> : field.shown}
        </p>
      </div>
    </li>
  );
}
