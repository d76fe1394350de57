import { positionApi, positionStates, type AnswerOf } from "@interviewvector/domain";
import { useFilter } from "../filter.ts";
import { useConnections } from "../integration/connections.ts";
import { LinkButton } from "../look/Button.tsx";
import { TextField } from "../look/Field.tsx";
import { Empty, Page, Read } from "../look/Page.tsx";
import { StateWord, wordsFor } from "../look/StateWord.tsx";
import { Table, type Column } from "../look/Table.tsx";
import { Tabs } from "../look/Tabs.tsx";
import { Ago } from "../look/Time.tsx";
import { useAnswer } from "../query.ts";
import { PositionActions } from "./PositionActions.tsx";
import { RefreshPostings } from "./RefreshPostings.tsx";
import { StageMissing } from "./StageMissing.tsx";
import { Asked } from "./Asked.tsx";

type Position = AnswerOf<typeof positionApi.getPosition>;

export function Component() {
  const answer = useAnswer(positionApi.listPositions, {}, { refetchMs: 30_000 });
  const { search, set, linkTo } = useFilter();
  const state = search.get("state");
  const words = (search.get("search") ?? "").toLowerCase();
  return (
    <Page
      title="Positions"
      intro="The jobs in Lever that carry the tag. Configure one once, then its candidates are invited by a move in Lever."
      actions={<RefreshPostings weight="primary" />}
    >
      <Read of={answer} lines={8}>
        {({ positions, readAt }) => {
          const shown = positions
            .filter((position) => state === null || position.state === state)
            .filter((position) => `${position.title} ${position.team ?? ""}`.toLowerCase().includes(words));
          return (
            <>
              <StageMissing />
              <div className="mb-3 flex flex-wrap items-center justify-between gap-3">
                <Tabs
                  label="Positions by state"
                  tabs={[
                    { to: linkTo({ state: null }), words: "All", count: positions.length, current: state === null },
                    ...positionStates.map((one) => ({
                      to: linkTo({ state: one }),
                      words: wordsFor(one),
                      count: positions.filter((position) => position.state === one).length,
                      current: state === one,
                    })),
                  ]}
                />
                <TextField
                  label="Search positions"
                  hideLabel
                  type="search"
                  placeholder="Search"
                  className="w-full sm:w-56"
                  defaultValue={search.get("search") ?? ""}
                  onValue={(value) => set("search", value)}
                />
              </div>
              <div className="panel overflow-hidden">
                {positions.length === 0 ? (
                  <NoPositions />
                ) : shown.length === 0 ? (
                  <Empty title="No position matches" actions={<LinkButton to="?">Show all</LinkButton>} />
                ) : (
                  <Table caption="Positions" rows={shown} keyOf={(row) => row.id} columns={columns} />
                )}
              </div>
              {readAt && (
                <p className="mt-2 text-sm text-soft">
                  Read from Lever <Ago at={readAt} />; read again every ten minutes.
                </p>
              )}
            </>
          );
        }}
      </Read>
      <Asked positions={answer.data?.positions ?? []} />
    </Page>
  );
}

/** What comes first: without a connection there is no job to tag. */
function NoPositions() {
  const connections = useConnections();
  const connected = connections.data?.connections.some((one) => one.state !== "disconnected") ?? true;
  return connected ? (
    <Empty title="No job carries the tag yet">Tag a job in Lever with InterviewVector, then press Refresh.</Empty>
  ) : (
    <Empty
      title="Lever is not connected yet"
      actions={
        <LinkButton to="/app/integrations" weight="primary">
          Connect Lever
        </LinkButton>
      }
    >
      The jobs that carry the tag then appear here.
    </Empty>
  );
}

const columns: readonly Column<Position>[] = [
  {
    head: "Position",
    cell: (row) => (
      <>
        <span className="block font-medium">{row.title}</span>
        <span className="text-sm text-soft">
          {[row.team, row.location].filter((part) => part !== null).join(" · ")}
          {endWords(row)}
        </span>
        {row.hidden !== null && <span className="block max-w-prose text-sm text-warn">{row.hidden}</span>}
      </>
    ),
  },
  { head: "State", cell: (row) => <StateWord state={row.state} /> },
  {
    head: "Rounds",
    from: "lg",
    cell: (row) =>
      row.rounds.length === 0 ? (
        <span className="text-soft">not configured</span>
      ) : (
        row.rounds.map((round) => `${round.name} (${round.durationMinutes} min)`).join(", ")
      ),
  },
  { head: "Open", from: "md", right: true, cell: (row) => row.counts.open },
  { head: "Booked", from: "md", right: true, cell: (row) => row.counts.booked },
  { head: "Completed", from: "md", right: true, cell: (row) => row.counts.completed },
  {
    head: "Action",
    right: true,
    cell: (row) => <PositionActions position={row} />,
  },
];

/** Why an inactive position is inactive. */
function endWords({ state, tagged, postingState }: Position): string {
  if (postingState === "deleted") return " · deleted in Lever";
  if (!tagged) return " · tag removed in Lever";
  if (state !== "inactive") return "";
  return postingState === "closed" ? " · closed in Lever" : " · Lever is disconnected";
}
