import { Card } from "../look/Page.tsx";
import { ConnectionSettings } from "./ConnectionSettings.tsx";
import type { Connection } from "./connections.ts";
import { FeedbackForm } from "./FeedbackForm.tsx";
import { Health } from "./Health.tsx";
import { LinkedPostings } from "./LinkedPostings.tsx";
import { SyncCard } from "./SyncCard.tsx";
import { Texts } from "./Texts.tsx";
import { Webhooks } from "./Webhooks.tsx";
import { Writing } from "./Writing.tsx";

/** What flows through a connection. Of a former one only its history is left. */
export function Parts({ connection }: { connection: Connection }) {
  const live = connection.state !== "disconnected";
  return (
    <>
      <Card title="Health">
        <Health connection={connection} />
      </Card>
      <SyncCard connectionId={connection.id} why={live ? null : "This connection has ended."} />
      {live && <LinkedPostings connection={connection} />}
      {live && <Webhooks connection={connection} />}
      {live && <Writing connectionId={connection.id} />}
      {live && <FeedbackForm connectionId={connection.id} />}
      {live && <Texts connectionId={connection.id} />}
      {live && (
        <ConnectionSettings
          key={`${connection.id} ${connection.stageName} ${connection.postingTag} ${connection.accountName}`}
          connection={connection}
        />
      )}
    </>
  );
}
