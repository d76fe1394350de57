import { positionApi } from "@interviewvector/domain";
import { LinkButton } from "../look/Button.tsx";
import { Card, Empty, Read } from "../look/Page.tsx";
import { StateWord } from "../look/StateWord.tsx";
import { Table, type Column } from "../look/Table.tsx";
import { Ago } from "../look/Time.tsx";
import { RefreshPostings } from "../position/RefreshPostings.tsx";
import { useAnswer } from "../query.ts";
import type { Position } from "../position/draft.ts";
import type { Connection } from "./connections.ts";

const columns: readonly Column<Position>[] = [
  {
    head: "Posting",
    cell: (row) => (
      <>
        <span className="font-medium">{row.title}</span>
        {row.hidden !== null && <span className="block max-w-prose text-sm text-warn">{row.hidden}</span>}
      </>
    ),
  },
  { head: "State", cell: (row) => <StateWord state={row.state} /> },
  { head: "In Lever", from: "md", cell: (row) => row.postingState },
  {
    head: "Action",
    right: true,
    cell: (row) => (
      <LinkButton
        to={`/app/positions/${row.id}`}
        label={`${row.state === "pending" ? "Configure" : "Edit"} ${row.title}`}
      >
        {row.state === "pending" ? "Configure" : "Edit"}
      </LinkButton>
    ),
  },
];

/** The postings that carry the tag; each is a position once it is configured. */
export function LinkedPostings({ connection }: { connection: Connection }) {
  const positions = useAnswer(positionApi.listPositions);
  return (
    <Card title="Linked postings" actions={<RefreshPostings />}>
      <Read of={positions} lines={3}>
        {({ positions: all, readAt }) => {
          const rows = all.filter((position) => position.connectionId === connection.id);
          if (rows.length === 0)
            return (
              <Empty title={`No job in Lever carries the tag ${connection.postingTag}`}>
                Add the tag to a job in Lever, then press Refresh. It is also found by itself within ten minutes.
              </Empty>
            );
          return (
            <>
              <div className="-mx-4 sm:-mx-5">
                <Table caption="Linked postings" rows={rows} keyOf={(row) => row.id} columns={columns} />
              </div>
              {readAt && (
                <p className="mt-2 text-sm text-soft">
                  Read from Lever <Ago at={readAt} />
                </p>
              )}
            </>
          );
        }}
      </Read>
    </Card>
  );
}
