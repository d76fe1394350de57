import { operationsApi, type AnswerOf } from "@interviewvector/domain";
import { useFilter } from "../filter.ts";
import { LinkButton } from "../look/Button.tsx";
import { TextField } from "../look/Field.tsx";
import { Empty, Page, Read } from "../look/Page.tsx";
import { Table, type Column } from "../look/Table.tsx";
import { Ago } from "../look/Time.tsx";
import { useAnswer } from "../query.ts";

type Guide = AnswerOf<typeof operationsApi.listGuides>["guides"][number];

export function Component() {
  const answer = useAnswer(operationsApi.listGuides);
  const { search, set } = useFilter();
  const words = (search.get("search") ?? "").toLowerCase();
  return (
    <Page
      title="Guides"
      intro="The script of a round: sections, questions, and competencies with what each score looks like."
      actions={
        <LinkButton to="/ops/guides/new" weight="primary" icon="plus">
          New guide
        </LinkButton>
      }
    >
      <Read of={answer} lines={8}>
        {({ guides }) => {
          const shown = guides.filter((guide) => `${guide.name} ${guide.category}`.toLowerCase().includes(words));
          return (
            <>
              <TextField
                label="Search guides"
                hideLabel
                type="search"
                placeholder="Search"
                className="mb-3 w-full sm:w-56"
                defaultValue={search.get("search") ?? ""}
                onValue={(value) => set("search", value)}
              />
              <div className="panel overflow-hidden">
                {shown.length === 0 ? (
                  <Empty title={guides.length === 0 ? "No guides yet" : "No guide matches"}>
                    Positions need a guide for each round. Write the first one.
                  </Empty>
                ) : (
                  <Table
                    caption="Guides"
                    rows={shown}
                    keyOf={(row) => row.id}
                    to={(row) => `/ops/guides/${row.id}`}
                    columns={columns}
                  />
                )}
              </div>
            </>
          );
        }}
      </Read>
    </Page>
  );
}

const columns: readonly Column<Guide>[] = [
  { head: "Guide", cell: (row) => row.name },
  { head: "Category", from: "sm", cell: (row) => row.category },
  { head: "Version", right: true, cell: (row) => row.version },
  { head: "Minutes", from: "md", right: true, cell: (row) => row.minutes },
  { head: "Competencies", from: "md", right: true, cell: (row) => row.competencies },
  { head: "Rounds using it", from: "sm", right: true, cell: (row) => row.usedBy },
  {
    head: "Changed",
    from: "lg",
    right: true,
    cell: (row) => (
      <span className="text-soft">
        <Ago at={row.changedAt} />
      </span>
    ),
  },
];
