/** Every mail with facts from a small cast, for looking at: in the preview and in tests. Times are fixed. */
import { accessCodeMail } from "../candidate/access-code.ts";
import { mailForCandidate, type CandidateMailFacts } from "../candidate/index.ts";
import { presentLinkMail } from "../candidate/present-link.ts";
import { ratingAnswerMail } from "../candidate/rating-answer.ts";
import { ratingRequestMail } from "../candidate/rating-request.ts";
import { recordingLine } from "../candidate/recording.ts";
import { applicationReceivedMail } from "../expert/application-received.ts";
import { mailForExpert, type ExpertMailFacts } from "../expert/index.ts";
import { calendarBrokenMail } from "../expert/calendar-broken.ts";
import { reportAcceptedMail } from "../expert/report-accepted.ts";
import { offStandbyMail, onStandbyMail } from "../expert/standby.ts";
import type { Mail } from "../mail.ts";

export interface Sample<Content> {
  group: string;
  name: string;
  make(): Content;
}

const day = 86_400_000;
const hour = 3_600_000;
export const sampleStartAt = Date.UTC(2026, 11, 8, 9, 0);
const times = { startAt: sampleStartAt, endAt: sampleStartAt + hour };
const oldTimes = { startAt: sampleStartAt - day, endAt: sampleStartAt - day + hour };
const standby = {
  fromAt: sampleStartAt,
  toAt: sampleStartAt + 8 * hour,
  agendaLink: "https://interviews.example/expert",
};
const support = "support@interviewvector.example";
const site = "https://interviews.example";

export const candidateSample: CandidateMailFacts = {
  company: { name: "Acme" },
  role: "Senior Backend Engineer",
  firstName: "Maya",
  zone: "Asia/Kolkata",
  link: `${site}/i/5f2b8c1e.1.q7Yw0r3mZ`,
  support,
  privacyLink: `${site}/i/5f2b8c1e.1.q7Yw0r3mZ/privacy`,
  ownerEmail: "lena@acme.example",
  bookBy: sampleStartAt + 3 * day,
  minutes: 60,
  format: "two coding tasks and a talk about a system you built",
  equipment: "a computer with camera and microphone, and a quiet place",
  recordingLine: recordingLine("asked", "Acme", support),
  joinLink: `${site}/i/5f2b8c1e.1.q7Yw0r3mZ/join`,
  expertFirstName: "Priya",
  changeUntil: sampleStartAt - 4 * hour,
  ranges: [
    { fromAt: sampleStartAt + day, toAt: sampleStartAt + day + 4 * hour },
    { fromAt: sampleStartAt + 2 * day, toAt: sampleStartAt + 2 * day + 9 * hour },
  ],
  why: "expert_unavailable",
  nearestAt: [sampleStartAt + 2 * hour, sampleStartAt + 5 * hour, sampleStartAt + day],
};

export const expertSample: ExpertMailFacts = {
  firstName: "Priya",
  zone: "Asia/Kolkata",
  support,
  company: "Acme",
  role: "Senior Backend Engineer",
  round: "Technical interview",
  candidateFirstName: "Maya",
  interviewLink: `${site}/expert/interviews/5f2b8c1e`,
  roomLink: `${site}/room/5f2b8c1e`,
  reportLink: `${site}/expert/interviews/5f2b8c1e/report`,
};

type CandidateRequest = Parameters<typeof mailForCandidate>[0];
type ExpertRequest = Parameters<typeof mailForExpert>[0];

function candidate(name: string, request: CandidateRequest, change: Partial<CandidateMailFacts> = {}): Sample<Mail> {
  return { group: "To the candidate", name, make: () => mailForCandidate(request, { ...candidateSample, ...change }) };
}

function expert(name: string, request: ExpertRequest): Sample<Mail> {
  return { group: "To the expert", name, make: () => mailForExpert(request, expertSample) };
}

const booking = { times, sequence: 1, expertId: "priya" };

