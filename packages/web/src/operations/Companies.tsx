/** The companies of this installation: what they use, and whether anything fails for them. */
import { operationsApi, type AnswerOf } from "@interviewvector/domain";
import { Link } from "react-router";
import { useFilter } from "../filter.ts";
import { LinkButton } from "../look/Button.tsx";
import { Empty, Page, Read } from "../look/Page.tsx";
import { SearchField } from "../look/SearchField.tsx";
import { StateWord } from "../look/StateWord.tsx";
import { Table, type Column } from "../look/Table.tsx";
import { Ago } from "../look/Time.tsx";
import { useAnswer } from "../query.ts";
import { zoneWords } from "../time.ts";

type Company = AnswerOf<typeof operationsApi.listCompanies>["companies"][number];

export function Component() {
  const { search } = useFilter();
  const words = search.get("search");
  const answer = useAnswer(
    operationsApi.listCompanies,
    { query: words ? { search: words } : {} },
    { refetchMs: 15_000, keepFormer: true },
  );
  return (
    <Page
      title="Companies"
      intro="Those with trouble first. Interviews are those of the last 30 days. A new company is made on the command line: npm run admin -- create-company."
    >
      <div className="mb-3">
        <SearchField label="Search companies" placeholder="Name" />
      </div>
      <Read of={answer} lines={6}>
        {({ companies }) => (
          <div className="panel overflow-hidden">
            {companies.length === 0 ? (
              words ? (
                <Empty title="No company matches" actions={<LinkButton to="?">Show all</LinkButton>} />
              ) : (
                <Empty title="There is no company yet">
                  Make the first on the command line: npm run admin -- create-company.
                </Empty>
              )
            ) : (
              <Table
                caption="Companies"
                rows={companies}
                keyOf={(row) => row.id}
                columns={columns}
                stale={answer.isPlaceholderData}
              />
            )}
          </div>
        )}
      </Read>
    </Page>
  );
}

const columns: readonly Column<Company>[] = [
  {
    head: "Company",
    cell: (row) => (
      <>
        <span className="font-medium">{row.name}</span>
        <span className="block text-sm text-soft">{zoneWords(row.zone)}</span>
        <span className="block text-sm text-soft sm:hidden">{interviewWords(row)}</span>
      </>
    ),
  },
  { head: "Connections", cell: (row) => <Connections of={row} /> },
  { head: "Members", from: "lg", right: true, cell: (row) => row.members },
  {
    head: "Positions",
    from: "lg",
    right: true,
    cell: (row) => (row.positions.all === 0 ? "none" : `${row.positions.active} of ${row.positions.all} active`),
  },
  {
    head: "Interviews",
    from: "sm",
    cell: (row) => (
      <>
        {interviewWords(row)}
        <span className="block text-sm text-soft">{`${row.ahead} booked ahead`}</span>
      </>
    ),
  },
  {
    head: "Failed effects",
    right: true,
    cell: (row) =>
      row.deadEffects === 0 ? (
        <span className="text-soft">none</span>
      ) : (
        <Link
          to={`/ops/effects?state=dead&search=${encodeURIComponent(row.name)}`}
          className="link font-medium text-bad"
          aria-label={`${row.deadEffects} failed effects of ${row.name}`}
        >
          {row.deadEffects}
        </Link>
      ),
  },
  {
    head: "History",
    from: "md",
    right: true,
    cell: (row) => (
      <Link to={`/ops/audit-log?companyId=${row.id}`} className="link" aria-label={`Audit log of ${row.name}`}>
        Audit log
      </Link>
    ),
  },
];

function interviewWords({ interviews }: Company): string {
  return `${interviews.invited} invited, ${interviews.completed} completed`;
}

function Connections({ of: { connections, lastDeliveryAt } }: { of: Company }) {
  if (connections.length === 0) return <span className="text-soft">none</span>;
  return (
    <>
      {connections.map((one, place) => (
        <span key={place} className="block">
          <StateWord state={one.state} />
          {one.environment === "sandbox" && <span className="ml-1.5 text-sm text-soft">sandbox</span>}
        </span>
      ))}
      {lastDeliveryAt !== null && (
        <span className="block text-sm text-soft">
          last delivery <Ago at={lastDeliveryAt} />
        </span>
      )}
    </>
  );
}
