/** The life that R1 kills: every kind of effect that the platform can owe is owed in it. A new kind wants a step here. */
import { interviewApi, positionApi, replacementApi, reviewApi, writingApi } from "@interviewvector/domain";
import { developmentApp } from "@interviewvector/lever-emulator";
import { expertOf, interviewOf, invitationOf, letItEnd, moveIn, posting, writeReport } from "../../dev/life.ts";
import { Person } from "../../dev/person.ts";
import { activate, connectLever } from "../../dev/set-up.ts";
import type { CalendarServer } from "./machinery/calendar-server.ts";
import { createLeads, moveIn as moveLeadsIn, overHardTimes } from "./machinery/lead.ts";
import { randomOf, type Random } from "./machinery/random.ts";
import type { Rig } from "./machinery/rig.ts";
import { apply, keepACalendar } from "./r01-experts.ts";

/** Fifty go through without a click, and a few more where several processes read at once. */
const CROWD = 75;

/**
 * One life to the report, one that is cancelled, a company whose access is withdrawn, a report that is late, a sign-in link, an
 * expert's calendar, an application.
 */
export async function liveWhole(rig: Rig, seed: number, calendar: CalendarServer) {
  const random = randomOf(seed);
  const { ada } = rig;
  // Everything that writes is switched on.
  await ada.call(writingApi.updateWriting, { params: { connectionId: rig.connectionId }, body: { statusTags: true } });
  await activate(ada, posting, { settings: { reviewBeforeRelease: true, textReminders: true } });
  // Something must have been in doubt, or nobody would have to look again later.
  rig.emulator.setFaults([{ fault: "resetAfter", times: 1, match: { method: "POST", path: "/notes$" } }]);
  const maya = moveIn(rig, "Maya Fernandez");
  const tom = moveIn(rig, "Tom Okafor");
  await rig.settle();
  const browser = await invitationOf(rig, maya);
  const offered = await browser.offeredTimes();
  const first = random.pick(offered.slice(0, 10));
  await overHardTimes(browser, () => browser.book(first));
  const other = await invitationOf(rig, tom);
  const free = (await other.offeredTimes()).filter((time) => time !== first);
  await overHardTimes(other, () => other.book(random.pick(free)));
  await rig.settle();
  const later = (await browser.offeredTimes("/reschedule")).filter((time) => time > first + 24 * 3_600_000);
  await overHardTimes(browser, () => browser.book(later[0] ?? first));
  await overHardTimes(other, () => other.cancel("plans have changed"));
  await rig.settle();
  const gil = await Person.signIn(rig.urls.platform, "gil@globex.example");
  await connectGlobex(rig, gil);
  await rig.settle();
  rig.emulator.account("globex").revokeApp(developmentApp.clientId);
  await gil.fetch("/api/auth/sign-in/magic-link", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ email: gil.email }),
  });
  const interviewId = await interviewOf(ada, maya);
  const applicant = { name: "Nina Falk", email: "nina@falk.example" };
  await apply(rig, applicant);
  await keepACalendar(rig, calendar, interviewId);
  await loseAnExpert(rig, free, random);
  await proposeInVain(rig);
  await askToBeForgotten(rig);
  await moveACrowd(rig);
  await untilReminders(rig, interviewId);
  await letItEnd(rig, ada, interviewId);
  rig.advance(110 * 60);
  await rig.settle();
  await writeReport(await expertOf(rig, ada, interviewId), interviewId);
  await rig.settle();
  const aud = await Person.signIn(rig.urls.platform, "aud@interviewvector.example");
  await aud.call(reviewApi.releaseReport, { params: { interviewId }, body: { version: 1 } });
  await rig.settle();
  rig.advance(3_700);
  await rig.settle();
  const leads = [maya, tom].map((opportunityId) => ({
    opportunityId,
    name: opportunityId,
    email: rig.emulator.account("acme").contactOf(opportunityId).emails[0] ?? "",
  }));
  return { maya, tom, leads, applicant };
}

/** The return from Lever is good once: who was hit in the middle of it is told to connect again, and does. */
async function connectGlobex(rig: Rig, gil: Person): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      await connectLever(rig, gil, "globex");
      return;
    } catch (error) {
      const told = error instanceof Error && error.message.includes("error=bad_state");
      if (!told || tries === 5) throw error;
    }
  }
}

