/** What an expert has earned: a statement of each month, entry by entry, and the file for whoever does the taxes. */
import { earningApi, type AnswerOf } from "@interviewvector/domain";
import { useFilter } from "../filter.ts";
import { Button } from "../look/Button.tsx";
import { csvText, download } from "../look/csv.ts";
import { SelectField } from "../look/Field.tsx";
import { moneyWords, monthWords, plainAmount } from "../look/money.ts";
import { Notice } from "../look/Notice.tsx";
import { Card, Empty, Page, Read } from "../look/Page.tsx";
import { Table, type Column } from "../look/Table.tsx";
import { useAnswer } from "../query.ts";
import { dayAndTime, zoneWords } from "../time.ts";

type Answer = AnswerOf<typeof earningApi.myEarnings>;
type Entry = Answer["entries"][number];

export function Component() {
  const { search, set } = useFilter();
  const month = search.get("month");
  const answer = useAnswer(earningApi.myEarnings, { query: month === null ? {} : { month } }, { keepFormer: true });
  const { data } = answer;
  return (
    <Page
      title="Earnings"
      {...(data ? { intro: `Months and times in ${zoneWords(data.zone)}.` } : {})}
      actions={
        <Button
          why={data === undefined || data.entries.length === 0 ? "There is nothing in this month." : null}
          onPress={() => data && download(`earnings-${data.month}.csv`, csvText(rowsOf(data)))}
        >
          Download CSV
        </Button>
      }
    >
      <Read of={answer} lines={8}>
        {(statement) => (
          <div className="space-y-5">
            <div className="grid items-stretch gap-5 sm:grid-cols-2">
              <Card title={monthWords(statement.month)}>
                <Totals statement={statement} />
                <SelectField
                  label="Month"
                  className="mt-4 max-w-56"
                  value={statement.month}
                  onValue={(value) => set("month", value)}
                  choices={[...new Set([statement.month, ...statement.months])].map((value) => ({
                    value,
                    words: monthWords(value),
                  }))}
                />
              </Card>
              <Card title="Your rates now">
                <Rates rate={statement.rate} />
              </Card>
            </div>
            <div className="panel overflow-hidden">
              {statement.entries.length === 0 ? (
                <Empty title="Nothing in this month yet">
                  An entry appears when your report is in, when a candidate did not come, and when a time was cancelled
                  less than 12 hours before.
                </Empty>
              ) : (
                <Table
                  caption={`Entries of ${monthWords(statement.month)}`}
                  rows={statement.entries}
                  keyOf={(row) => row.id}
                  columns={columnsFor(statement.zone)}
                  stale={answer.isPlaceholderData}
                />
              )}
            </div>
          </div>
        )}
      </Read>
    </Page>
  );
}

function Totals({ statement }: { statement: Answer }) {
  const unset = statement.entries.filter((entry) => entry.pay === null).length;
  return (
    <>
      {statement.totals.length === 0 && <p className="text-2xl font-semibold">Nothing yet</p>}
      {statement.totals.map((total) => (
        <p key={total.currency} className="text-2xl font-semibold">
          {moneyWords(total)}
        </p>
      ))}
      <p className="text-soft">{`${statement.entries.length} ${statement.entries.length === 1 ? "entry" : "entries"}`}</p>
      {unset > 0 && (
        <div className="mt-3">
          <Notice tone="warn" title={`${unset} without an amount`}>
            No rate was set for that time yet. They are filled in when one is.
          </Notice>
        </div>
      )}
    </>
  );
}

function Rates({ rate }: { rate: Answer["rate"] }) {
  if (rate === null)
    return (
      <p className="text-soft">
        The people who run the service have not set rates yet. What you do is counted all the same.
      </p>
    );
  const rows = [
    ["Interview with its report, or one that broke off", rate.interview],
    ["Cancelled less than 12 hours before", rate.lateCancellation],
    ["Candidate did not come", rate.candidateNoShow],
  ] as const;
  return (
    <dl className="space-y-2">
      {rows.map(([name, amount]) => (
        <div key={name} className="flex justify-between gap-4">
          <dt className="text-soft">{name}</dt>
          <dd className="font-medium whitespace-nowrap">{moneyWords({ currency: rate.currency, amount })}</dd>
        </div>
      ))}
    </dl>
  );
}

function columnsFor(zone: string): Column<Entry>[] {
  return [
    {
      head: "When",
      cell: (row) => (
        <>
          {dayAndTime(row.startAt, zone)}
          <span className="block text-sm text-soft sm:hidden">{row.words}</span>
        </>
      ),
    },
    { head: "What", from: "sm", cell: (row) => row.words },
    { head: "Interview", from: "md", cell: (row) => `${row.role} at ${row.company}` },
    { head: "Pay", right: true, cell: (row) => (row.pay === null ? "no rate yet" : moneyWords(row.pay)) },
  ];
}

function rowsOf({ entries, zone }: Answer): string[][] {
  return [
    ["Start", "Time zone", "What", "Role", "Company", "Amount", "Currency", "Entry"],
    ...entries.map((entry) => [
      entry.startAt,
      zone,
      entry.words,
      entry.role,
      entry.company,
      entry.pay === null ? "" : plainAmount(entry.pay),
      entry.pay?.currency ?? "",
      entry.id,
    ]),
  ];
}
