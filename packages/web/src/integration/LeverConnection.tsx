/** One connection to Lever: its checklist first, then what flows through it, then what may be changed. */
import { integrationApi } from "@interviewvector/domain";
import { useState } from "react";
import { Link, useNavigate } from "react-router";
import { useAdminOnly } from "../company.ts";
import { Button } from "../look/Button.tsx";
import { Ask } from "../look/Dialog.tsx";
import { Notice } from "../look/Notice.tsx";
import { Card, Page } from "../look/Page.tsx";
import { StateWord } from "../look/StateWord.tsx";
import { useAct } from "../query.ts";
import { ConnectDialog } from "./ConnectDialog.tsx";
import type { Connection, Connections } from "./connections.ts";
import { Parts } from "./Parts.tsx";
import { Preflight } from "./Preflight.tsx";

interface Props {
  connection: Connection;
  offers: Connections["offers"];
  watching: boolean;
  onWatching: (watching: boolean) => void;
}

export function LeverConnection({ connection, offers, watching, onWatching }: Props) {
  const notAdmin = useAdminOnly();
  const [dialog, setDialog] = useState<"reconnect" | "disconnect" | null>(null);
  const live = connection.state !== "disconnected";
  return (
    <Page
      title={connection.accountName === null ? "Lever" : `Lever · ${connection.accountName}`}
      above={
        <Link to="/app/integrations" className="link">
          Integrations
        </Link>
      }
      beside={
        <>
          <StateWord state={connection.state} />
          {connection.environment === "sandbox" && <span className="text-sm text-soft">Sandbox</span>}
        </>
      }
      actions={
        live && (
          <Button why={notAdmin} onPress={() => setDialog("reconnect")}>
            Reconnect
          </Button>
        )
      }
    >
      <div className="space-y-5">
        {connection.state === "broken" && (
          <Notice
            tone="bad"
            title="Lever no longer answers for this connection"
            actions={
              <Button weight="primary" why={notAdmin} onPress={() => setDialog("reconnect")}>
                Reconnect now
              </Button>
            }
          >
            <p>{connection.brokenReason}</p>
            <p>Nothing is lost: what could not be written waits, and goes out after reconnecting.</p>
          </Notice>
        )}
        {!live && <Ended connection={connection} onAgain={() => setDialog("reconnect")} />}
        {live && <Preflight connection={connection} watching={watching} onWatching={onWatching} />}
        <Parts connection={connection} />
        {live && (
          <Card title="Disconnect">
            <div className="flex flex-wrap items-center justify-between gap-3">
              <p className="max-w-xl text-sm text-soft">
                Gives our access back, takes our webhooks out of Lever, stops reading and writing, and keeps the history
                here. Booked interviews stay booked.
              </p>
              <Button weight="danger" why={notAdmin} onPress={() => setDialog("disconnect")}>
                Disconnect
              </Button>
            </div>
          </Card>
        )}
      </div>
      {dialog === "reconnect" && (
        <ConnectDialog
          offers={offers}
          reconnect={connection.id}
          reconnectScopes={connection.kind === "oauth" ? connection.optionalScopes : undefined}
          onClose={() => setDialog(null)}
        />
      )}
      {dialog === "disconnect" && <DisconnectQuestion connection={connection} onClose={() => setDialog(null)} />}
    </Page>
  );
}

/** What is left to do in Lever after an end, and the way back. */
function Ended({ connection, onAgain }: { connection: Connection; onAgain: () => void }) {
  const notAdmin = useAdminOnly();
  return (
    <Notice
      tone="quiet"
      title="This connection has ended; its history is kept"
      actions={
        <Button weight="primary" why={notAdmin} onPress={onAgain}>
          Connect again
        </Button>
      }
    >
      <p>{accessLeft(connection)}</p>
      <p>Connected again, its positions are as they were. Who is moved in Lever until then is not invited.</p>
    </Notice>
  );
}

export function accessLeft({ kind, accessRevoked }: Connection): string {
  if (kind === "api_key") return "We forgot the API key. Delete it in Lever too: Settings → Integrations and API.";
  return accessRevoked === true
    ? "Lever took our access back."
    : "We forgot our access. Lever did not confirm that it ended it: revoke it there under Settings → Integrations and API → Authorized Apps.";
}

function DisconnectQuestion({ connection, onClose }: { connection: Connection; onClose: () => void }) {
  const navigate = useNavigate();
  const disconnect = useAct(integrationApi.disconnect, () => void navigate("/app/integrations"));
  return (
    <Ask
      title="Disconnect Lever?"
      confirm="Disconnect"
      danger
      onClose={onClose}
      onConfirm={() => disconnect.mutateAsync({ params: { connectionId: connection.id } })}
    >
      <p>
        Nobody is invited any more, and nothing more is written to Lever, also not the reports of interviews that are
        booked already.
      </p>
      <p>Nothing is sent to candidates by this. The history stays here; you can connect again later.</p>
    </Ask>
  );
}
