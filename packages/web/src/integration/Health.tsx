/** Whether things flow, in both directions; what is owed; and what failed, with Retry. */
import { integrationApi, interviewApi } from "@interviewvector/domain";
import { Link } from "react-router";
import { Button } from "../look/Button.tsx";
import { Facts } from "../look/Facts.tsx";
import { Failure } from "../look/Notice.tsx";
import { say } from "../look/Said.tsx";
import { Ago } from "../look/Time.tsx";
import { useAct } from "../query.ts";
import type { Connection } from "./connections.ts";

export function Health({ connection }: { connection: Connection }) {
  const { health } = connection;
  const ago = (at: string | null) => (at === null ? <span className="text-soft">never yet</span> : <Ago at={at} />);
  const access = connection.kind === "api_key" ? "API key" : <>token renewed {ago(health.tokenRefreshedAt)}</>;
  return (
    <>
      <Facts
        facts={[
          ["Last event in", ago(health.lastEventAt)],
          ["Last write out", ago(health.lastWriteAt)],
          ["Last look for missed changes", ago(health.lastPollAt)],
          ["Access", access],
          ["Still to be written", owed(health)],
          [
            "Failed",
            <span key="f" className={health.failed > 0 ? "font-medium text-bad" : ""}>
              {health.failed === 0 ? "nothing" : health.failed}
            </span>,
          ],
          ["Could not be read", health.unread === 0 ? null : <Unread key="u" connection={connection} />],
        ]}
      />
      {health.lastPollError && (
        <p className="mt-3 text-sm text-bad">{`The last look for missed changes failed: ${health.lastPollError.replace(/\.+$/, "")}.`}</p>
      )}
      {health.failures.length > 0 && <Failures connection={connection} />}
    </>
  );
}

function Unread({ connection }: { connection: Connection }) {
  return (
    <Link to={`/app/integrations/${connection.id}/sync?state=failed`} className="link font-medium">
      {`${connection.health.unread}, see Sync`}
    </Link>
  );
}

function owed({ owed: count, oldestOwedAt }: Connection["health"]) {
  if (count === 0) return "nothing";
  return (
    <>
      {count}
      {oldestOwedAt && (
        <>
          , oldest from <Ago at={oldestOwedAt} />
        </>
      )}
    </>
  );
}

function Failures({ connection }: { connection: Connection }) {
  const { failures, failed } = connection.health;
  const ended = connection.state === "disconnected" ? "This connection has ended." : null;
  const all = useAct(integrationApi.retryConnection, ({ retried }) => say(`${retried} tried again`));
  return (
    <section className="mt-4 rounded-md border border-bad/40" aria-label="Failures">
      <ul className="divide-y divide-line">
        {failures.map((failure) => (
          <FailureLine key={failure.effectId} failure={failure} why={ended} />
        ))}
      </ul>
      {failed > 1 && (
        <div className="flex flex-wrap items-center justify-between gap-2 border-t border-line px-3 py-2 text-sm text-soft">
          <Link to={`/app/integrations/${connection.id}/sync?state=failed`} className="link">
            {`All ${failed} in Sync`}
          </Link>
          <Button
            busy={all.isPending}
            why={ended}
            onPress={() => all.mutate({ params: { connectionId: connection.id } })}
          >
            Retry all
          </Button>
        </div>
      )}
      <Failure error={all.error} />
    </section>
  );
}

type OneFailure = Connection["health"]["failures"][number];

function FailureLine({ failure, why }: { failure: OneFailure; why: string | null }) {
  const { interviewId, effectId, candidate } = failure;
  const retry = useAct(interviewApi.retryInterviewEffect, () => say("Tried again"));
  return (
    <li className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2 px-3 py-2.5">
      <div className="min-w-0 flex-1 basis-60">
        <p>
          {interviewId !== null && candidate !== null && (
            <>
              <Link to={`/app/interviews/${interviewId}`} className="link font-medium">
                {candidate}
              </Link>
              {" · "}
            </>
          )}
          {failure.words}
        </p>
        <p className="text-sm break-words text-soft">
          {failure.why} <Ago at={failure.at} />
        </p>
        {retry.error && <p className="text-sm text-bad">{retry.error.message}</p>}
      </div>
      {interviewId !== null && (
        <Button
          busy={retry.isPending}
          why={why}
          label={`Retry: ${failure.words}${candidate === null ? "" : `, ${candidate}`}`}
          onPress={() => retry.mutate({ params: { interviewId, effectId } })}
        >
          Retry
        </Button>
      )}
    </li>
  );
}
