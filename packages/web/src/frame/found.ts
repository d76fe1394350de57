/** What a search finds in each part of the product. Every list is asked of the server; nothing is kept here. */
import { expertApi, interviewApi, operationsApi, positionApi } from "@interviewvector/domain";
import { useAnswer } from "../query.ts";
import { useMe, type Area } from "../session.ts";
import type { Place } from "./places.ts";

export interface Found {
  to: string;
  words: string;
  /** What kind of thing it is, and what tells it from others of its name. */
  below: string;
  state?: string;
}

export interface Finding {
  found: Found[];
  reading: boolean;
  error: Error | null;
}

const MOST_EACH = 6;

/** The label of the field says what can be found. */
export const findable: Record<Area, string> = {
  company: "Candidate, position or page",
  expert: "Interview or page",
  operations: "Company, expert, guide or page",
};

export function useFound(area: Area, words: string, pages: readonly Place[]): Finding {
  const company = useOfCompany(words, area === "company" && words !== "");
  const expert = useOfExpert(words, area === "expert" && words !== "");
  const operations = useOfOperations(words, area === "operations" && words !== "");
  const own = { company, expert, operations }[area];
  const shown = pages.filter((page) => has(page.words, words));
  return { ...own, found: [...own.found, ...shown.map(({ to, words: name }) => ({ to, words: name, below: "Page" }))] };
}

function useOfCompany(search: string, enabled: boolean): Finding {
  const interviews = useAnswer(
    interviewApi.listInterviews,
    { query: { search, limit: 8 } },
    { enabled, keepFormer: true },
  );
  const positions = useAnswer(positionApi.listPositions, {}, { enabled });
  return together(
    enabled,
    [interviews, positions],
    [
      ...(interviews.data?.interviews ?? []).map((row) => ({
        to: `/app/interviews/${row.id}`,
        words: row.candidate,
        below: `${row.position}, ${row.round}`,
        state: row.state,
      })),
      ...matching(positions.data?.positions, search, (row) => row.title).map((row) => ({
        to: `/app/positions/${row.id}`,
        words: row.title,
        below: "Position",
        state: row.state,
      })),
    ],
  );
}

function useOfExpert(search: string, enabled: boolean): Finding {
  const agenda = useAnswer(expertApi.agenda, {}, { enabled });
  const { next = null, items = [], due = [], done = [] } = agenda.data ?? {};
  const all = new Map([...due, ...(next ? [next] : []), ...items, ...done].map((row) => [row.interviewId, row]));
  return together(
    enabled,
    [agenda],
    matching([...all.values()], search, (row) => `${row.candidateFirstName} ${row.company} ${row.role}`).map((row) => ({
      to: `/expert/interviews/${row.interviewId}`,
      words: row.candidateFirstName,
      below: `${row.company}, ${row.role}`,
      state: row.state,
    })),
  );
}

function useOfOperations(search: string, wanted: boolean): Finding {
  // Auditors see reports, and nothing else of the service.
  const enabled = useMe().serviceRole === "operator" && wanted;
  const experts = useAnswer(operationsApi.listExperts, { query: { search } }, { enabled, keepFormer: true });
  const companies = useAnswer(operationsApi.listCompanies, { query: { search } }, { enabled, keepFormer: true });
  const guides = useAnswer(operationsApi.listGuides, {}, { enabled });
  return together(
    enabled,
    [experts, companies, guides],
    [
      ...(companies.data?.companies ?? []).slice(0, MOST_EACH).map((row) => ({
        to: `/ops/companies?search=${encodeURIComponent(row.name)}`,
        words: row.name,
        below: "Company",
      })),
      ...(experts.data?.experts ?? []).slice(0, MOST_EACH).map((row) => ({
        to: `/ops/experts?search=${encodeURIComponent(row.name)}`,
        words: row.name,
        below: `Expert, ${row.email}`,
        state: row.state,
      })),
      ...matching(guides.data?.guides, search, (row) => `${row.name} ${row.category}`).map((row) => ({
        to: `/ops/guides/${row.id}`,
        words: row.name,
        below: `Guide, version ${row.version}`,
      })),
    ],
  );
}

interface Reading {
  isPending: boolean;
  error: Error | null;
}

function together(enabled: boolean, readings: readonly Reading[], found: Found[]): Finding {
  return {
    found: enabled ? found : [],
    reading: enabled && readings.some(({ isPending }) => isPending),
    error: readings.find(({ error }) => error !== null)?.error ?? null,
  };
}

function matching<Row>(rows: readonly Row[] | undefined, words: string, textOf: (row: Row) => string): Row[] {
  return (rows ?? []).filter((row) => has(textOf(row), words)).slice(0, MOST_EACH);
}

function has(text: string, words: string): boolean {
  return text.toLowerCase().includes(words.toLowerCase());
}