export const interviewSamples: Sample<Mail>[] = [
  candidate("invitation", { mail: "invitation" }),
  candidate(
    "invitation, recording required",
    { mail: "invitation" },
    { recordingLine: recordingLine("required", "Acme", support) },
  ),
  candidate("reminder to book", { mail: "booking_reminder", which: "first" }),
  candidate("reminder to book, the last", { mail: "booking_reminder", which: "last" }),
  candidate("booked", { mail: "booked", ...booking, matched: false }),
  candidate("booked from preferred times", { mail: "booked", ...booking, matched: true }, { changeUntil: null }),
  candidate("moved by the candidate", { mail: "rescheduled", ...booking, oldTimes, by: "candidate" }),
  candidate("moved by the company", { mail: "rescheduled", ...booking, oldTimes, by: "company" }),
  candidate("moved by us", { mail: "rescheduled", ...booking, oldTimes, by: "us" }),
  candidate("another expert, another link", { mail: "join_changed", ...booking }),
  candidate("cancelled by the candidate", { mail: "cancelled", ...booking, by: "candidate" }),
  candidate("cancelled by the company", { mail: "cancelled", ...booking, by: "company" }),
  candidate("no longer needed", { mail: "cancelled", ...booking, by: "neutral" }),
  candidate("preferred times received", { mail: "proposal_received", answerBy: sampleStartAt }),
  candidate("preferred times not matched so far", {
    mail: "proposal_unanswered",
    answerBy: sampleStartAt,
    lookUntil: sampleStartAt + 86_400_000,
  }),
  candidate("preferred times wait during a hold", { mail: "proposal_on_hold", answerBy: sampleStartAt }),
  candidate("preferred times not matched", { mail: "proposal_lapsed" }),
  candidate("please rebook: expert unavailable", { mail: "please_rebook", ...booking }),
  candidate("please rebook: expert did not come", { mail: "please_rebook", ...booking }, { why: "expert_missing" }),
  candidate("please rebook: broken off", { mail: "please_rebook", ...booking }, { why: "interrupted", nearestAt: [] }),
  candidate("the day before", { mail: "interview_reminder", times, which: "day_before" }),
  candidate("the hour before", { mail: "interview_reminder", times, which: "hour_before" }),
  candidate("ten minutes before", { mail: "interview_reminder", times, which: "ten_minutes" }),
  candidate("missed, may rebook", { mail: "missed", times, mayRebook: true }),
  candidate("missed, may not rebook", { mail: "missed", times, mayRebook: false }),
  candidate("expired", { mail: "expired" }),
  {
    group: "To the candidate",
    name: "rating",
    make: () => ratingRequestMail({ ...candidateSample, ...times, ratingLink: `${site}/rate/8Kq2` }),
  },
  {
    group: "To the candidate",
    name: "what came of a bad rating",
    make: () =>
      ratingAnswerMail({
        ...candidateSample,
        ...times,
        answer:
          "You were interrupted several times.\nWe listened to the recording and agree.\n\nThe expert has been spoken to.",
      }),
  },
  { group: "To the candidate", name: "the present link", make: () => presentLinkMail(candidateSample) },
  {
    group: "To the candidate",
    name: "code for one's data",
    make: () => accessCodeMail({ ...candidateSample, code: "402917", validUntil: sampleStartAt + 600_000 }),
  },
  expert("booked", { mail: "expert_booked", times, sequence: 1 }),
  expert("moved", { mail: "expert_rescheduled", times, oldTimes, sequence: 2 }),
  expert("no longer theirs", { mail: "expert_cancelled", times, sequence: 3 }),
  expert("the day before", { mail: "expert_reminder", times, which: "day_before" }),
  expert("the hour before", { mail: "expert_reminder", times, which: "hour_before" }),
  expert("ten minutes before", { mail: "expert_reminder", times, which: "ten_minutes" }),
  expert("report due", { mail: "report_due", times, dueAt: times.endAt + 2 * hour, minutesLeft: 120 }),
  expert("report sent back", {
    mail: "report_sent_back",
    times,
    dueAt: times.endAt + 2 * hour,
    words: "Data modelling has a 4, but the evidence speaks of one table only.\nPlease say what you saw.",
  }),
  expert("report due, reminder", { mail: "report_due", times, dueAt: times.endAt + 2 * hour, minutesLeft: 30 }),
  {
    group: "To the expert",
    name: "report accepted",
    make: () => reportAcceptedMail({ ...expertSample, ...times, inTime: true }),
  },
  {
    group: "To the expert",
    name: "application has arrived",
    make: () => applicationReceivedMail({ ...expertSample, answerBy: sampleStartAt }),
  },
  {
    group: "To the expert",
    name: "calendar can't be read",
    make: () =>
      calendarBrokenMail({
        ...expertSample,
        calendarName: "Work",
        problem: "The server does not accept this user name and password.",
        lastReadAt: sampleStartAt - day,
        availabilityLink: `${site}/expert/availability`,
      }),
  },
  {
    group: "To the expert",
    name: "on standby",
    make: () => onStandbyMail({ ...expertSample, ...standby }),
  },
  {
    group: "To the expert",
    name: "no longer on standby",
    make: () => offStandbyMail({ ...expertSample, ...standby }),
  },
];
