/** What a panel and its one interview say in Lever: the acting user as interviewer, our expert by first name, our page as the way in. */
import type { InterviewDetails, NewPanel } from "@interviewvector/lever";
import { readExpert } from "../../interview/facts.ts";
import { whenWords } from "../../time/wording.ts";
import { actorOf, type Desk, type WriteDeps } from "./desk.ts";

export interface Meeting {
  startAt: number;
  endAt: number;
  expertId: string;
}

export async function interviewDetails(deps: WriteDeps, desk: Desk, meeting: Meeting): Promise<InterviewDetails> {
  const { facts, connection } = desk;
  const expert = await readExpert(deps.database.service, meeting.expertId);
  const name = expert?.firstName.trim() || "an expert";
  const template = connection.feedback_template?.id;
  return {
    interviewers: [{ id: actorOf(desk).performAs, ...(template === undefined ? {} : { feedbackTemplate: template }) }],
    date: meeting.startAt,
    duration: Math.max(1, Math.round((meeting.endAt - meeting.startAt) / 60_000)),
    subject: `${facts.round.name} with ${name} (InterviewVector)`,
    note: [
      `${facts.round.name}, held by ${name}, an independent expert, through InterviewVector.`,
      ...(facts.candidate.hasZone ? [`Candidate's time: ${whenWords(meeting.startAt, facts.candidate.zone)}`] : []),
      `Observe: ${facts.links.company} (sign-in; everyone is told)`,
      `Details: ${desk.marker}`,
    ].join("\n"),
    location: facts.links.company,
    ...(template === undefined ? {} : { feedbackTemplate: template }),
    // The report is our duty: Lever must not nag beside us.
    feedbackReminder: "none",
  };
}

export async function newPanel(deps: WriteDeps, desk: Desk, meeting: Meeting): Promise<NewPanel> {
  return {
    timezone: desk.facts.company.zone,
    feedbackReminder: "none",
    externalUrl: desk.marker,
    note: "Scheduled by InterviewVector; please change it there.",
    interviews: [await interviewDetails(deps, desk, meeting)],
  };
}
