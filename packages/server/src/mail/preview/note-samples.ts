/** Every note in the ATS with facts from the same cast. */
import type { Note } from "@interviewvector/domain";
import { noteFor, type NoteContext } from "../../note/index.ts";
import { candidateSample, sampleStartAt, type Sample } from "./samples.ts";

const site = "https://interviews.example";
const times = { startAt: sampleStartAt, endAt: sampleStartAt + 3_600_000 };
const oldTimes = { startAt: sampleStartAt - 86_400_000, endAt: sampleStartAt - 82_800_000 };

export const noteSample: NoteContext = {
  owner: "lena",
  candidate: "Maya Rao",
  round: "Technical interview",
  posting: "Senior Backend Engineer (Berlin)",
  detailsLink: `${site}/r/0197a6f2-5c1e-7d3b-9f10-2b64c0de0001`,
  support: candidateSample.support,
  companyZone: "Europe/Berlin",
  atsName: "Lever",
  candidateZone: "Asia/Kolkata",
  link: candidateSample.link,
  retriggerLink: `${site}/retrigger/7d3b9f10.1.Zx81`,
  positionLink: `${site}/app/positions/42`,
  decideLink: `${site}/decide/7d3b9f10.1.Qm42`,
  observeLink: `${site}/room/5f2b8c1e?observe`,
  reportLink: `${site}/app/interviews/5f2b8c1e/report`,
  verdict: null,
  feedbackRefused: false,
  next: "over",
};

function note(name: string, request: Note, change: Partial<NoteContext> = {}): Sample<string> {
  return { group: "Notes in Lever", name, make: () => noteFor(request, { ...noteSample, ...change }) };
}

export const noteSamples: Sample<string>[] = [
  note("invited", { note: "invited", at: sampleStartAt - 7 * 86_400_000, bookBy: sampleStartAt }),
  note("information missing", { note: "information_missing", reasons: ["phone_missing", "resume_missing"] }),
  note("information missing, and paused", { note: "information_missing", reasons: ["phone_missing", "paused"] }),
  note("information missing for another invitation", {
    note: "information_missing",
    reasons: ["phone_missing"],
    again: true,
  }),
  note("position not configured", { note: "position_not_ready", reasons: ["not_configured"] }),
  note("address bounced", { note: "address_bounced", address: "maya@typo.example" }),
  note("address still refused", { note: "position_not_ready", reasons: ["address_bounced"] }),
  note("address removed", { note: "address_removed", times: null }),
  note("address removed, booked", { note: "address_removed", times }),
  note("last reminder", { note: "last_reminder", bookBy: sampleStartAt }),
  note("expired", { note: "expired" }),
  note("preferred times", { note: "proposed", ranges: [...candidateSample.ranges], answerBy: sampleStartAt }),
  note("scheduled", { note: "scheduled", times }),
  note("rescheduled", { note: "rescheduled", times, oldTimes, by: "the candidate" }),
  note("cancelled", { note: "cancelled", times, by: "the candidate", reason: "I have accepted another offer" }),
  note("cancelled before booking", { note: "cancelled", times: null, by: "Rui Santos", reason: "" }),
  note(
    "given back by the expert",
    { note: "cancelled", times, by: "InterviewVector", reason: "the expert became unavailable" },
    { next: "rebook" },
  ),
  note("candidate did not come", { note: "no_show", times, party: "candidate", mayRebook: true }),
  note("candidate did not come, no rebooking", { note: "no_show", times, party: "candidate", mayRebook: false }),
  note("expert did not come", { note: "no_show", times, party: "expert", mayRebook: true }),
  note("another expert", { note: "expert_replaced", times, expert: "Ken" }),
  note("interrupted", { note: "interrupted", times }),
  note("leaving while live", { note: "leaving_while_live" }),
  note("address bounced, booked", { note: "booked_address_bounced", address: "maya@typo.example", times }),
  note("removed by hand", { note: "changed_by_hand", times, what: "removed", foundTimes: null }),
  note("posting closed while booked", { note: "posting_ended", times, cause: "closed" }),
  note("posting untagged while booked", { note: "posting_ended", times, cause: "untagged" }),
  note("out of the archive", { note: "unarchived" }),
  note("nobody can take it", { note: "unschedulable" }),
  note("feedback uploaded", { note: "feedback_uploaded", times, corrected: false }),
  note("feedback uploaded, with verdict", { note: "feedback_uploaded", times, corrected: false }, { verdict: "Hire" }),
  note("feedback refused", { note: "feedback_uploaded", times, corrected: false }, { feedbackRefused: true }),
  note("feedback corrected", { note: "feedback_uploaded", times, corrected: true }),
  note("scheduled, without an owner", { note: "scheduled", times }, { owner: null }),
];
