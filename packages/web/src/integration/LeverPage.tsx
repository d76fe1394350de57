import { useState } from "react";
import { Link, useParams } from "react-router";
import { Empty, Page, Read } from "../look/Page.tsx";
import { useConnections } from "./connections.ts";
import { LeverConnection } from "./LeverConnection.tsx";

export function Component() {
  const { connectionId = "" } = useParams();
  const [watching, setWatching] = useState(false);
  const connections = useConnections(watching);
  return (
    <Read page="Lever" of={connections} lines={8}>
      {(answer) => {
        // "lever" stands in links that know the system but not the connection.
        const connection =
          answer.connections.find((one) => one.id === connectionId) ??
          (connectionId === "lever" ? answer.connections.find((one) => one.state !== "disconnected") : undefined);
        if (connection === undefined)
          return (
            <Page title="Lever">
              <Empty
                title="There is no such connection"
                actions={
                  <Link to="/app/integrations" className="link">
                    To integrations
                  </Link>
                }
              >
                It may belong to another company, or was removed.
              </Empty>
            </Page>
          );
        return (
          <LeverConnection
            connection={connection}
            offers={answer.offers}
            watching={watching}
            onWatching={setWatching}
          />
        );
      }}
    </Read>
  );
}
