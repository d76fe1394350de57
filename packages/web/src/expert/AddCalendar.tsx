/** Connecting a calendar: which kind, its address, a look into it, and only then *Connect*. */
import { calendarApi, type AnswerOf, type CalendarAccess } from "@interviewvector/domain";
import { useState } from "react";
import { Button } from "../look/Button.tsx";
import { Dialog } from "../look/Dialog.tsx";
import { SelectField, TextField, Tick } from "../look/Field.tsx";
import { Failure, Notice } from "../look/Notice.tsx";
import { Options } from "../look/Options.tsx";
import { say } from "../look/Said.tsx";
import { useAct } from "../query.ts";
import { AccessFields, accessOf, emptyAccess, whyNoAccess, type Typed } from "./AccessFields.tsx";
import { kinds, type Provider } from "./calendar-words.ts";

type Tested = AnswerOf<typeof calendarApi.testCalendar>;

export function AddCalendar({ onClose }: { onClose: () => void }) {
  const [provider, setProvider] = useState<Provider>("google");
  const [typed, setTyped] = useState<Typed>(emptyAccess);
  const [tested, setTested] = useState<Tested | null>(null);
  const [name, setName] = useState("");
  const [left, setLeft] = useState<readonly string[]>([]);
  const [receives, setReceives] = useState("");
  const kind = kinds.find((one) => one.provider === provider) ?? kinds[0]!;
  const access: CalendarAccess = accessOf(typed, provider);
  const test = useAct(calendarApi.testCalendar, (answer) => {
    setTested(answer);
    setName(answer.name);
  });
  const add = useAct(calendarApi.addCalendar, (source) => {
    say(`${source.name} is connected and being read`);
    onClose();
  });
  // What was tested is what is connected: whoever changes the address tests again.
  const retype = (change: Partial<Typed>) => {
    setTyped({ ...typed, ...change });
    setTested(null);
  };
  const why = whyNoAccess(typed, provider);
  function connect() {
    const counts = tested?.calendars.map(({ url }) => url).filter((url) => !left.includes(url));
    const account = provider === "caldav" && counts ? { counts, receives: receives === "" ? null : receives } : {};
    add.mutate({ body: { access, provider, name: name.trim() === "" ? (tested?.name ?? "") : name, ...account } });
  }
  return (
    <Dialog
      wide
      title="Add a calendar"
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>Not now</Button>
          <Button
            weight={tested ? "plain" : "primary"}
            busy={test.isPending}
            why={why}
            onPress={() => test.mutate({ body: access })}
          >
            {tested ? "Test again" : "Test"}
          </Button>
          <Button
            weight={tested ? "primary" : "plain"}
            busy={add.isPending}
            why={tested ? null : "Test it first."}
            onPress={connect}
          >
            Connect
          </Button>
        </>
      }
    >
      <div className="space-y-4">
        <Options
          legend="Which calendar"
          beside
          options={kinds.map(({ provider: value, words, hint }) => ({ value, words, hint }))}
          chosen={provider}
          onChoose={(chosen) => {
            setProvider(chosen);
            setTested(null);
            test.reset();
          }}
        />
        <AccessFields kind={kind} typed={typed} onType={retype} error={test.error} />
        <Failure error={add.error ?? (hasField(test.error) ? null : test.error)} />
        {tested && (
          <>
            <Notice tone="good" title={`Found: ${tested.words}`}>
              Does this fit what you see in your calendar? Then connect it.
            </Notice>
            <TextField label="Name" maxLength={120} value={name} onValue={setName} hint="Only you see it." />
            {tested.calendars.length > 0 && (
              <div className="grid gap-4 sm:grid-cols-2">
                <fieldset className="space-y-1.5">
                  <legend className="label">Make me busy</legend>
                  {tested.calendars.map(({ url, name: words }) => (
                    <Tick
                      key={url}
                      label={words}
                      checked={!left.includes(url)}
                      onValue={(on) => setLeft(on ? left.filter((one) => one !== url) : [...left, url])}
                    />
                  ))}
                </fieldset>
                <SelectField
                  label="Write my interviews into"
                  value={receives}
                  onValue={setReceives}
                  choices={[
                    { value: "", words: "none of these" },
                    ...tested.calendars
                      .filter(({ mayWrite }) => mayWrite)
                      .map(({ url, name: words }) => ({ value: url, words })),
                  ]}
                />
              </div>
            )}
          </>
        )}
      </div>
    </Dialog>
  );
}

function hasField(error: { fields: Record<string, string> } | null): boolean {
  return error !== null && ("address" in error.fields || "password" in error.fields);
}
