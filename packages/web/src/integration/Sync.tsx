/** What came in, what was read, what was written; what was skipped, left alone or failed, and why; each with what one can do. */
import { integrationApi, type AnswerOf } from "@interviewvector/domain";
import { Link, useParams } from "react-router";
import { useFilter } from "../filter.ts";
import { Button } from "../look/Button.tsx";
import { SelectField, TextField } from "../look/Field.tsx";
import { Failure } from "../look/Notice.tsx";
import { Empty, Page, Read } from "../look/Page.tsx";
import { Pager } from "../look/Pager.tsx";
import { say } from "../look/Said.tsx";
import { StateWord } from "../look/StateWord.tsx";
import { Tabs } from "../look/Tabs.tsx";
import { useAct, useAnswer } from "../query.ts";
import { useConnections } from "./connections.ts";
import { LeverNav } from "./LeverNav.tsx";
import { SyncLine, syncWords } from "./SyncLine.tsx";

type Query = { kind?: Kind; state?: State; search?: string; offset?: number };
type Row = AnswerOf<typeof integrationApi.sync>["rows"][number];
type Kind = Row["kind"];
type State = Row["state"];

const LIMIT = 50;
const states: readonly State[] = ["waiting", "done", "duplicate", "ignored", "failed"];

function queryOf(search: URLSearchParams): Query {
  const [kind, state, words] = [search.get("kind"), search.get("state"), search.get("search")];
  return {
    ...(kind === null ? {} : { kind: kind as Kind }),
    ...(state === null ? {} : { state: state as State }),
    ...(words === null ? {} : { search: words }),
    offset: Number(search.get("offset") ?? 0),
  };
}

export function Component() {
  const { connectionId = "" } = useParams();
  const { search, set, linkTo } = useFilter();
  const query = queryOf(search);
  const params = { connectionId };
  const answer = useAnswer(
    integrationApi.sync,
    { params, query: { limit: LIMIT, ...query } },
    { refetchMs: 15_000, keepFormer: true },
  );
  const connections = useConnections();
  const connection = connections.data?.connections.find(({ id }) => id === connectionId);
  const poll = useAct(integrationApi.pollNow, () => say("Looked for missed changes"));
  const ended = connection?.state === "disconnected" ? "This connection has ended." : null;
  const broken = connection?.state === "broken" ? "Reconnect first: Lever does not let us in." : null;
  return (
    <Page
      title={connection?.accountName ? `Lever · ${connection.accountName}` : "Lever"}
      above={
        <Link to="/app/integrations" className="link">
          Integrations
        </Link>
      }
      beside={connection && <StateWord state={connection.state} />}
      intro="Everything that came in from Lever and went out to it in the last thirty days, and what became of it."
      actions={
        <Button weight="primary" busy={poll.isPending} why={ended ?? broken} onPress={() => poll.mutate({ params })}>
          Look for missed changes now
        </Button>
      }
    >
      {connection && <LeverNav connection={connection} current="sync" />}
      <Failure error={poll.error} />
      <div className="mb-3 grid gap-3 sm:grid-cols-[minmax(0,1fr)_14rem]">
        <TextField
          label="Search"
          type="search"
          placeholder="Candidate, reason, Lever’s id"
          defaultValue={search.get("search") ?? ""}
          onValue={(value) => set("search", value)}
        />
        <SelectField
          label="Direction"
          value={search.get("kind") ?? ""}
          onValue={(value) => set("kind", value)}
          choices={[
            { value: "", words: "All that carried news" },
            { value: "in", words: "Came in" },
            { value: "read", words: "Was read" },
            { value: "write", words: "Was written" },
          ]}
        />
      </div>
      <Read of={answer} lines={8}>
        {({ rows, total, counts }) => (
          <section className={`panel ${answer.isPlaceholderData ? "stale" : ""}`} aria-label="What came and went">
            <div className="border-b border-line px-3 py-1">
              <Tabs
                label="By outcome"
                tabs={[
                  { to: linkTo({ state: null }), words: "All", current: query.state === undefined },
                  ...states.map((state) => ({
                    to: linkTo({ state }),
                    words: syncWords[state].words,
                    count: counts[state] ?? 0,
                    current: query.state === state,
                  })),
                ]}
              />
            </div>
            {rows.length === 0 ? <Nothing query={query} /> : null}
            <ul className="divide-y divide-line" aria-label="Sync">
              {rows.map((row) => (
                <SyncLine key={row.id} row={row} connectionId={connectionId} why={ended} />
              ))}
            </ul>
            <div className="px-4 pb-3">
              <Pager offset={query.offset ?? 0} limit={LIMIT} total={total} />
            </div>
          </section>
        )}
      </Read>
    </Page>
  );
}

function Nothing({ query }: { query: Query }) {
  const filtered = query.kind !== undefined || query.state !== undefined || (query.search ?? "") !== "";
  return filtered ? (
    <Empty
      title="Nothing fits these filters"
      actions={
        <Link to="?" replace className="link">
          Show all
        </Link>
      }
    />
  ) : (
    <Empty title="Nothing yet">Move a candidate in Lever: it shows here, with everything that we write.</Empty>
  );
}
