/** What came in from applicant tracking systems, the verdict on it, and what it led to. */
import { operationsApi, type AnswerOf } from "@interviewvector/domain";
import { useFilter } from "../filter.ts";
import { LinkButton } from "../look/Button.tsx";
import { Notice } from "../look/Notice.tsx";
import { Empty, Page, Read } from "../look/Page.tsx";
import { Pager } from "../look/Pager.tsx";
import { StateWord, wordsFor } from "../look/StateWord.tsx";
import { Table, type Column } from "../look/Table.tsx";
import { Tabs } from "../look/Tabs.tsx";
import { Ago } from "../look/Time.tsx";
import { eventName } from "../integration/events.ts";
import { useAnswer } from "../query.ts";

type Delivery = AnswerOf<typeof operationsApi.listDeliveries>["deliveries"][number];

const LIMIT = 50;
const states = ["waiting", "handled", "ignored", "failed", "test"];

export function Component() {
  const { search, linkTo } = useFilter();
  const state = search.get("state");
  const offset = Number(search.get("offset") ?? 0);
  const answer = useAnswer(
    operationsApi.listDeliveries,
    { query: { ...(state === null ? {} : { state }), limit: LIMIT, offset } },
    { refetchMs: 5000, keepFormer: true },
  );
  return (
    <Page title="Deliveries" intro="Webhooks that came in. What is refused at the door is counted, not kept.">
      <Read of={answer} lines={10}>
        {({ deliveries, total, refused }) => (
          <>
            {refused.length > 0 && (
              <div className="mb-4">
                <Notice tone="warn" title={`Refused: ${refused.reduce((sum, one) => sum + one.count, 0)}`}>
                  {refused.map((one) => `${one.reason.replaceAll("_", " ")}: ${one.count}`).join(" · ")}
                </Notice>
              </div>
            )}
            <div className="mb-3">
              <Tabs
                label="Deliveries by state"
                tabs={[
                  { to: linkTo({ state: null }), words: "All", current: state === null },
                  ...states.map((one) => ({
                    to: linkTo({ state: one }),
                    words: wordsFor(one),
                    current: state === one,
                  })),
                ]}
              />
            </div>
            <div className="panel overflow-hidden">
              {deliveries.length === 0 ? (
                <Empty
                  title={state === null ? "Nothing came in yet" : "No delivery matches"}
                  actions={state === null ? undefined : <LinkButton to="?">Show all</LinkButton>}
                >
                  Deliveries show here within a second of a move in Lever.
                </Empty>
              ) : (
                <Table
                  caption="Deliveries"
                  rows={deliveries}
                  keyOf={(row) => row.id}
                  columns={columns}
                  stale={answer.isPlaceholderData}
                />
              )}
            </div>
            <Pager offset={offset} limit={LIMIT} total={total} />
          </>
        )}
      </Read>
    </Page>
  );
}

const columns: readonly Column<Delivery>[] = [
  {
    head: "Received",
    cell: (row) => <Ago at={row.receivedAt} />,
  },
  {
    head: "Event",
    cell: (row) => (
      <>
        <span className="block">{eventName(row.event)}</span>
        <span className="text-sm text-soft">{row.company}</span>
      </>
    ),
  },
  {
    head: "Opportunity",
    from: "lg",
    cell: (row) => <code className="text-sm break-all">{row.opportunityId ?? "–"}</code>,
  },
  {
    head: "Verdict",
    cell: (row) => (
      <>
        <StateWord state={row.state} />
        {row.reason && <span className="block text-sm text-soft">{row.reason}</span>}
      </>
    ),
  },
  { head: "Led to", from: "md", cell: (row) => (row.interviewId === null ? "–" : "an interview") },
];
