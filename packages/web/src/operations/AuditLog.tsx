/** Who did what that a company or a court may ask about later. Only read here; nothing is ever taken out. */
import { operationsApi, type AnswerOf } from "@interviewvector/domain";
import { useFilter } from "../filter.ts";
import { actorWords } from "../interview/words.ts";
import { LinkButton } from "../look/Button.tsx";
import { SelectField } from "../look/Field.tsx";
import { Empty, Page, Read } from "../look/Page.tsx";
import { Pager } from "../look/Pager.tsx";
import { SearchField } from "../look/SearchField.tsx";
import { Table, type Column } from "../look/Table.tsx";
import { useAnswer } from "../query.ts";
import { dayWords, exactTime, fullTime, ownZone, zoneWords } from "../time.ts";

type Answer = AnswerOf<typeof operationsApi.listAuditLog>;
type Entry = Answer["entries"][number];

const LIMIT = 50;

export function Component() {
  const { search, set } = useFilter();
  const offset = Number(search.get("offset") ?? 0);
  const [words, action, companyId] = ["search", "action", "companyId"].map((name) => search.get(name) ?? undefined);
  const query = { ...given({ search: words, action, companyId }), limit: LIMIT, offset };
  const answer = useAnswer(operationsApi.listAuditLog, { query }, { refetchMs: 15_000, keepFormer: true });
  const { actions = [], companies = [] } = answer.data ?? {};
  return (
    <Page title="Audit log" intro={`Who did what, newest first. Times in ${zoneWords(ownZone)}.`}>
      <div className="mb-4 grid gap-3 sm:grid-cols-[2fr_1fr_1fr]">
        <SearchField label="Search the log" placeholder="Person, or id of what it was done to" className="w-full" />
        <SelectField
          label="What was done"
          hideLabel
          value={action ?? ""}
          onValue={(value) => set("action", value)}
          choices={[
            { value: "", words: "Everything" },
            ...actions.map((one) => ({ value: one.action, words: `${doneWords(one.action)} (${one.count})` })),
          ]}
        />
        <SelectField
          label="Company"
          hideLabel
          value={companyId ?? ""}
          onValue={(value) => set("companyId", value)}
          choices={[
            { value: "", words: "All companies" },
            ...companies.map((one) => ({ value: one.id, words: one.name })),
          ]}
        />
      </div>
      <Read of={answer} lines={10}>
        {({ entries, total }) => (
          <>
            <div className="panel overflow-hidden">
              {entries.length === 0 ? (
                <Empty title="Nothing matches" actions={<LinkButton to="?">Show all</LinkButton>}>
                  Looks at contact data, changed positions, members, keys, connections and guides stand here.
                </Empty>
              ) : (
                <Table
                  caption="Audit log"
                  rows={entries}
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

function given(values: Record<string, string | undefined>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).filter((entry): entry is [string, string] => !!entry[1]));
}

/** "connection.mapping_changed" reads "Connection: mapping changed". */
function doneWords(action: string): string {
  const [noun = action, verb = ""] = action.replaceAll("_", " ").split(".");
  return `${noun === "api key" ? "API key" : noun.charAt(0).toUpperCase() + noun.slice(1)}: ${verb}`;
}

const columns: readonly Column<Entry>[] = [
  {
    head: "When",
    cell: (row) => (
      <time dateTime={row.at} title={fullTime(row.at, ownZone)} className="text-soft">
        <span className="block whitespace-nowrap">{dayWords(row.at, ownZone)}</span>
        {exactTime(row.at, ownZone)}
      </time>
    ),
  },
  {
    head: "Who",
    cell: (row) => (
      <>
        {actorWords(row.actor)}
        <span className="block text-sm text-soft">{row.company ?? "the service"}</span>
      </>
    ),
  },
  {
    head: "What",
    cell: (row) => (
      <>
        {doneWords(row.action)}
        <span className="block text-sm text-soft md:hidden">
          <Subject of={row} />
        </span>
      </>
    ),
  },
  { head: "To what", from: "md", cell: (row) => <Subject of={row} /> },
  {
    head: "Details",
    from: "lg",
    cell: (row) =>
      row.details.length === 0 ? (
        <span className="text-soft">–</span>
      ) : (
        <span className="text-sm break-words">
          {row.details.map(({ name, value }) => `${name}: ${value}`).join(", ")}
        </span>
      ),
  },
];

function Subject({ of: { subject } }: { of: Entry }) {
  const noun = subject.noun === "api_key" ? "API key" : subject.noun.replaceAll("_", " ");
  if (subject.name !== null) return `${noun}: ${subject.name}`;
  return subject.id === null ? noun : `${noun} ${subject.id.slice(0, 8)}`;
}
