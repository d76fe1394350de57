/** What R1's life owes to experts: their interviews in a calendar of their own, which breaks and works again; an application. */
import { setTimeout as wait } from "node:timers/promises";
import { calendarApi } from "@interviewvector/domain";
import { expertOf } from "../../dev/life.ts";
import { patientFetch } from "../../dev/patient-fetch.ts";
import { ApiProblemError, type Person } from "../../dev/person.ts";
import type { CalendarServer } from "./machinery/calendar-server.ts";
import type { Rig } from "./machinery/rig.ts";

/** Somewhat longer than from one reading of a calendar to the next. */
const READING_S = 11 * 60;

/** The expert of an interview lets us write into their calendar, changes its password, and changes it back. */
export async function keepACalendar(rig: Rig, calendar: CalendarServer, interviewId: string): Promise<void> {
  const expert = await expertOf(rig, rig.ada, interviewId);
  await connectCalendar(expert, calendar);
  await rig.settle();
  calendar.accept(false);
  for (let readings = 0; readings < 3; readings++) {
    rig.advance(READING_S);
    await rig.settle();
  }
  calendar.accept(true);
  rig.advance(READING_S);
  await rig.settle();
}

async function connectCalendar(expert: Person, { url }: CalendarServer): Promise<void> {
  const access = { kind: "caldav", address: url, user: "expert", password: "only in this drill" } as const;
  for (let tries = 1; ; tries++) {
    try {
      await expert.call(calendarApi.addCalendar, { body: { access, provider: "caldav", name: "Work", receives: url } });
      return;
    } catch (error) {
      if (!(error instanceof ApiProblemError) || error.status < 500 || tries === 40) throw error;
      await wait(250);
    }
  }
}

/** The same form again where nobody knows whether it was taken is the same application. */
export async function apply(rig: Rig, who: { name: string; email: string }): Promise<void> {
  const typed = { ...who, zone: "Europe/Istanbul", years: "9", skills: "Go 4", languages: "English" };
  const body = new URLSearchParams(typed);
  for (let tries = 1; ; tries++) {
    const answer = await patientFetch(`${rig.urls.platform}/experts/apply`, {
      method: "POST",
      body,
      redirect: "manual",
    });
    if (answer.status === 303) return;
    if (answer.status < 500 || tries === 40) throw new Error(`the application answered ${answer.status}`);
    await wait(250);
  }
}
