/** How an interview stands, for operators; and who was considered each time it was given to somebody, and why it went to whom it went. */
import { assignmentApi, type AnswerOf } from "@interviewvector/domain";
import { Link, useParams } from "react-router";
import { LinkButton } from "../look/Button.tsx";
import { Facts } from "../look/Facts.tsx";
import { inks } from "../look/Notice.tsx";
import { Card, Empty, Page, Read } from "../look/Page.tsx";
import { StateWord } from "../look/StateWord.tsx";
import { Table, type Column } from "../look/Table.tsx";
import { useAnswer } from "../query.ts";
import { fullTime, ownZone } from "../time.ts";

type Interview = AnswerOf<typeof assignmentApi.interviewAssignments>["interview"];
type Considered = AnswerOf<typeof assignmentApi.interviewAssignments>["assignments"][number]["experts"][number];

export function Component() {
  const { interviewId = "" } = useParams();
  const answer = useAnswer(assignmentApi.interviewAssignments, { params: { interviewId } });
  return (
    <Page
      title="Interview"
      intro="How it stands, and why it was given to whom."
      actions={<LinkButton to="/ops">Today</LinkButton>}
    >
      <Read of={answer} lines={8}>
        {({ assignments, interview }) => (
          <div className="space-y-5">
            <Standing {...interview} />
            <div>
              <h2 className="text-lg font-semibold">Why this expert</h2>
              <p className="text-sm text-soft">
                As it was decided and stored at that moment; what changed since does not change it.
              </p>
            </div>
            {assignments.length === 0 && (
              <Card>
                <Empty title="Not given to anybody yet">As soon as a time is booked, the decision stands here.</Empty>
              </Card>
            )}
            {assignments.map((one) => (
              <Card key={one.id} title={`${one.expert}, for ${fullTime(one.startAt, ownZone)}`}>
                <p className="mb-3 text-sm text-soft">{`Decided ${fullTime(one.at, ownZone)}`}</p>
                <div className="-mx-4 sm:-mx-5">
                  <Table
                    caption={`Considered for ${one.expert}’s interview`}
                    rows={one.experts}
                    keyOf={(row) => row.expertId}
                    columns={columns}
                  />
                </div>
              </Card>
            ))}
          </div>
        )}
      </Read>
    </Page>
  );
}

function Standing({ candidate, position, company, state, startAt, reportDueAt, expert, draft }: Interview) {
  return (
    <Card title={`${candidate}, ${position}`} actions={<StateWord state={state} />}>
      <Facts
        facts={[
          ["Company", company],
          ["Time", startAt && fullTime(startAt, ownZone)],
          ["Report due", reportDueAt && fullTime(reportDueAt, ownZone)],
          [
            "Expert",
            expert && (
              <>
                <Link className="link" to={`/ops/experts/${expert.id}`}>
                  {expert.name}
                </Link>
                <br />
                <a className="link break-all" href={`mailto:${expert.email}`}>
                  {expert.email}
                </a>
              </>
            ),
          ],
        ]}
      />
      {state === "awaiting_report" && <Draft draft={draft} />}
    </Card>
  );
}

function Draft({ draft }: Pick<Interview, "draft">) {
  if (draft === null) return <p className="mt-4">Nothing of the report is written yet.</p>;
  const { savedAt, recommendation, summary, missing } = draft;
  return (
    <div className="mt-4 space-y-2">
      <h3 className="font-semibold">Draft of the report</h3>
      <p className="text-sm text-soft">{`Saved ${fullTime(savedAt, ownZone)}. Only the expert can change or submit it.`}</p>
      <p>{missing.length === 0 ? "Everything is there; it is not submitted." : `Missing: ${missing.join(", ")}.`}</p>
      {recommendation !== null && <p>{`Recommendation: ${recommendation}`}</p>}
      {summary !== "" && <p className="whitespace-pre-wrap break-words">{summary}</p>}
    </div>
  );
}

const columns: readonly Column<Considered>[] = [
  {
    head: "Expert",
    cell: (row) => (
      <span className={row.outcome === "given" ? `font-semibold ${inks.good}` : "font-medium"}>
        {row.place === null ? row.name : `${row.place}. ${row.name}`}
      </span>
    ),
  },
  { head: "Quality", from: "sm", right: true, cell: (row) => row.quality ?? "" },
  {
    head: "For 10 hours",
    from: "sm",
    right: true,
    cell: (row) => (row.load === null ? "" : (row.load.perTenHours ?? "new")),
  },
  { head: "Why", cell: (row) => row.words },
];
