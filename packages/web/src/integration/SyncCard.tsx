/** The latest of what came and went, and the way to all of it. */
import { integrationApi } from "@interviewvector/domain";
import { LinkButton } from "../look/Button.tsx";
import { Card, Empty, Read } from "../look/Page.tsx";
import { useAnswer } from "../query.ts";
import { SyncLine } from "./SyncLine.tsx";

const FEW = 4;

export function SyncCard({ connectionId, why }: { connectionId: string; why: string | null }) {
  const params = { connectionId };
  const answer = useAnswer(integrationApi.sync, { params, query: { limit: FEW } }, { refetchMs: 15_000 });
  return (
    <Card title="Sync" actions={<LinkButton to={`/app/integrations/${connectionId}/sync`}>See all</LinkButton>}>
      <Read of={answer} lines={3}>
        {({ rows }) =>
          rows.length === 0 ? (
            <Empty title="Nothing yet">Every move in Lever and everything that we write shows here.</Empty>
          ) : (
            <ul className="-mx-4 divide-y divide-line sm:-mx-5" aria-label="Latest in Sync">
              {rows.map((row) => (
                <SyncLine key={row.id} row={row} connectionId={connectionId} why={why} />
              ))}
            </ul>
          )
        }
      </Read>
    </Card>
  );
}
