import { Card } from "../look/Page.tsx";
import { ConnectionSettings } from "./ConnectionSettings.tsx";
import type { Connection } from "./connections.ts";
import { Disconnect } from "./Disconnect.tsx";
import { FeedbackForm } from "./FeedbackForm.tsx";
import { Health } from "./Health.tsx";
import type { LeverPart } from "./LeverNav.tsx";
import { LinkedPostings } from "./LinkedPostings.tsx";
import { Preflight } from "./Preflight.tsx";
import { Texts } from "./Texts.tsx";
import { Webhooks } from "./Webhooks.tsx";
import { Writing } from "./Writing.tsx";

interface Props {
  connection: Connection;
  part: LeverPart;
  watching: boolean;
  onWatching: (watching: boolean) => void;
}

/** One part of a connection. Of a former one only how it fared is left; its history is in Sync. */
export function Part({ connection, part, watching, onWatching }: Props) {
  if (connection.state === "disconnected") return <HealthCard connection={connection} />;
  switch (part) {
    case "postings":
      return <LinkedPostings connection={connection} />;
    case "writing":
      return (
        <>
          <Writing connectionId={connection.id} />
          <FeedbackForm connectionId={connection.id} />
        </>
      );
    case "texts":
      return <Texts connectionId={connection.id} />;
    case "settings":
      return (
        <>
          <ConnectionSettings
            key={`${connection.id} ${connection.stageName} ${connection.postingTag} ${connection.accountName}`}
            connection={connection}
          />
          <Disconnect connection={connection} />
        </>
      );
    default:
      return (
        <>
          <Preflight connection={connection} watching={watching} onWatching={onWatching} />
          <HealthCard connection={connection} />
          <Webhooks connection={connection} />
        </>
      );
  }
}

function HealthCard({ connection }: { connection: Connection }) {
  return (
    <Card title="Health">
      <Health connection={connection} />
    </Card>
  );
}
