/** How candidates found their interviews: the bad ones that wait for an answer first. */
import { ratingApi, type Mood, type RatingRow } from "@interviewvector/domain";
import { useNow } from "../clock.ts";
import { useFilter } from "../filter.ts";
import { LinkButton } from "../look/Button.tsx";
import { Empty, Page, Read } from "../look/Page.tsx";
import { SearchField } from "../look/SearchField.tsx";
import { Table, type Column } from "../look/Table.tsx";
import { Tabs } from "../look/Tabs.tsx";
import { Ago } from "../look/Time.tsx";
import { useAnswer } from "../query.ts";
import { distanceWords } from "../time.ts";
import { Score } from "./Score.tsx";

const views = { open: "To answer", answered: "Answered", all: "Last 90 days" } as const;
type View = keyof typeof views;

export function Component() {
  const { search, linkTo } = useFilter();
  const asked = search.get("show");
  const show: View = asked === "answered" || asked === "all" ? asked : "open";
  const words = search.get("search") ?? "";
  const answer = useAnswer(
    ratingApi.listRatings,
    { query: { show, ...(words === "" ? {} : { search: words }) } },
    { refetchMs: 30_000, keepFormer: true },
  );
  return (
    <Page
      title="Ratings"
      intro="Candidates rate their interview from 1 to 5. Each 1 and 2 is looked into within two working days, and the candidate hears what came of it."
    >
      <Read of={answer} lines={8}>
        {({ ratings, counts, mood }) => (
          <>
            <p className="mb-4">{moodWords(mood)}</p>
            <div className="mb-3 flex flex-wrap items-center justify-between gap-2">
              <Tabs
                label="Which ratings"
                tabs={(Object.keys(views) as View[]).map((view) => ({
                  to: linkTo({ show: view === "open" ? null : view }),
                  words: views[view],
                  count: counts[view],
                  current: view === show,
                }))}
              />
              <SearchField label="Search ratings" placeholder="Candidate, company, expert" />
            </div>
            <div className="panel overflow-hidden">
              {ratings.length === 0 ? (
                <Nothing show={show} searched={words !== ""} />
              ) : (
                <Table
                  caption="Ratings"
                  rows={ratings}
                  keyOf={(row) => row.interviewId}
                  columns={columns}
                  to={(row) => `/ops/ratings/${row.interviewId}`}
                  stale={answer.isPlaceholderData}
                />
              )}
            </div>
          </>
        )}
      </Read>
    </Page>
  );
}

function Nothing({ show, searched }: { show: View; searched: boolean }) {
  if (searched)
    return <Empty title="No rating matches" actions={<LinkButton to="?">Show those to answer</LinkButton>} />;
  if (show === "open")
    return (
      <Empty title="Nobody waits for an answer" actions={<LinkButton to="?show=all">All ratings</LinkButton>}>
        When a candidate gives a 1 or a 2, it shows here, and auditors get a mail.
      </Empty>
    );
  return (
    <Empty title={show === "answered" ? "None answered yet" : "No ratings yet"}>
      Candidates are asked by mail two hours after their interview, or the next morning.
    </Empty>
  );
}

function moodWords({ count, index, mean }: Mood): string {
  if (index === null || mean === null) return "No ratings in the last 90 days.";
  return `Last 90 days: happiness ${index > 0 ? `+${index}` : String(index).replace("-", "−")}, mean ${mean.toFixed(1)}, of ${count} ${count === 1 ? "rating" : "ratings"}.`;
}

const columns: readonly Column<RatingRow>[] = [
  {
    head: "Interview",
    cell: (row) => (
      <>
        {`${row.candidate}, ${row.position}`}
        <span className="block text-sm font-normal text-soft">{`${row.company} · ${row.round} · with ${row.expert}`}</span>
        {row.words !== "" && (
          <span className="mt-1 line-clamp-2 max-w-prose text-sm font-normal">{`“${row.words}”`}</span>
        )}
      </>
    ),
  },
  { head: "Rating", cell: (row) => <Score score={row.score} /> },
  { head: "Given", from: "md", cell: (row) => <Ago at={row.changedAt} /> },
  { head: "Answer", right: true, cell: (row) => <Standing row={row} /> },
];

function Standing({ row: { audit } }: { row: RatingRow }) {
  const now = useNow();
  if (audit === null) return <span className="text-soft">not needed</span>;
  if (audit.endedAt !== null) return <>answered</>;
  return (
    <>
      <span className={`block font-medium ${audit.late ? "text-bad" : ""}`}>
        {audit.late ? `was due ${distanceWords(audit.dueAt, now)}` : `due ${distanceWords(audit.dueAt, now)}`}
      </span>
      <span className="text-sm text-soft">{audit.takenBy === null ? "nobody has taken it" : audit.takenBy}</span>
    </>
  );
}
