/** Reports that wait for their release, the most urgent first. */
import { reviewApi, type ReviewRow } from "@interviewvector/domain";
import { useNow } from "../clock.ts";
import { Empty, Page, Read } from "../look/Page.tsx";
import { Table, type Column } from "../look/Table.tsx";
import { useAnswer } from "../query.ts";
import { clockTime, countdownWords, ownZone, zoneWords } from "../time.ts";

export function Component() {
  const answer = useAnswer(reviewApi.listReviews, {}, { refetchMs: 15_000 });
  return (
    <Page
      title="Reviews"
      intro={`Reports that somebody reads before they reach the company. Nothing is released unseen. Times in ${zoneWords(ownZone)}.`}
    >
      <Read of={answer} lines={8}>
        {({ reviews }) => (
          <div className="panel overflow-hidden">
            {reviews.length === 0 ? (
              <Empty title="No report waits">
                When an expert submits a report for a position that wants a review, it shows here, and you get a mail.
              </Empty>
            ) : (
              <Table
                caption="Reports to review"
                rows={reviews}
                keyOf={(row) => row.interviewId}
                columns={columns}
                to={(row) => `/ops/reviews/${row.interviewId}`}
              />
            )}
          </div>
        )}
      </Read>
    </Page>
  );
}

const columns: readonly Column<ReviewRow>[] = [
  {
    head: "Report",
    cell: (row) => (
      <>
        {`${row.candidate}, ${row.position}`}
        <span className="block text-sm font-normal text-soft">
          {`${row.company} · ${row.round}${row.correction ? " · correction" : ""}${row.version > 1 ? ` · version ${row.version}` : ""}`}
        </span>
        {!row.may.possible && <span className="block text-sm font-normal text-soft">{row.may.words}</span>}
      </>
    ),
  },
  { head: "Expert", from: "md", cell: (row) => row.expert },
  { head: "Submitted", from: "sm", cell: (row) => clockTime(row.submittedAt, ownZone) },
  { head: "Release", right: true, cell: (row) => <Left row={row} /> },
];

function Left({ row }: { row: ReviewRow }) {
  const left = Date.parse(row.dueAt) - useNow();
  return (
    <>
      <span className={`block font-medium ${left < 15 * 60_000 ? "text-bad" : ""}`}>
        {left >= 0 ? `${countdownWords(left)} left` : `late by ${countdownWords(left)}`}
      </span>
      <span className="text-sm text-soft">{`by ${clockTime(row.dueAt, ownZone)}`}</span>
    </>
  );
}
