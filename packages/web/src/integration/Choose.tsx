/** Pick what Lever already has, or let us make it there. */
import { integrationApi } from "@interviewvector/domain";
import { useState } from "react";
import { Button } from "../look/Button.tsx";
import { Dialog } from "../look/Dialog.tsx";
import { SelectField, TextField } from "../look/Field.tsx";
import { Failure } from "../look/Notice.tsx";
import { Read } from "../look/Page.tsx";
import { say } from "../look/Said.tsx";
import { useAct, useAnswer } from "../query.ts";
import { useMe } from "../session.ts";
import type { Connection } from "./connections.ts";

interface Props {
  connection: Connection;
  onClose: () => void;
}

export function ChooseActingUser({ connection, onClose }: Props) {
  const params = { connectionId: connection.id };
  const choices = useAnswer(integrationApi.connectionChoices, { params });
  const me = useMe();
  const [chosen, setChosen] = useState(connection.actingUser?.id ?? "");
  const [name, setName] = useState("InterviewVector");
  const [email, setEmail] = useState("");
  const done = () => {
    say("Set");
    onClose();
  };
  const update = useAct(integrationApi.updateConnection, done);
  const create = useAct(integrationApi.createActingUser, done);
  return (
    <Dialog title="Lever user we act as" onClose={onClose}>
      <p className="mb-4 text-sm text-soft">
        Notes, interviews and feedback carry this user’s name in Lever. A user of its own keeps them apart from
        people’s.
      </p>
      <Read of={choices} lines={2}>
        {({ users }) => (
          <form
            className="space-y-3"
            onSubmit={(event) => {
              event.preventDefault();
              update.mutate({ params, body: { actingUserId: chosen } });
            }}
          >
            <SelectField
              label="An existing user"
              value={chosen}
              onValue={setChosen}
              choices={[
                { value: "", words: "Choose …" },
                ...users.map((user) => ({
                  value: user.id,
                  words: user.role === null ? user.name : `${user.name} (${user.role})`,
                })),
              ]}
            />
            <Button submit weight="primary" busy={update.isPending} why={chosen === "" ? "Choose a user first." : null}>
              Use this user
            </Button>
          </form>
        )}
      </Read>
      <form
        className="mt-6 space-y-3 border-t border-line pt-4"
        onSubmit={(event) => {
          event.preventDefault();
          create.mutate({ params, body: { email, name } });
        }}
      >
        <h3 className="font-medium">Or create one in Lever</h3>
        <TextField label="Name in Lever" required value={name} onValue={setName} />
        <TextField
          label="E-mail address for it"
          type="email"
          required
          value={email}
          onValue={setEmail}
          placeholder={`interviews@${me.user.email.split("@")[1] ?? "your-company.example"}`}
          hint="An address of your company; Lever does not allow the same one twice."
        />
        <Button submit busy={create.isPending}>
          Create and use
        </Button>
      </form>
      <div className="mt-3">
        <Failure error={update.error ?? create.error} />
      </div>
    </Dialog>
  );
}

export function ChooseTemplate({ connection, onClose }: Props) {
  const params = { connectionId: connection.id };
  const choices = useAnswer(integrationApi.connectionChoices, { params });
  const [chosen, setChosen] = useState(connection.feedbackTemplate?.id ?? "");
  const done = () => {
    say("Set");
    onClose();
  };
  const update = useAct(integrationApi.updateConnection, done);
  const create = useAct(integrationApi.createTemplate, done);
  return (
    <Dialog title="Feedback form in Lever" onClose={onClose}>
      <p className="mb-4 text-sm text-soft">
        Reports are filled into this form, field by field. Ours has a field for every part of a report.
      </p>
      <div className="mb-6">
        <Button weight="primary" busy={create.isPending} onPress={() => create.mutate({ params })}>
          Create our form in Lever
        </Button>
      </div>
      <Read of={choices} lines={2}>
        {({ templates }) => (
          <form
            className="space-y-3 border-t border-line pt-4"
            onSubmit={(event) => {
              event.preventDefault();
              update.mutate({ params, body: { feedbackTemplateId: chosen } });
            }}
          >
            <SelectField
              label="Or use one that exists"
              value={chosen}
              onValue={setChosen}
              choices={[
                { value: "", words: "Choose …" },
                ...templates.map((template) => ({ value: template.id, words: template.name })),
              ]}
            />
            <Button submit busy={update.isPending} why={chosen === "" ? "Choose a form first." : null}>
              Use this form
            </Button>
          </form>
        )}
      </Read>
      <div className="mt-3">
        <Failure error={update.error ?? create.error} />
      </div>
    </Dialog>
  );
}
