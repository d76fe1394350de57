import type { AnswerOf, operationsApi } from "@interviewvector/domain";
import { useState } from "react";
import { Button } from "../look/Button.tsx";
import { StateWord } from "../look/StateWord.tsx";
import { Table, type Column } from "../look/Table.tsx";
import { Ago } from "../look/Time.tsx";
import { EffectDialog } from "./EffectDialog.tsx";

type Effect = AnswerOf<typeof operationsApi.listEffects>["effects"][number];

interface Props {
  effects: readonly Effect[];
  clockAheadMs: number;
  stale: boolean;
}

export function EffectTable({ effects, clockAheadMs, stale }: Props) {
  const [open, setOpen] = useState<string | null>(null);
  const columns: Column<Effect>[] = [
    ...rest,
    {
      head: "Since",
      from: "lg",
      right: true,
      cell: (row) => since(row, clockAheadMs),
    },
    { head: "Action", right: true, cell: (row) => openButton(row, () => setOpen(row.id)) },
  ];
  return (
    <>
      <Table caption="Effects" rows={effects} keyOf={(row) => row.id} columns={columns} stale={stale} />
      {open !== null && <EffectDialog effectId={open} onClose={() => setOpen(null)} />}
    </>
  );
}

function since({ createdAt }: Effect, clockAheadMs: number) {
  return (
    <span className="text-soft">
      <Ago at={createdAt} aheadMs={clockAheadMs} />
    </span>
  );
}

function openButton(effect: Effect, onPress: () => void) {
  return (
    <Button label={`Open ${effect.title}`} onPress={onPress}>
      Open
    </Button>
  );
}

const rest: readonly Column<Effect>[] = [
  {
    head: "Effect",
    cell: (row) => (
      <>
        <span className="block font-medium wrap-anywhere">{row.title}</span>
        <span className="text-sm text-soft">{[row.kind, row.company].filter((part) => part !== null).join(" · ")}</span>
        {row.lastError && <span className="block text-sm break-words text-bad">{row.lastError}</span>}
      </>
    ),
  },
  { head: "State", cell: (row) => <StateWord state={row.state} /> },
  { head: "Attempts", from: "md", right: true, cell: (row) => row.attempt },
  {
    head: "When",
    from: "sm",
    cell: (row) => {
      if (row.endedAt !== null) return <Ago at={row.endedAt} />;
      if (row.state === "dead" || row.state === "skipped") return "–";
      return (
        <>
          due <Ago at={row.nextTryAt ?? row.runAfter} />
        </>
      );
    },
  },
];
