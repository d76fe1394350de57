import { interviewApi, type AnswerOf, type QueryOf } from "@interviewvector/domain";
import { useState } from "react";
import { call } from "../api.ts";
import { useCompanyId } from "../company.ts";
import { Button } from "../look/Button.tsx";
import { csvText, download } from "../look/csv.ts";
import { Dialog } from "../look/Dialog.tsx";
import { Failure } from "../look/Notice.tsx";
import { wordsFor } from "../look/StateWord.tsx";
import { blockedWords } from "./words.ts";

type Filter = NonNullable<QueryOf<typeof interviewApi.listInterviews>>;
type Row = AnswerOf<typeof interviewApi.listInterviews>["interviews"][number];

const PAGE = 200;
const MOST_ROWS = 20_000;

/** All rows of the shown filter, not only the shown page. */
export function ExportCsv({ filter, total }: { filter: Filter; total: number }) {
  const companyId = useCompanyId();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  async function exportAll() {
    setBusy(true);
    try {
      const rows: Row[] = [];
      for (let offset = 0; offset < Math.min(total, MOST_ROWS); offset += PAGE) {
        const query = { ...filter, limit: PAGE, offset };
        rows.push(...(await call(interviewApi.listInterviews, { query }, { companyId })).interviews);
      }
      download(`interviews-${new Date().toISOString().slice(0, 10)}.csv`, csvText([heads, ...rows.map(cells)]));
    } catch (cause) {
      setError(cause);
    } finally {
      setBusy(false);
    }
  }
  return (
    <>
      <Button busy={busy} why={total === 0 ? "There is nothing to export." : null} onPress={() => void exportAll()}>
        Export CSV
      </Button>
      {error !== null && (
        <Dialog title="The export failed" onClose={() => setError(null)}>
          <Failure error={error} />
        </Dialog>
      )}
    </>
  );
}

const heads = [
  "Candidate",
  "Position",
  "Round",
  "State",
  "Missing",
  "Next",
  "Next at (UTC)",
  "Expert",
  "Start (UTC)",
  "Changed (UTC)",
  "Interview",
];

function cells(row: Row): string[] {
  return [
    row.candidate,
    row.position,
    row.round,
    wordsFor(row.state),
    blockedWords(row.blockedReasons),
    row.next.words,
    row.next.at ?? "",
    row.expert ?? "",
    row.startAt ?? "",
    row.changedAt,
    `${location.origin}/app/interviews/${row.id}`,
  ];
}
