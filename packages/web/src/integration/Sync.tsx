/** What came in, what was read, what was written; what was left alone or failed, and why. */
import { integrationApi } from "@interviewvector/domain";
import { useState } from "react";
import { Link } from "react-router";
import { useFilter } from "../filter.ts";
import { Button } from "../look/Button.tsx";
import { Failure } from "../look/Notice.tsx";
import { Card, Empty, Read } from "../look/Page.tsx";
import { say } from "../look/Said.tsx";
import { StateWord, wordsFor } from "../look/StateWord.tsx";
import { Tabs } from "../look/Tabs.tsx";
import { Ago } from "../look/Time.tsx";

import { useAct, useAnswer } from "../query.ts";

const kinds = { in: "In", read: "Read", write: "Written" } as const;

const FIRST_ROWS = 12;

export function Sync({ connectionId }: { connectionId: string }) {
  const { search, linkTo } = useFilter();
  const state = search.get("sync");
  const [all, setAll] = useState(false);
  const params = { connectionId };
  const answer = useAnswer(
    integrationApi.sync,
    { params, query: state === null ? {} : { state } },
    { refetchMs: 10_000, keepFormer: true },
  );
  const poll = useAct(integrationApi.pollNow, () => say("Looked for missed changes"));
  return (
    <Card
      title="Sync"
      actions={
        <Button busy={poll.isPending} onPress={() => poll.mutate({ params })}>
          Look for missed changes now
        </Button>
      }
    >
      <Failure error={poll.error} />
      <Read of={answer}>
        {({ rows, counts }) => (
          <>
            <Tabs
              label="Sync by state"
              tabs={[
                { to: linkTo({ sync: null }), words: "All", current: state === null },
                ...Object.entries(counts).map(([name, count]) => ({
                  to: linkTo({ sync: name }),
                  words: wordsFor(name),
                  count,
                  current: state === name,
                })),
              ]}
            />
            {rows.length === 0 && (
              <Empty title="Nothing here yet">Every move in Lever and everything we write shows here.</Empty>
            )}
            <ul className="mt-1 divide-y divide-line" aria-label="Sync list">
              {rows.slice(0, all ? rows.length : FIRST_ROWS).map((row) => (
                <li key={row.id} className="flex flex-wrap items-baseline gap-x-3 gap-y-0.5 py-2.5">
                  <span className="w-14 text-sm text-soft">{kinds[row.kind]}</span>
                  <span className="min-w-0 flex-1 basis-52">
                    {row.interviewId === null ? (
                      row.words
                    ) : (
                      <Link to={`/app/interviews/${row.interviewId}`} className="link">
                        {row.words}
                      </Link>
                    )}
                    {row.why && <span className="block text-sm text-soft">{row.why}</span>}
                  </span>
                  <StateWord state={row.state} />
                  <span className="w-24 text-right text-sm text-soft">
                    <Ago at={row.at} />
                  </span>
                </li>
              ))}
            </ul>
            {rows.length > FIRST_ROWS && !all && (
              <div className="mt-3">
                <Button onPress={() => setAll(true)}>{`Show all ${rows.length}`}</Button>
              </div>
            )}
          </>
        )}
      </Read>
    </Card>
  );
}
