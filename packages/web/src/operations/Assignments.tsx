/** Who was considered for an interview, each time it was given to somebody, and why it went to whom it went. */
import { assignmentApi, type AnswerOf } from "@interviewvector/domain";
import { useParams } from "react-router";
import { LinkButton } from "../look/Button.tsx";
import { inks } from "../look/Notice.tsx";
import { Card, Empty, Page, Read } from "../look/Page.tsx";
import { Table, type Column } from "../look/Table.tsx";
import { useAnswer } from "../query.ts";
import { fullTime, ownZone } from "../time.ts";

type Considered = AnswerOf<typeof assignmentApi.interviewAssignments>["assignments"][number]["experts"][number];

export function Component() {
  const { interviewId = "" } = useParams();
  const answer = useAnswer(assignmentApi.interviewAssignments, { params: { interviewId } });
  return (
    <Page
      title="Why this expert"
      intro="As it was decided and stored at that moment; what changed since does not change it."
      actions={<LinkButton to="/ops">Today</LinkButton>}
    >
      <Read of={answer} lines={8}>
        {({ assignments }) => (
          <div className="space-y-5">
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
