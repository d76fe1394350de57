/** Words and users that the company may choose otherwise. */
import { integrationApi } from "@interviewvector/domain";
import { useState } from "react";
import { useAdminOnly } from "../company.ts";
import { Button } from "../look/Button.tsx";
import { TextField } from "../look/Field.tsx";
import { Facts } from "../look/Facts.tsx";
import { Failure } from "../look/Notice.tsx";
import { Card } from "../look/Page.tsx";
import { say } from "../look/Said.tsx";
import { useAct, useAnswer } from "../query.ts";
import { ChooseActingUser, ChooseTemplate } from "./Choose.tsx";
import type { Connection } from "./connections.ts";

export function ConnectionSettings({ connection }: { connection: Connection }) {
  const notAdmin = useAdminOnly();
  const [name, setName] = useState(connection.accountName ?? "");
  const [stageName, setStageName] = useState(connection.stageName);
  const [postingTag, setPostingTag] = useState(connection.postingTag);
  const [choosing, setChoosing] = useState<"user" | "template" | null>(null);
  const update = useAct(integrationApi.updateConnection, () => say("Saved"));
  const unchanged =
    stageName === connection.stageName &&
    postingTag === connection.postingTag &&
    name === (connection.accountName ?? "");
  const stages = useAnswer(
    integrationApi.connectionChoices,
    { params: { connectionId: connection.id } },
    { enabled: connection.state === "connected" },
  );
  const change = { stageName, postingTag, ...(name.trim() === "" ? {} : { name }) };
  return (
    <Card title="Settings">
      <form
        className="grid gap-4 sm:grid-cols-2"
        onSubmit={(event) => {
          event.preventDefault();
          update.mutate({ params: { connectionId: connection.id }, body: change });
        }}
      >
        <TextField
          label="Stage in Lever"
          required
          value={stageName}
          onValue={setStageName}
          list="stages-in-lever"
          hint="Candidates who are moved into this stage are invited."
        />
        <datalist id="stages-in-lever">
          {stages.data?.stages.map((stage) => (
            <option key={stage.id} value={stage.name}>
              {stage.name}
            </option>
          ))}
        </datalist>
        <TextField
          label="Tag of the jobs"
          required
          value={postingTag}
          onValue={setPostingTag}
          hint="Jobs with this tag can be interviewed for."
        />
        <TextField
          label="Name of this connection"
          value={name}
          onValue={setName}
          maxLength={80}
          hint="Shown on this page and in mails about it; useful with several accounts."
        />
        <div className="sm:col-span-2">
          <Button
            submit
            weight="primary"
            busy={update.isPending}
            why={notAdmin ?? (unchanged ? "Nothing was changed." : null)}
          >
            Save
          </Button>
        </div>
      </form>
      <div className="mt-3">
        <Failure error={update.error} />
      </div>
      <div className="mt-5 border-t border-line pt-4">
        <Facts
          facts={[
            [
              "We act as",
              <span key="user" className="flex flex-col items-start gap-2">
                {connection.actingUser?.name ?? "nobody yet"}
                <Button why={notAdmin} label="Change the Lever user" onPress={() => setChoosing("user")}>
                  Change
                </Button>
              </span>,
            ],
            [
              "Feedback form",
              <span key="form" className="flex flex-col items-start gap-2">
                {connection.feedbackTemplate?.name ?? "none yet"}
                <Button why={notAdmin} label="Change the feedback form" onPress={() => setChoosing("template")}>
                  Change
                </Button>
              </span>,
            ],
          ]}
        />
      </div>
      {choosing === "user" && <ChooseActingUser connection={connection} onClose={() => setChoosing(null)} />}
      {choosing === "template" && <ChooseTemplate connection={connection} onClose={() => setChoosing(null)} />}
    </Card>
  );
}
