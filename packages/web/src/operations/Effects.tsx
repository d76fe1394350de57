/** What is owed to the outside world: how much, how old, what failed, and the ways to mend it. */
import { operationsApi, type AnswerOf, type QueryOf } from "@interviewvector/domain";
import { useFilter } from "../filter.ts";
import { LinkButton } from "../look/Button.tsx";
import { SelectField, Tick } from "../look/Field.tsx";
import { Empty, Page, Read } from "../look/Page.tsx";
import { Pager } from "../look/Pager.tsx";
import { SearchField } from "../look/SearchField.tsx";
import { Tabs } from "../look/Tabs.tsx";
import { wordsFor } from "../look/StateWord.tsx";
import { Ago } from "../look/Time.tsx";
import { useAnswer } from "../query.ts";
import { EffectTable } from "./EffectTable.tsx";
import { RetryAll } from "./RetryAll.tsx";
import { TwoClocks } from "./TwoClocks.tsx";

type Answer = AnswerOf<typeof operationsApi.listEffects>;
type Filter = NonNullable<QueryOf<typeof operationsApi.listEffects>>;

const LIMIT = 50;
const states = ["pending", "running", "unsure", "dead", "done", "skipped"] as const;

export function Component() {
  const { search } = useFilter();
  const filter = filterOf(search);
  const offset = Number(search.get("offset") ?? 0);
  const answer = useAnswer(
    operationsApi.listEffects,
    { query: { ...filter, limit: LIMIT, offset } },
    { refetchMs: 5000, keepFormer: true },
  );
  return (
    <Page
      title="Effects"
      intro="Everything owed to the outside world: mails, notes, panels, timers."
      actions={<RetryAll filter={filter} answer={answer.data} />}
    >
      <Read of={answer} lines={10}>
        {(data) => (
          <>
            <TwoClocks aheadMs={data.clockAheadMs} />
            <Filters answer={data} />
            <div className="panel overflow-hidden">
              {data.effects.length === 0 ? (
                <Empty title="No effect matches" actions={<LinkButton to="?">Show all</LinkButton>} />
              ) : (
                <EffectTable effects={data.effects} clockAheadMs={data.clockAheadMs} stale={answer.isPlaceholderData} />
              )}
            </div>
            <Pager offset={offset} limit={LIMIT} total={data.total} />
          </>
        )}
      </Read>
    </Page>
  );
}

function filterOf(search: URLSearchParams): Filter {
  const state = states.find((one) => one === search.get("state"));
  const kind = search.get("kind");
  const words = search.get("search");
  const due = (["now", "later"] as const).find((one) => one === search.get("due"));
  const hidesRoutine = search.get("routine") !== "show" && kind === null;
  return {
    ...(state ? { state } : {}),
    ...(kind ? { kind } : {}),
    ...(words ? { search: words } : {}),
    ...(due ? { due } : {}),
    ...(hidesRoutine ? { routine: "hide" as const } : {}),
  };
}

function Filters({ answer }: { answer: Answer }) {
  const { search, set, linkTo } = useFilter();
  const state = search.get("state");
  const sum = (one: string) =>
    answer.counts.filter((count) => count.state === one).reduce((total, count) => total + count.count, 0);
  const kinds = [...new Set(answer.counts.map((count) => count.kind))].sort();
  const kindCount = (kind: string) =>
    answer.counts
      .filter((count) => count.kind === kind && (state === null || count.state === state))
      .reduce((total, count) => total + count.count, 0);
  return (
    <div className="mb-4 space-y-3">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <Tabs
          label="Effects by state"
          tabs={[
            { to: linkTo({ state: null }), words: "All", current: state === null },
            ...states.map((one) => ({
              to: linkTo({ state: one }),
              words: wordsFor(one),
              count: sum(one),
              current: state === one,
            })),
          ]}
        />
        <p className="text-sm text-soft">
          {answer.oldestDueAt === null ? (
            "Nothing is due."
          ) : (
            <>
              Oldest due: <Ago at={answer.oldestDueAt} />
            </>
          )}
        </p>
      </div>
      <div className="grid gap-3 sm:grid-cols-3">
        <SearchField label="Search" labelled placeholder="Title, company, error" className="" />
        <SelectField
          label="Kind"
          value={search.get("kind") ?? ""}
          onValue={(value) => set("kind", value)}
          choices={[
            { value: "", words: "All kinds" },
            ...kinds.map((kind) => ({ value: kind, words: `${kind} (${kindCount(kind)})` })),
          ]}
        />
        <SelectField
          label="Due"
          value={search.get("due") ?? ""}
          onValue={(value) => set("due", value)}
          choices={[
            { value: "", words: "Whenever" },
            { value: "now", words: "Due now" },
            { value: "later", words: "Later" },
          ]}
        />
      </div>
      <Tick
        label="With the regular looks into Lever that went well"
        checked={search.get("routine") === "show"}
        onValue={(on) => set("routine", on ? "show" : null)}
      />
    </div>
  );
}
