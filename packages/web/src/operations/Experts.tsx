import { expertStates, operationsApi } from "@interviewvector/domain";
import { useEffect, useState } from "react";
import { Link } from "react-router";
import { useFilter } from "../filter.ts";
import { Button, LinkButton } from "../look/Button.tsx";
import { TextField } from "../look/Field.tsx";
import { Empty, Page, Read } from "../look/Page.tsx";
import { StateWord, wordsFor } from "../look/StateWord.tsx";
import { Table, type Column } from "../look/Table.tsx";
import { Tabs } from "../look/Tabs.tsx";
import { useAnswer } from "../query.ts";
import { zoneWords } from "../time.ts";
import { Board } from "./Board.tsx";
import type { Expert } from "./expert.ts";
import { ExpertForm } from "./ExpertForm.tsx";

export function Component() {
  const { search, set, linkTo } = useFilter();
  const state = expertStates.find((one) => one === search.get("state"));
  const words = search.get("search") ?? "";
  const board = search.get("view") !== "list";
  const [typed, setTyped] = useState(words);
  const [editing, setEditing] = useState<Expert | "new" | null>(null);
  const answer = useAnswer(
    operationsApi.listExperts,
    { query: { ...(words === "" ? {} : { search: words }), ...(state === undefined || board ? {} : { state }) } },
    { keepFormer: true },
  );
  useEffect(() => {
    const timer = setTimeout(() => {
      if (typed.trim() !== words) set("search", typed.trim());
    }, 250);
    return () => clearTimeout(timer);
  }, [typed, words, set]);
  const columns: Column<Expert>[] = [
    ...rest,
    // On a phone the expert's own page has it: the address needs the room.
    { head: "Action", from: "sm", right: true, cell: (row) => editButton(row, () => setEditing(row)) },
  ];
  return (
    <Page
      title="Experts"
      actions={
        <Button weight="primary" icon="plus" onPress={() => setEditing("new")}>
          Add an expert
        </Button>
      }
    >
      <Read of={answer} lines={8}>
        {({ experts, counts }) => (
          <>
            <div className="mb-3 flex flex-wrap items-center justify-between gap-3">
              <Tabs
                label="Board or list"
                tabs={[
                  { to: linkTo({ view: null, state: null }), words: "Board", current: board },
                  { to: linkTo({ view: "list" }), words: "List", current: !board },
                ]}
              />
              {!board && (
                <Tabs
                  label="Experts by state"
                  tabs={[
                    { to: linkTo({ state: null }), words: "All", current: state === undefined },
                    ...expertStates.map((one) => ({
                      to: linkTo({ state: one }),
                      words: wordsFor(one),
                      count: counts[one] ?? 0,
                      current: state === one,
                    })),
                  ]}
                />
              )}
              <TextField
                label="Search experts"
                hideLabel
                type="search"
                placeholder="Name, skill, e-mail"
                className="w-full sm:w-56"
                value={typed}
                onValue={setTyped}
              />
            </div>
            {board ? (
              <Board experts={experts} />
            ) : (
              <div className="panel overflow-hidden">
                {experts.length === 0 ? (
                  <Empty title="No expert matches" actions={<LinkButton to="?">Show all</LinkButton>}>
                    Experts are people from outside who interview. Add the first one.
                  </Empty>
                ) : (
                  <Table
                    caption="Experts"
                    rows={experts}
                    keyOf={(row) => row.id}
                    columns={columns}
                    stale={answer.isPlaceholderData}
                  />
                )}
              </div>
            )}
          </>
        )}
      </Read>
      {editing && <ExpertForm expert={editing === "new" ? null : editing} onClose={() => setEditing(null)} />}
    </Page>
  );
}

function editButton(expert: Expert, onPress: () => void) {
  return (
    <Button label={`Edit ${expert.name}`} onPress={onPress}>
      Edit
    </Button>
  );
}

const rest: readonly Column<Expert>[] = [
  {
    head: "Expert",
    cell: (row) => (
      <>
        <Link className="link block font-medium" to={`/ops/experts/${row.id}`}>
          {row.name}
        </Link>
        <span className="block text-sm wrap-anywhere text-soft">{row.email}</span>
      </>
    ),
  },
  {
    head: "State",
    cell: (row) => (
      <>
        <StateWord state={row.state} />
        {row.heldBack && <span className="block text-sm text-bad">Out of the pool: calendar can’t be read</span>}
      </>
    ),
  },
  {
    head: "Skills",
    from: "lg",
    cell: (row) => (
      <>
        {row.skills.map((skill) => `${skill.skill} ${skill.level}`).join(", ")}
        <span className="block text-sm text-soft">{row.categories.join(", ")}</span>
      </>
    ),
  },
  { head: "Zone", from: "md", cell: (row) => zoneWords(row.zone) },
  { head: "Hours a week", from: "md", right: true, cell: (row) => row.weeklyHours },
  { head: "Booked", from: "sm", right: true, cell: (row) => row.booked },
  { head: "Completed", from: "lg", right: true, cell: (row) => row.completed },
];
