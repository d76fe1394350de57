/** The two calendar entries of an interview: the candidate's says with whom, the expert's is plain and private. */
import { calendarPart, calendarUid, type CalendarFacts, type CalendarPart } from "./ics.ts";

interface EntryFacts extends Pick<CalendarFacts, "method" | "sequence" | "stampAt" | "startAt" | "endAt" | "joinLink"> {
  interviewId: string;
  /** Host of the installation; the right half of the UID. */
  host: string;
  /** The address that mails come from. */
  organiserAddress: string;
  attendee: CalendarFacts["attendee"];
}

export interface CandidateEntryFacts extends EntryFacts {
  company: string;
  role: string;
  /** The candidate's page. */
  link: string;
  support: string;
}

export function candidateEntry(facts: CandidateEntryFacts): CalendarPart {
  return calendarPart({
    ...facts,
    uid: calendarUid(facts.interviewId, "candidate", facts.host),
    title: `Interview: ${facts.company}, ${facts.role}`,
    description: [`To change the time or cancel: ${facts.link}`, `Questions: ${facts.support}`, "To join:"],
    organiser: { name: `${facts.company} interviews`, address: facts.organiserAddress },
  });
}

export interface ExpertEntryFacts extends EntryFacts {
  expertId: string;
  interviewLink: string;
}

export function expertEntry(facts: ExpertEntryFacts): CalendarPart {
  return calendarPart({
    ...facts,
    uid: calendarUid(facts.interviewId, { expertId: facts.expertId }, facts.host),
    title: "Interview",
    description: [`To prepare or hand over: ${facts.interviewLink}`, "To join:"],
    organiser: { name: "InterviewVector", address: facts.organiserAddress },
    isPrivate: true,
  });
}
