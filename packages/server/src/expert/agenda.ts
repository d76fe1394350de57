/** What is next, what is owed, what was. */
import type { AnswerOf, expertApi } from "@interviewvector/domain";
import type { OwnInterview } from "./own-interview.ts";

const MOST_DONE = 50;

export function agendaOf(own: readonly OwnInterview[], zone: string, now: number): AnswerOf<typeof expertApi.agenda> {
  const soonestFirst = own.toReversed();
  const coming = soonestFirst.filter(({ state }) => state === "scheduled" || state === "live");
  const due = soonestFirst.filter(({ state }) => state === "awaiting_report");
  const done = own.filter((one) => !coming.includes(one) && !due.includes(one)).slice(0, MOST_DONE);
  const next = coming.find(({ state, endAt }) => state === "live" || endAt > now) ?? null;
  return {
    zone,
    next: next?.item ?? null,
    items: coming.map(({ item }) => item),
    due: due.map(({ item }) => item),
    done: done.map(({ item }) => item),
  };
}
