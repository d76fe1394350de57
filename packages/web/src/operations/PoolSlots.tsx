/** All active positions by how many slots they have, and why one has so few, expert by expert. */
import { assignmentApi, type AnswerOf } from "@interviewvector/domain";
import { useFilter } from "../filter.ts";
import { LinkButton } from "../look/Button.tsx";
import { Card, Empty, Page, Read } from "../look/Page.tsx";
import { Table, type Column } from "../look/Table.tsx";
import { SlotsExplained } from "../position/SlotsExplained.tsx";
import { useAnswer } from "../query.ts";
import { zoneWords } from "../time.ts";

type Row = AnswerOf<typeof assignmentApi.poolPositions>["positions"][number];
type Person = AnswerOf<typeof assignmentApi.positionSlots>["people"][number];

export function Component() {
  const { search, linkTo } = useFilter();
  const position = search.get("position");
  return position === null ? <All linkTo={linkTo} /> : <One positionId={position} />;
}

function All({ linkTo }: { linkTo: (changes: Record<string, string>) => string }) {
  const answer = useAnswer(assignmentApi.poolPositions);
  return (
    <Page title="Slots" intro="What candidates of each active position can book in the next 7 days. The fewest first.">
      <Read of={answer} lines={6}>
        {({ positions }) => (
          <div className="panel overflow-hidden">
            {positions.length === 0 ? (
              <Empty title="No position is active">As soon as a company activates one, it stands here.</Empty>
            ) : (
              <Table
                caption="Active positions"
                rows={positions}
                keyOf={(row) => row.positionId}
                to={(row) => linkTo({ position: row.positionId })}
                columns={columns}
              />
            )}
          </div>
        )}
      </Read>
    </Page>
  );
}

const columns: readonly Column<Row>[] = [
  { head: "Position", cell: (row) => row.title },
  { head: "Company", cell: (row) => row.company },
  { head: "Experts who fit", from: "sm", right: true, cell: (row) => row.fitting },
  {
    head: "Slots",
    right: true,
    cell: (row) => <span className={row.slots === 0 ? "font-semibold text-bad" : ""}>{row.slots}</span>,
  },
];

function One({ positionId }: { positionId: string }) {
  const answer = useAnswer(assignmentApi.positionSlots, { params: { positionId } });
  return (
    <Page
      title={answer.data ? `${answer.data.title}, ${answer.data.company}` : "Slots"}
      actions={<LinkButton to="/ops/slots">All positions</LinkButton>}
    >
      <Read of={answer} lines={8}>
        {(found) => (
          <div className="space-y-5">
            <Card>
              <SlotsExplained answer={found} />
            </Card>
            <div className="panel overflow-hidden">
              {found.people.length === 0 ? (
                <Empty title="No active expert" actions={<LinkButton to="/ops/experts">To the experts</LinkButton>} />
              ) : (
                <Table caption="Expert by expert" rows={found.people} keyOf={(row) => row.expertId} columns={people} />
              )}
            </div>
          </div>
        )}
      </Read>
    </Page>
  );
}

const people: readonly Column<Person>[] = [
  {
    head: "Expert",
    cell: (row) => (
      <>
        <span className="block font-medium">{row.name}</span>
        <span className="block text-sm text-soft">{zoneWords(row.zone)}</span>
      </>
    ),
  },
  { head: "Why", cell: (row) => row.words },
  { head: "Hours offered", right: true, cell: (row) => row.offeredHours },
];
