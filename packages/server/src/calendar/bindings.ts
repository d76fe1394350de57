/** The API of an expert's calendars. */
import { calendarApi } from "@interviewvector/domain";
import { forExpert, idParam, type Binding } from "../http/bind.ts";
import { notFound } from "../http/problem.ts";
import { addSource, changeSource, createLooks, refreshSource, removeSource } from "./connect.ts";
import type { CalendarDeps } from "./deps.ts";
import { lookWords } from "./look.ts";
import { viewCalendars, viewSource } from "./view.ts";

export function calendarBindings(deps: CalendarDeps): Binding[] {
  const look = createLooks(deps);
  const sourceIn = (params: Record<string, string>) => idParam(params, "sourceId");
  return [
    forExpert(calendarApi.listCalendars, ({ by }) => viewCalendars(deps, by.expertId)),
    forExpert(calendarApi.testCalendar, async ({ by, body }) => {
      const found = await look(await readMe(deps, by.expertId), body);
      const calendars = found.calendars.map(({ url, name, mayWrite }) => ({ url, name, mayWrite }));
      return { name: found.name, events: found.events, soon: found.soon, calendars, words: lookWords(found) };
    }),
    forExpert(calendarApi.addCalendar, async ({ by, body }) => {
      const id = await addSource(deps, look, await readMe(deps, by.expertId), body);
      return viewSource(deps, by.expertId, id);
    }),
    forExpert(calendarApi.changeCalendar, async ({ by, params, body }) => {
      const sourceId = sourceIn(params);
      await changeSource(deps, look, { expert: await readMe(deps, by.expertId), sourceId }, body);
      return viewSource(deps, by.expertId, sourceId);
    }),
    forExpert(calendarApi.refreshCalendar, async ({ by, params }) => {
      await refreshSource(deps, by.expertId, sourceIn(params));
      return viewSource(deps, by.expertId, sourceIn(params));
    }),
    forExpert(calendarApi.removeCalendar, async ({ by, params }) => {
      await removeSource(deps, by.expertId, sourceIn(params));
      return { ok: true as const };
    }),
  ];
}

async function readMe({ door }: CalendarDeps, expertId: string) {
  const row = await door.database.service
    .selectFrom("experts")
    .select(["id", "email", "zone"])
    .where("id", "=", expertId)
    .executeTakeFirst();
  if (!row) throw notFound("This expert");
  return row;
}
