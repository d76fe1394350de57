/** The checklist of a connection. Each line that is not green says what to do, and does it where one click can. */
import { integrationApi } from "@interviewvector/domain";
import { useEffect, useRef, useState } from "react";
import { useAdminOnly } from "../company.ts";
import { Button } from "../look/Button.tsx";
import { Icon, type IconName } from "../look/Icon.tsx";
import { Failure, Notice } from "../look/Notice.tsx";
import { Card } from "../look/Page.tsx";
import { say } from "../look/Said.tsx";
import { useAct } from "../query.ts";
import { ChooseActingUser, ChooseTemplate } from "./Choose.tsx";
import type { Connection, PreflightLine } from "./connections.ts";

interface Props {
  connection: Connection;
  watching: boolean;
  onWatching: (watching: boolean) => void;
}

export function Preflight({ connection, watching, onWatching }: Props) {
  const ask = { params: { connectionId: connection.id } };
  const check = useAct(integrationApi.runPreflight);
  useWatch(connection, watching, () => check.mutate(ask), onWatching);
  return (
    <Card
      title="Checklist"
      actions={
        <Button busy={check.isPending} onPress={() => check.mutate(ask)}>
          Check again
        </Button>
      }
    >
      {connection.allGreen && (
        <div className="mb-3">
          <Notice tone="good" title="All set.">
            {`Tag a job in Lever with ${connection.postingTag} to begin.`}
          </Notice>
        </div>
      )}
      <Failure error={check.error} />
      <ul className="divide-y divide-line">
        {connection.preflight.map((line) => (
          <Line key={line.name} line={line} connection={connection} watching={watching} onWatching={onWatching} />
        ))}
      </ul>
      {connection.preflight.length === 0 && (
        <p className="text-soft">Not checked yet. “Check again” reads every condition from Lever.</p>
      )}
    </Card>
  );
}

/** A delivery that comes in while one waits shows in the webhooks first; then the checklist is read once more. */
function useWatch(connection: Connection, watching: boolean, recheck: () => void, onWatching: (on: boolean) => void) {
  const came = connection.webhooks.map((hook) => `${hook.testedAt} ${hook.seenAt}`).join();
  const known = useRef(came);
  const done = connection.preflight
    .filter((line) => line.name === "webhook_test" || line.name === "webhook_event")
    .every((line) => line.state === "green");
  useEffect(() => {
    if (known.current === came) return;
    known.current = came;
    recheck();
  });
  useEffect(() => {
    if (!watching || !done) return;
    onWatching(false);
    say("The delivery came");
  }, [watching, done, onWatching]);
}

const marks: Record<PreflightLine["state"], { icon: IconName; ink: string; words: string }> = {
  green: { icon: "check", ink: "text-good", words: "Fine" },
  red: { icon: "cross", ink: "text-bad", words: "To do" },
  waiting: { icon: "wait", ink: "text-warn", words: "Waiting" },
};

function Line(props: Props & { line: PreflightLine }) {
  const { line } = props;
  const mark = marks[line.state];
  return (
    <li className="flex flex-wrap items-start gap-x-3 gap-y-2 py-3">
      <Icon name={mark.icon} className={`mt-0.5 size-5! ${mark.ink}`} />
      <div className="min-w-0 flex-1 basis-60">
        <p className="font-medium">
          {line.title} <span className={`ml-1 text-sm ${mark.ink}`}>{mark.words}</span>
        </p>
        <p className="text-sm text-soft">{line.words}</p>
        {line.name === "webhook_event" && props.watching && <Watching />}
      </div>
      <LineAction {...props} />
    </li>
  );
}

function Watching() {
  return (
    <output className="mt-2 block rounded-md bg-accent-wash px-3 py-2 text-sm">
      Waiting for a delivery from Lever … Move any candidate to another stage and back. This page notices by itself.
    </output>
  );
}

function LineAction({ line, connection, watching, onWatching }: Props & { line: PreflightLine }) {
  const notAdmin = useAdminOnly();
  const [choosing, setChoosing] = useState(false);
  const params = { connectionId: connection.id };
  const update = useAct(integrationApi.updateConnection, () => say("Changed"));
  const createWebhooks = useAct(integrationApi.createWebhooks, () => say("Created in Lever"));
  const verify = useAct(integrationApi.verifyWebhooks, () => say("Lever was asked for a test delivery"));
  if (line.state === "green") return null;
  const suggestion = line.suggestion;
  const field = suggested[line.name];
  return (
    <div className="flex max-w-full flex-col items-end gap-2">
      <div className="flex flex-wrap justify-end gap-2">
        {suggestion !== null && field !== undefined && (
          <Button
            weight="primary"
            why={notAdmin}
            busy={update.isPending}
            onPress={() => update.mutate({ params, body: { [field]: suggestion.value } })}
          >
            {suggestion.words}
          </Button>
        )}
        {line.name === "webhook" && (
          <Button
            weight="primary"
            why={notAdmin}
            busy={createWebhooks.isPending}
            onPress={() => createWebhooks.mutate({ params })}
          >
            Create in Lever
          </Button>
        )}
        {(line.name === "webhook_test" || line.name === "webhook_event") && (
          <Button
            busy={verify.isPending}
            label={`${watching ? "Stop waiting" : "Verify"}: ${line.title}`}
            onPress={() => {
              if (!watching && line.name === "webhook_test") verify.mutate({ params });
              onWatching(!watching);
            }}
          >
            {watching ? "Stop waiting" : "Verify"}
          </Button>
        )}
        {(line.name === "acting_user" || line.name === "feedback_template") && (
          <Button weight={suggestion === null ? "primary" : "plain"} why={notAdmin} onPress={() => setChoosing(true)}>
            Choose
          </Button>
        )}
      </div>
      {choosing && line.name === "acting_user" && (
        <ChooseActingUser connection={connection} onClose={() => setChoosing(false)} />
      )}
      {choosing && line.name === "feedback_template" && (
        <ChooseTemplate connection={connection} onClose={() => setChoosing(false)} />
      )}
      <Failure error={update.error ?? createWebhooks.error ?? verify.error} />
    </div>
  );
}

/** What a line's suggestion would change. */
const suggested: Partial<Record<PreflightLine["name"], string>> = {
  stage: "stageName",
  posting_tag: "postingTag",
  acting_user: "actingUserId",
  feedback_template: "feedbackTemplateId",
};