/** Fifty minutes before the start: the reminder of the hour before, by mail and by text message, is due and still helps. */
async function untilReminders(rig: Rig, interviewId: string): Promise<void> {
  const { startAt } = await rig.ada.call(interviewApi.getInterview, { params: { interviewId } });
  if (startAt === null) throw new Error("the interview is not booked");
  rig.advance(Math.floor((Date.parse(startAt) - rig.clock.now()) / 1000) - 50 * 60);
  await rig.settle();
}

/** A third interview whose expert falls ill: another one is found by itself. */
async function loseAnExpert(rig: Rig, free: readonly number[], random: Random): Promise<void> {
  const ingrid = moveIn(rig, "Ingrid Solberg");
  await rig.settle();
  const browser = await invitationOf(rig, ingrid);
  await overHardTimes(browser, () => browser.book(random.pick(free.slice(-10))));
  const params = { interviewId: await interviewOf(rig.ada, ingrid) };
  const { startAt, endAt } = await rig.ada.call(interviewApi.getInterview, { params });
  const olga = await Person.signIn(rig.urls.platform, "olga@interviewvector.example");
  const { expertId } = await olga.call(replacementApi.listReplacements, { params });
  if (startAt === null || endAt === null) throw new Error("the third interview is not booked");
  // Whoever is put on standby is told so.
  const onDate = new Date(endAt).toISOString().slice(0, 10);
  await olga.call(replacementApi.addStandby, { body: { expertId, onDate, fromMinute: 0, toMinute: 1440 } });
  await rig.settle();
  await olga.call(replacementApi.expertAway, {
    params: { expertId },
    body: { fromAt: startAt, toAt: endAt, cause: "ill", reason: "ill" },
  });
  await rig.settle();
}

/** Preferred times when nobody works: looked at once, and again every few minutes. */
async function proposeInVain(rig: Rig): Promise<void> {
  const yuki = moveIn(rig, "Yuki Tanabe");
  await rig.settle();
  const browser = await invitationOf(rig, yuki);
  // Drills begin on a Monday: its week ends six days later, with a day on which no expert works anywhere.
  const sunday = new Date(rig.clock.now() + 6 * 24 * 3_600_000).toISOString().slice(0, 10);
  await overHardTimes(browser, () => browser.open("/propose"));
  const wish = { zone: "Etc/UTC", on: sunday, from: "10:00", to: "13:00", comment: "" };
  await overHardTimes(browser, () => browser.submit("/propose", wish));
  await rig.settle();
  rig.advance(301);
  await rig.settle();
}

/** One asks on their own page, behind a code; the other is anonymised in Lever. */
async function askToBeForgotten(rig: Rig): Promise<void> {
  const omar = moveIn(rig, "Omar Haddad");
  const [lead] = createLeads(rig, 1, () => "invite");
  if (!lead) throw new Error("nobody to be forgotten");
  moveLeadsIn(rig, [lead]);
  await rig.settle();
  rig.emulator.account("acme").anonymize(omar);
  const browser = await invitationOf(rig, lead.opportunityId);
  await overHardTimes(browser, () => browser.open("/privacy"));
  await overHardTimes(browser, () => browser.submit("/data/code"));
  await rig.settle();
  const subjects = rig.mailbox
    .messages()
    .flatMap(({ envelope, subject }) => (envelope.to.includes(lead.email) ? [subject] : []));
  const code = subjects.flatMap((subject) => /^Your code: (\d{6})/.exec(subject)?.[1] ?? []).at(-1) ?? "";
  await overHardTimes(browser, () => browser.submit("/data", { code }));
  await overHardTimes(browser, () => browser.submit("/data/erase", { sure: "yes" }));
  await rig.settle();
  rig.advance(11 * 60);
  await rig.settle();
}

/** More at once than anybody meant: the rest waits for one click, which here says no. */
async function moveACrowd(rig: Rig): Promise<void> {
  rig.advance(601);
  moveLeadsIn(
    rig,
    createLeads(rig, CROWD, () => "invite"),
  );
  await rig.settle();
  const { positions } = await rig.ada.call(positionApi.listPositions);
  const params = { positionId: positions.find(({ title }) => title === posting)?.id ?? "" };
  const { moves } = await rig.ada.call(positionApi.listMoves, { params });
  await rig.ada.call(positionApi.decideMoves, {
    params,
    body: { setAside: moves.map(({ interviewId }) => interviewId) },
  });
  await rig.settle();
}
