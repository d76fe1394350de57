import { experienceLevels, expertStates, operationsApi, zoneChoices, type BodyOf } from "@interviewvector/domain";
import { useState } from "react";
import { Button } from "../look/Button.tsx";
import { Chips } from "../look/Chips.tsx";
import { Dialog } from "../look/Dialog.tsx";
import { SelectField, TextField, Tick } from "../look/Field.tsx";
import { Languages } from "../look/Languages.tsx";
import { Failure } from "../look/Notice.tsx";
import { say } from "../look/Said.tsx";
import { wordsFor } from "../look/StateWord.tsx";
import { seniorityWords } from "../position/draft.ts";
import { useAct } from "../query.ts";
import { ownZone } from "../time.ts";
import type { Expert } from "./expert.ts";
import { Skills } from "../look/Skills.tsx";

type Input = BodyOf<typeof operationsApi.createExpert>;

const fresh: Input = {
  name: "",
  email: "",
  zone: ownZone,
  state: "active",
  skills: [],
  categories: [],
  roles: [...experienceLevels],
  languages: ["en"],
  employers: [],
  meetingUrl: null,
};

function inputOf(expert: Expert): Input {
  const { name, email, zone, state, skills, categories, languages, employers, meetingUrl } = expert;
  const roles = experienceLevels.filter((level) => expert.roles.includes(level));
  return { name, email, zone, state, skills, categories, roles, languages, employers, meetingUrl };
}

export function ExpertForm({ expert, onClose }: { expert: Expert | null; onClose: () => void }) {
  const [input, setInput] = useState(() => (expert === null ? fresh : inputOf(expert)));
  const set = (part: Partial<Input>) => setInput((former) => ({ ...former, ...part }));
  const done = () => {
    say(expert === null ? `${input.name} gets a mail with a link to set a password` : "Saved");
    onClose();
  };
  const create = useAct(operationsApi.createExpert, done);
  const update = useAct(operationsApi.updateExpert, done);
  const error = create.error ?? update.error;
  const zones = zoneChoices(input.zone);
  return (
    <Dialog
      wide
      title={expert === null ? "Add an expert" : expert.name}
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>Not now</Button>
          <Button
            submit
            form="expert"
            weight="primary"
            busy={create.isPending || update.isPending}
            why={input.languages.length === 0 ? "Name at least one language." : null}
          >
            {expert === null ? "Add and send the invitation" : "Save"}
          </Button>
        </>
      }
    >
      <form
        id="expert"
        className="grid gap-4 sm:grid-cols-2"
        onSubmit={(event) => {
          event.preventDefault();
          if (expert === null) create.mutate({ body: input });
          else update.mutate({ params: { expertId: expert.id }, body: input });
        }}
      >
        <TextField
          label="Name"
          required
          value={input.name}
          onValue={(name) => set({ name })}
          error={error?.fields["name"]}
        />
        <TextField
          label="E-mail"
          type="email"
          required
          value={input.email}
          onValue={(email) => set({ email })}
          error={error?.fields["email"]}
        />
        {expert === null && (
          <SelectField
            label="State"
            value={input.state}
            onValue={(value) => set({ state: expertStates.find((one) => one === value) ?? "active" })}
            choices={expertStates.map((state) => ({ value: state, words: wordsFor(state) }))}
            hint="Only active experts are booked."
          />
        )}
        <SelectField
          label="Time zone"
          value={input.zone}
          onValue={(zone) => set({ zone })}
          choices={zones.map((zone) => ({ value: zone, words: zone.replaceAll("_", " ") }))}
        />
        <div className="sm:col-span-2">
          <Skills skills={input.skills} onSkills={(skills) => set({ skills })} />
        </div>
        <Chips
          label="Categories"
          values={input.categories}
          onValues={(categories) => set({ categories })}
          hint="For example Backend. Enter adds one."
        />
        <Languages values={input.languages} onValues={(languages) => set({ languages })} />
        <fieldset className="space-y-1">
          <legend className="label">Interviews for</legend>
          {experienceLevels.map((level) => (
            <Tick
              key={level}
              label={seniorityWords[level]}
              checked={input.roles.includes(level)}
              onValue={(on) =>
                set({ roles: on ? [...input.roles, level] : input.roles.filter((one) => one !== level) })
              }
            />
          ))}
        </fieldset>
        <Chips
          label="Employers"
          values={input.employers}
          onValues={(employers) => set({ employers })}
          hint="Never booked for candidates of these. Never shown to anybody outside."
        />
        <TextField
          label="Meeting link"
          type="url"
          placeholder="https://"
          className="sm:col-span-2"
          value={input.meetingUrl ?? ""}
          onValue={(url) => set({ meetingUrl: url === "" ? null : url })}
          error={error?.fields["meetingUrl"]}
          hint="Used where the company has none of its own."
        />
        <div className="sm:col-span-2">
          <Failure error={error} />
        </div>
      </form>
    </Dialog>
  );
}
