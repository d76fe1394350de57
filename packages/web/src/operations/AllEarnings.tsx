/** What all experts earned in a month, for whoever pays them, and the rates. */
import { earningApi, type AnswerOf } from "@interviewvector/domain";
import { useState } from "react";
import { useFilter } from "../filter.ts";
import { Button } from "../look/Button.tsx";
import { csvText, download } from "../look/csv.ts";
import { SelectField } from "../look/Field.tsx";
import { moneyWords, monthWords, plainAmount } from "../look/money.ts";
import { Notice } from "../look/Notice.tsx";
import { Card, Empty, Page, Read } from "../look/Page.tsx";
import { Table, type Column } from "../look/Table.tsx";
import { useAnswer } from "../query.ts";
import { fullTime } from "../time.ts";
import { RateForm } from "./RateForm.tsx";

type Answer = AnswerOf<typeof earningApi.allEarnings>;
type Entry = Answer["entries"][number];

interface Sum {
  expertId: string;
  expert: string;
  entries: readonly Entry[];
}

export function Component() {
  const { search, set } = useFilter();
  const [setting, setSetting] = useState(false);
  const month = search.get("month");
  const answer = useAnswer(earningApi.allEarnings, { query: month === null ? {} : { month } }, { keepFormer: true });
  const { data } = answer;
  return (
    <Page
      title="Earnings"
      intro="Months by UTC. Entries are made by what happens, and never changed."
      actions={
        <>
          <Button
            why={data === undefined || data.entries.length === 0 ? "There is nothing in this month." : null}
            onPress={() => data && download(`experts-earnings-${data.month}.csv`, csvText(rowsOf(data)))}
          >
            Download CSV
          </Button>
          <Button weight="primary" why={data ? null : "Still reading."} onPress={() => setSetting(true)}>
            Set a rate
          </Button>
        </>
      }
    >
      <Read of={answer} lines={8}>
        {(all) => (
          <div className="space-y-5">
            <div className="grid items-stretch gap-5 lg:grid-cols-2">
              <Month all={all} onMonth={(value) => set("month", value)} />
              <Rates all={all} />
            </div>
            <div className="panel overflow-hidden">
              {all.entries.length === 0 ? (
                <Empty title="Nothing in this month">Entries appear as reports come in.</Empty>
              ) : (
                <Table caption="Experts" rows={sumsOf(all)} keyOf={(row) => row.expertId} columns={columns} />
              )}
            </div>
          </div>
        )}
      </Read>
      {setting && data && <RateForm experts={data.experts} rates={data.rates} onClose={() => setSetting(false)} />}
    </Page>
  );
}

function Month({ all, onMonth }: { all: Answer; onMonth: (month: string) => void }) {
  const unset = all.entries.filter(({ pay }) => pay === null).length;
  return (
    <Card title={monthWords(all.month)}>
      <p className="text-2xl font-semibold">
        {all.totals.length === 0 ? "Nothing" : all.totals.map(moneyWords).join(" + ")}
      </p>
      <p className="text-soft">{`${all.entries.length} ${all.entries.length === 1 ? "entry" : "entries"}`}</p>
      {unset > 0 && (
        <div className="mt-3">
          <Notice tone="warn" title={`${unset} without an amount`}>
            No rate held when these interviews began. Set one that is valid from before them, and they are filled in.
          </Notice>
        </div>
      )}
      <SelectField
        label="Month"
        className="mt-4 max-w-56"
        value={all.month}
        onValue={onMonth}
        choices={[...new Set([all.month, ...all.months])].map((value) => ({ value, words: monthWords(value) }))}
      />
    </Card>
  );
}

function Rates({ all }: { all: Answer }) {
  return (
    <Card title="Rates">
      {all.rates.length === 0 && (
        <p className="text-soft">
          None is set. What experts do is counted all the same, and gets its amount with the first rate.
        </p>
      )}
      <ul className="divide-y divide-line">
        {all.rates.slice(0, 8).map((rate) => (
          <li key={rate.id} className="py-2 text-sm first:pt-0">
            <p className="font-medium">{rate.expert ?? "Everybody"}</p>
            <p>
              {`Interview ${moneyWords({ ...rate, amount: rate.interview })} · cancelled late ${moneyWords({ ...rate, amount: rate.lateCancellation })} · candidate absent ${moneyWords({ ...rate, amount: rate.candidateNoShow })}`}
            </p>
            <p className="text-soft">{`from ${fullTime(rate.validFrom, "UTC")}, set by ${rate.by}`}</p>
          </li>
        ))}
      </ul>
    </Card>
  );
}

const columns: readonly Column<Sum>[] = [
  { head: "Expert", cell: (row) => row.expert },
  { head: "Held", from: "sm", right: true, cell: (row) => countOf(row, "interview") + countOf(row, "interrupted") },
  { head: "Cancelled late", from: "sm", right: true, cell: (row) => countOf(row, "late_cancellation") },
  { head: "Candidate absent", from: "md", right: true, cell: (row) => countOf(row, "candidate_no_show") },
  {
    head: "Pay",
    right: true,
    cell: (row) => {
      const sums = new Map<string, number>();
      for (const { pay } of row.entries) if (pay) sums.set(pay.currency, (sums.get(pay.currency) ?? 0) + pay.amount);
      return sums.size === 0
        ? "no rate yet"
        : [...sums].map(([currency, amount]) => moneyWords({ currency, amount })).join(" + ");
    },
  },
];

function countOf({ entries }: Sum, kind: Entry["kind"]): number {
  return entries.filter((entry) => entry.kind === kind).length;
}

function sumsOf({ entries }: Answer): Sum[] {
  return [...Map.groupBy(entries, ({ expertId }) => expertId)]
    .map(([expertId, own]) => ({ expertId, expert: own[0]?.expert ?? "", entries: own }))
    .sort((left, right) => left.expert.localeCompare(right.expert));
}

function rowsOf({ entries }: Answer): string[][] {
  return [
    ["Expert", "Start (UTC)", "What", "Role", "Company", "Amount", "Currency", "Entry"],
    ...entries.map((entry) => [
      entry.expert,
      entry.startAt,
      entry.words,
      entry.role,
      entry.company,
      entry.pay === null ? "" : plainAmount(entry.pay),
      entry.pay?.currency ?? "",
      entry.id,
    ]),
  ];
}
