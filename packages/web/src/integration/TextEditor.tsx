/** One text: its words left, what is read right. Nothing is kept that lacks what the text is for. */
import { writingApi, type AnswerOf } from "@interviewvector/domain";
import { useId, useRef, useState } from "react";
import { useAdminOnly } from "../company.ts";
import { Button } from "../look/Button.tsx";
import { Dialog } from "../look/Dialog.tsx";
import { TextArea, TextField } from "../look/Field.tsx";
import { MailPreview } from "../look/MailPreview.tsx";
import { Failure } from "../look/Notice.tsx";
import { Read } from "../look/Page.tsx";
import { say } from "../look/Said.tsx";
import { useAct, useAnswer } from "../query.ts";
import { useSettled } from "../settled.ts";

export type Text = AnswerOf<typeof writingApi.listTexts>["texts"][number];

interface Props {
  connectionId: string;
  text: Text;
  onClose: () => void;
}

export function TextEditor({ connectionId, text, onClose }: Props) {
  const params = { connectionId };
  const key = { kind: text.kind, name: text.name };
  const [subject, setSubject] = useState(text.subject);
  const [words, setWords] = useState(text.words);
  const [basedOn] = useState(text.mark);
  const form = useRef<HTMLDivElement>(null);
  const notAdmin = useAdminOnly();
  const done = (said: string) => () => {
    say(said);
    onClose();
  };
  const save = useAct(writingApi.saveText, done("Saved"));
  const reset = useAct(writingApi.resetText, done("Our text stands again"));
  const body = { ...key, words, ...(subject === null ? {} : { subject }) };
  const preview = useAnswer(
    writingApi.previewText,
    { params, body: JSON.parse(useSettled(JSON.stringify(body))) as typeof body },
    { keepFormer: true },
  );
  const problems = preview.data?.problems;
  const unchanged = words === text.words && subject === text.subject;
  const wrong = problems?.subject ?? problems?.words ?? null;
  const insert = (name: string) => {
    const field = form.current?.querySelector("textarea");
    const at = field?.selectionStart ?? words.length;
    setWords(`${words.slice(0, at)}{${name}}${words.slice(field?.selectionEnd ?? at)}`);
    field?.focus();
  };
  return (
    <Dialog
      wide
      title={text.title}
      onClose={onClose}
      actions={
        <>
          <Button
            why={notAdmin ?? (text.changed === null ? "It is our text already." : null)}
            busy={reset.isPending}
            onPress={() => reset.mutate({ params, body: { ...key, basedOn } })}
          >
            Reset to our text
          </Button>
          <Button onPress={onClose}>Cancel</Button>
          <Button
            weight="primary"
            busy={save.isPending}
            why={notAdmin ?? (unchanged ? "Nothing was changed." : wrong)}
            onPress={() => save.mutate({ params, body: { ...body, basedOn } })}
          >
            Save
          </Button>
        </>
      }
    >
      <p className="mb-4 text-sm text-soft">{text.when}</p>
      <div className="grid gap-5 md:grid-cols-2" ref={form}>
        <Words
          text={text}
          {...{ subject, words, setSubject, setWords }}
          problems={problems ?? { subject: null, words: null }}
        />
        <section aria-label="Preview" className="min-w-0">
          <h3 className="label">Preview</h3>
          <Read of={preview} lines={6}>
            {({ shown }) => <Shown title={text.title} shown={shown} />}
          </Read>
        </section>
        <Places text={text} onInsert={insert} />
      </div>
      <div className="mt-3">
        <Failure error={save.error ?? reset.error} />
      </div>
    </Dialog>
  );
}

interface WordsProps {
  text: Text;
  subject: string | null;
  words: string;
  setSubject: (subject: string) => void;
  setWords: (words: string) => void;
  problems: { subject: string | null; words: string | null };
}

function Words({ text, subject, words, setSubject, setWords, problems }: WordsProps) {
  return (
    <div className="min-w-0 space-y-3">
      {subject !== null && (
        <TextField label="Subject" value={subject} onValue={setSubject} error={problems.subject ?? undefined} />
      )}
      <TextArea
        label={text.kind === "mail" ? "Mail" : "Note"}
        rows={14}
        value={words}
        onValue={setWords}
        error={problems.words ?? undefined}
        hint={
          text.kind === "mail"
            ? "Greeting and foot are added. A link alone under its sentence is the button. Blank lines part paragraphs."
            : "Plain text. A line whose places are all empty falls away."
        }
      />
    </div>
  );
}

function Places({ text, onInsert }: { text: Text; onInsert: (name: string) => void }) {
  const title = useId();
  return (
    <section aria-labelledby={title} className="md:col-span-2">
      <h3 className="label" id={title}>
        Places that are filled in
      </h3>
      <ul className="grid gap-x-5 gap-y-1 text-sm md:grid-cols-2">
        {text.places.map((place) => (
          <li key={place.name}>
            <button
              type="button"
              className="link font-mono"
              aria-label={`Insert {${place.name}}`}
              onClick={() => onInsert(place.name)}
            >
              {`{${place.name}}`}
            </button>{" "}
            <span className="text-soft">
              {place.means}
              {place.must !== null && "; must stand"}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

interface ShownText {
  subject: string | null;
  text: string;
  html: string | null;
}

function Shown({ title, shown }: { title: string; shown: ShownText | null }) {
  if (shown === null) return <p className="text-sm text-soft">Shown as soon as nothing is wrong with the text.</p>;
  if (shown.html !== null)
    return <MailPreview title={`Preview: ${title}`} subject={shown.subject ?? ""} html={shown.html} />;
  return (
    <pre className="rounded-md border border-line bg-sunk p-3 font-sans whitespace-pre-wrap wrap-anywhere">
      {shown.text}
    </pre>
  );
}
