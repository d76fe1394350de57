import { useState } from "react";
import { useSearchParams } from "react-router";
import { useAdminOnly } from "../company.ts";
import { Button, LinkButton } from "../look/Button.tsx";
import { Notice } from "../look/Notice.tsx";
import { Card, Page, Read } from "../look/Page.tsx";
import { StateWord } from "../look/StateWord.tsx";
import { ConnectDialog } from "./ConnectDialog.tsx";
import { useConnections, type Connection } from "./connections.ts";
import { Health } from "./Health.tsx";
import { accessLeft } from "./LeverConnection.tsx";

export function Component() {
  const connections = useConnections();
  const notAdmin = useAdminOnly();
  const [connecting, setConnecting] = useState(false);
  const [search] = useSearchParams();
  const refused = search.get("error");
  return (
    <Page
      title="Integrations"
      intro="Connect the applicant tracking system where your candidates are. Everything is then written there as it happens."
    >
      {refused !== null && (
        <div className="mb-4">
          <Notice tone="bad" urgent title="Nothing was connected just now">
            {search.get("error_description") ?? refused}
          </Notice>
        </div>
      )}
      <Read of={connections} lines={6}>
        {(answer) => {
          const standing = answer.connections.filter((one) => one.state !== "disconnected");
          const former = answer.connections.filter((one) => one.state === "disconnected");
          return (
            <div className="space-y-4">
              {standing.map((connection) => (
                <ConnectedCard key={connection.id} connection={connection} />
              ))}
              {standing.length === 0 && (
                <Card
                  title={<LeverTitle />}
                  actions={
                    <Button weight="primary" icon="plug" why={notAdmin} onPress={() => setConnecting(true)}>
                      Authenticate
                    </Button>
                  }
                >
                  <p className="max-w-2xl">
                    Move a candidate into the stage “InterviewVector” of a job tagged “InterviewVector”: they are
                    invited, booked and interviewed, and the feedback stands in Lever within two hours.
                  </p>
                  <p className="mt-2 text-sm text-soft">
                    {former.length > 0 ? "Disconnected; its history is kept. " : "Not connected. "}
                    You need a Super Admin of Lever for a minute.
                  </p>
                </Card>
              )}
              {standing.length > 0 && (
                <p className="text-sm text-soft">
                  Another Lever account of yours, or the sandbox?{" "}
                  <Button weight="quiet" icon="plug" why={notAdmin} onPress={() => setConnecting(true)}>
                    Connect another account
                  </Button>
                </p>
              )}
              {former.length > 0 && <Former connections={former} />}
              {connecting && <ConnectDialog offers={answer.offers} onClose={() => setConnecting(false)} />}
            </div>
          );
        }}
      </Read>
    </Page>
  );
}

function LeverTitle({ name = null }: { name?: string | null }) {
  return (
    <span className="flex items-center gap-3">
      <span
        aria-hidden="true"
        className="flex size-8 items-center justify-center rounded-md bg-ink text-sm font-bold text-page"
      >
        L
      </span>
      {name === null ? "Lever" : `Lever · ${name}`}
    </span>
  );
}

function Former({ connections }: { connections: Connection[] }) {
  return (
    <Card title="Former connections">
      <ul className="divide-y divide-line">
        {connections.map((connection) => (
          <li key={connection.id} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 py-2.5">
            <div className="min-w-0 flex-1 basis-60">
              <p className="font-medium">
                {`Lever${connection.accountName === null ? "" : ` · ${connection.accountName}`}`}
              </p>
              <p className="text-sm text-soft">{accessLeft(connection)}</p>
            </div>
            <LinkButton
              to={`/app/integrations/${connection.id}`}
              label={`History of ${connection.accountName ?? "Lever"}`}
            >
              History
            </LinkButton>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function ConnectedCard({ connection }: { connection: Connection }) {
  const left = connection.preflight.filter((line) => line.state !== "green").length;
  const red = connection.preflight.filter((line) => line.state === "red");
  return (
    <Card
      title={
        <span className="flex flex-wrap items-center gap-x-4 gap-y-1">
          <LeverTitle name={connection.accountName} />
          <StateWord state={connection.state} />
          {connection.environment === "sandbox" && <span className="text-sm text-soft">Sandbox</span>}
        </span>
      }
      actions={
        <LinkButton to={`/app/integrations/${connection.id}`} weight={connection.allGreen ? "plain" : "primary"}>
          {connection.allGreen ? "Open" : connection.health.lastWriteAt === null ? "Finish set-up" : "Put it right"}
        </LinkButton>
      }
    >
      <div className="space-y-4">
        {connection.state === "broken" && (
          <Notice tone="bad" title="Lever no longer answers for this connection">
            {connection.brokenReason}
          </Notice>
        )}
        {connection.state === "connected" && !connection.allGreen && (
          <Notice
            tone={red.length > 0 ? "warn" : "info"}
            title={left === 1 ? "One line of the checklist is open" : `${left} lines of the checklist are open`}
          >
            {red.length === 0 ? (
              "Each says what it waits for and what to do."
            ) : (
              <ul>
                {red.map((line) => (
                  <li key={line.name}>{`${line.title}: ${line.words}`}</li>
                ))}
              </ul>
            )}
          </Notice>
        )}
        <Health connection={connection} />
      </div>
    </Card>
  );
}
