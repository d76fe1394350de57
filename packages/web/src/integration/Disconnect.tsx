/** Ending a connection: what it does, asked once more. */
import { integrationApi } from "@interviewvector/domain";
import { useState } from "react";
import { useNavigate } from "react-router";
import { useAdminOnly } from "../company.ts";
import { Button } from "../look/Button.tsx";
import { Ask } from "../look/Dialog.tsx";
import { Card } from "../look/Page.tsx";
import { useAct } from "../query.ts";
import type { Connection } from "./connections.ts";

export function Disconnect({ connection }: { connection: Connection }) {
  const notAdmin = useAdminOnly();
  const [asking, setAsking] = useState(false);
  return (
    <Card title="Disconnect">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="max-w-xl text-sm text-soft">
          Gives our access back, takes our webhooks out of Lever, stops reading and writing, and keeps the history here.
          Booked interviews stay booked.
        </p>
        <Button weight="danger" why={notAdmin} onPress={() => setAsking(true)}>
          Disconnect
        </Button>
      </div>
      {asking && <DisconnectQuestion connection={connection} onClose={() => setAsking(false)} />}
    </Card>
  );
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
        Nobody is invited any more, who has not booked yet waits, and nothing more is written to Lever, also not the
        reports of interviews that are booked already.
      </p>
      <p>
        Nothing is sent to candidates by this. The history stays here; you can connect again later: what is owed to
        Lever is written then, and those who wait go on with the time that was left.
      </p>
    </Ask>
  );
}
