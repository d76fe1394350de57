/** One connection to Lever: what is wrong with it first, wherever one is; then one of its parts. */
import { useState } from "react";
import { Link, useLocation } from "react-router";
import { useAdminOnly } from "../company.ts";
import { Button } from "../look/Button.tsx";
import { Notice } from "../look/Notice.tsx";
import { Page } from "../look/Page.tsx";
import { StateWord } from "../look/StateWord.tsx";
import { ConnectDialog } from "./ConnectDialog.tsx";
import type { Connection, Connections } from "./connections.ts";
import { LeverNav, partOf } from "./LeverNav.tsx";
import { Part } from "./Part.tsx";

interface Props {
  connection: Connection;
  offers: Connections["offers"];
  watching: boolean;
  onWatching: (watching: boolean) => void;
}

export function LeverConnection({ connection, offers, watching, onWatching }: Props) {
  const notAdmin = useAdminOnly();
  const [dialog, setDialog] = useState<"reconnect" | null>(null);
  const live = connection.state !== "disconnected";
  const part = partOf(useLocation().pathname);
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
      <LeverNav connection={connection} current={part} />
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
        <Part connection={connection} part={part} watching={watching} onWatching={onWatching} />
      </div>
      {dialog === "reconnect" && (
        <ConnectDialog
          offers={offers}
          reconnect={connection.id}
          reconnectScopes={connection.kind === "oauth" ? connection.optionalScopes : undefined}
          onClose={() => setDialog(null)}
        />
      )}
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
