/** One table of all interviews. Every filter is in the URL. */
import { interviewApi, interviewStates, positionApi, type AnswerOf, type QueryOf } from "@interviewvector/domain";
import { useCompany } from "../company.ts";
import { useFilter } from "../filter.ts";
import { LinkButton } from "../look/Button.tsx";
import { SelectField } from "../look/Field.tsx";
import { Empty, Page, Read } from "../look/Page.tsx";
import { Pager } from "../look/Pager.tsx";
import { SearchField } from "../look/SearchField.tsx";
import { StateWord, wordsFor } from "../look/StateWord.tsx";
import { Table, type Column } from "../look/Table.tsx";
import { Ago, ListTime } from "../look/Time.tsx";
import { useAnswer } from "../query.ts";
import { zoneWords } from "../time.ts";
import { ExportCsv } from "./ExportCsv.tsx";

type Answer = AnswerOf<typeof interviewApi.listInterviews>;
type Filter = NonNullable<QueryOf<typeof interviewApi.listInterviews>>;

const LIMIT = 50;
const sorts = [
  { value: "changed", words: "Last change" },
  { value: "candidate", words: "Candidate" },
  { value: "start", words: "Interview time" },
] as const;

export function Component() {
  const { search, set } = useFilter();
  const filter = filterOf(search);
  const offset = Number(search.get("offset") ?? 0);
  const answer = useAnswer(
    interviewApi.listInterviews,
    { query: { ...filter, limit: LIMIT, offset } },
    { refetchMs: 10_000, keepFormer: true },
  );
  const { zone } = useCompany();
  const filtered = ["search", "state", "positionId"].some((name) => search.has(name));
  return (
    <Page
      title="Candidates"
      intro={`One line per interview. Times in ${zoneWords(zone)}.`}
      actions={<ExportCsv filter={filter} total={answer.data?.total ?? 0} />}
    >
      <Filters search={search} set={set} counts={answer.data?.counts ?? {}} />
      <Read of={answer} lines={10}>
        {({ interviews, total }) => (
          <>
            <div className="panel overflow-hidden">
              {interviews.length === 0 ? (
                filtered ? (
                  <Empty title="No interview matches" actions={<LinkButton to="?">Show all</LinkButton>} />
                ) : (
                  <Empty title="No interviews yet" actions={<LinkButton to="/app/positions">To positions</LinkButton>}>
                    Activate a position, then move a candidate into the stage in Lever. They appear here within seconds.
                  </Empty>
                )
              ) : (
                <Interviews rows={interviews} zone={zone} stale={answer.isPlaceholderData} />
              )}
            </div>
            <Pager offset={offset} limit={LIMIT} total={total} />
          </>
        )}
      </Read>
    </Page>
  );
}

function filterOf(search: URLSearchParams): Filter {
  const words = search.get("search");
  const state = search.get("state");
  const positionId = search.get("positionId");
  const sort = sorts.find((one) => one.value === search.get("sort"))?.value;
  return {
    ...(words ? { search: words } : {}),
    ...(state ? { state } : {}),
    ...(positionId ? { positionId } : {}),
    ...(sort ? { sort } : {}),
  };
}

interface FiltersProps {
  search: URLSearchParams;
  set: (name: string, value: string | null) => void;
  counts: Record<string, number>;
}

function Filters({ search, set, counts }: FiltersProps) {
  const positions = useAnswer(positionApi.listPositions);
  return (
    <div className="mb-4 grid grid-cols-2 gap-3 lg:grid-cols-[2fr_1fr_1fr_1fr]">
      <SearchField label="Search" labelled placeholder="Name" className="col-span-2 lg:col-span-1" />
      <SelectField
        label="State"
        value={search.get("state") ?? ""}
        onValue={(value) => set("state", value)}
        choices={[
          { value: "", words: "All states" },
          ...interviewStates.map((state) => ({
            value: state,
            words: counts[state] ? `${wordsFor(state)} (${counts[state]})` : wordsFor(state),
          })),
        ]}
      />
      <SelectField
        label="Position"
        value={search.get("positionId") ?? ""}
        onValue={(value) => set("positionId", value)}
        choices={[
          { value: "", words: "All positions" },
          ...(positions.data?.positions ?? []).map((position) => ({ value: position.id, words: position.title })),
        ]}
      />
      <SelectField
        label="Sort by"
        className="col-span-2 lg:col-span-1"
        value={search.get("sort") ?? "changed"}
        onValue={(value) => set("sort", value === "changed" ? null : value)}
        choices={sorts}
      />
    </div>
  );
}

function Interviews({ rows, zone, stale }: { rows: Answer["interviews"]; zone: string; stale: boolean }) {
  return (
    <Table
      caption="Interviews"
      rows={rows}
      stale={stale}
      keyOf={(row) => row.id}
      to={(row) => `/app/interviews/${row.id}`}
      columns={columnsIn(zone)}
    />
  );
}

function columnsIn(zone: string): Column<Answer["interviews"][number]>[] {
  return [
    {
      head: "Candidate",
      cell: (row) => (
        <>
          {row.candidate}
          <span className="block text-sm font-normal text-soft md:hidden">{`${row.position}, ${row.round}`}</span>
        </>
      ),
    },
    {
      head: "Position",
      from: "md",
      cell: (row) => (
        <>
          {row.position}
          <span className="block text-sm text-soft">{row.round}</span>
        </>
      ),
    },
    {
      head: "State",
      cell: (row) => (
        <>
          <StateWord state={row.state} />
          <span className="block text-sm text-soft sm:hidden">
            <Next row={row} zone={zone} />
          </span>
        </>
      ),
    },
    { head: "Next", from: "sm", cell: (row) => <Next row={row} zone={zone} /> },
    { head: "Expert", from: "lg", cell: (row) => row.expert ?? <span className="text-soft">–</span> },
    {
      head: "Last change",
      from: "lg",
      right: true,
      cell: (row) => (
        <span className="text-soft">
          <Ago at={row.changedAt} />
        </span>
      ),
    },
  ];
}

function Next({ row, zone }: { row: Answer["interviews"][number]; zone: string }) {
  return (
    <>
      {row.next.words}
      {row.next.at && (
        <span className="block text-sm text-soft">
          <ListTime at={row.next.at} zone={zone} />
        </span>
      )}
    </>
  );
}
