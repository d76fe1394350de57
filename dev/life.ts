/** The main job, done by people: one candidate's life from the move in Lever to the report in Lever. Used by demo and tests. */
import { expertApi, interviewApi, type ReportDraft } from "@interviewvector/domain";
import { CandidateBrowser } from "./candidate.ts";
import { experts } from "./cast.ts";
import { Person } from "./person.ts";
import { activate, connectLever, connectLeverByKey } from "./set-up.ts";
import type { World } from "./system.ts";

export const posting = "Senior Backend Engineer";
export const stage = "InterviewVector";

export interface SetUp {
  ada: Person;
  connectionId: string;
}

export async function setUpAcme(system: World, by: "oauth" | "api_key" = "oauth"): Promise<SetUp> {
  const ada = await Person.signIn(system.urls.platform, "ada@acme.example");
  const connectionId = await (by === "oauth" ? connectLever : connectLeverByKey)(system, ada);
  await activate(ada, posting);
  await system.settle();
  return { ada, connectionId };
}

/** The candidate's opportunity, moved into our stage by a recruiter. */
export function moveIn(system: World, candidate: string): string {
  const acme = system.emulator.account("acme");
  const { id } = acme.opportunity(candidate);
  acme.moveToStage(id, stage, { by: "ravi" });
  return id;
}

export async function invitationOf(system: World, opportunityId: string): Promise<CandidateBrowser> {
  const acme = system.emulator.account("acme");
  const [email] = acme.contactOf(opportunityId).emails;
  const mail = await system.mailbox.waitFor(
    (message) => message.envelope.to.includes(email ?? "") && message.subject.startsWith("Choose a time"),
  );
  return CandidateBrowser.ofMail(mail);
}

/** The interview that the platform made for an opportunity. */
export async function interviewOf(ada: Person, opportunityId: string): Promise<string> {
  const { interviews } = await ada.call(interviewApi.listInterviews, { query: {} });
  for (const row of interviews) {
    const detail = await ada.call(interviewApi.getInterview, { params: { interviewId: row.id } });
    if (detail.opportunityId === opportunityId) return detail.id;
  }
  throw new Error(`no interview for ${opportunityId}`);
}

/** The expert who has the interview, signed in. */
export async function expertOf(system: World, ada: Person, interviewId: string): Promise<Person> {
  const { expert } = await ada.call(interviewApi.getInterview, { params: { interviewId } });
  const found = experts.find(({ name }) => name === expert || name.split(" ")[0] === expert);
  if (!found) throw new Error(`"${expert ?? "nobody"}" is not of the cast`);
  return Person.signIn(system.urls.platform, found.email);
}

/** Lets time pass until the booked interview is over. */
export async function letItEnd(system: World, ada: Person, interviewId: string): Promise<void> {
  const { endAt } = await ada.call(interviewApi.getInterview, { params: { interviewId } });
  if (endAt === null) throw new Error("the interview is not booked");
  system.advance(Math.ceil((Date.parse(endAt) - system.clock.now()) / 1000) + 5);
  await system.settle();
}

/** What came of a life: where the journal stood before it, and the start (ms) that was booked in the end. */
export interface Lived {
  opportunityId: string;
  since: number;
  movedTo: number;
}

/** The whole life of the demo at a browser without JavaScript: invited, booked, moved by more than a day, held, reported, moved on. */
export async function liveThrough(system: World, ada: Person, candidate: string): Promise<Lived> {
  const since = system.emulator.journal.at(-1)?.seq ?? 0;
  const opportunityId = moveIn(system, candidate);
  await system.settle();
  const browser = await invitationOf(system, opportunityId);
  const [first] = await browser.offeredTimes();
  if (first === undefined) throw new Error(`no times: ${browser.text}`);
  await browser.book(first);
  await system.settle();
  const movedTo = (await browser.offeredTimes("/reschedule")).find((time) => time > first + 24 * 3_600_000);
  if (movedTo === undefined) throw new Error(`no time on a later day: ${browser.text}`);
  await browser.book(movedTo);
  await system.settle();
  const interviewId = await interviewOf(ada, opportunityId);
  await letItEnd(system, ada, interviewId);
  await writeReport(await expertOf(system, ada, interviewId), interviewId);
  await system.settle();
  system.emulator.account("acme").moveToStage(opportunityId, "On-site interview", { by: "ravi" });
  await system.settle();
  return { opportunityId, since, movedTo };
}

/** Fills every competency of the guide and submits. */
export async function writeReport(expert: Person, interviewId: string): Promise<void> {
  const params = { interviewId };
  const opened = await expert.call(expertApi.getExpertInterview, { params });
  const draft: ReportDraft = {
    recommendation: "hire",
    competencies: Object.fromEntries(
      opened.guide.competencies.map(({ id, name }, place) => [
        id,
        {
          score: place === 0 ? 4 : 3,
          evidence: `${name}: explained the trade-offs unasked, and tested the edge cases first.`,
        },
      ]),
    ),
    questions: Object.fromEntries(
      opened.guide.sections.flatMap(({ questions }) => questions.map(({ id }) => [id, "Answered in depth."])),
    ),
    strengths: "Thinks in failure modes; writes readable code.",
    concerns: "Little experience with very large data sets.",
    integrity: "",
    summary: "A solid senior engineer. Worked through both tasks with few hints.",
  };
  const saved = await expert.call(expertApi.saveDraft, { params, body: { draft, draftVersion: opened.draftVersion } });
  await expert.call(expertApi.submitReport, { params, body: { draftVersion: saved.draftVersion } });
}

/** A Sunday ahead: nobody of the cast works then, so preferred times on it wait instead of being matched at once. */
export function sundayAhead(now: number): string {
  let at = now + 48 * 3_600_000;
  while (new Date(at).getUTCDay() !== 0) at += 24 * 3_600_000;
  return new Date(at).toISOString().slice(0, 10);
}
