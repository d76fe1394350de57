/** Every page behind a candidate's link or a note's, in every state, by what its reader would read as the title. */
import type { InterviewState } from "@interviewvector/domain";
import { createCrypt } from "../../packages/server/src/crypt.ts";
import { linkToken, type LinkPurpose } from "../../packages/server/src/interview/link.ts";
import type { System } from "../../dev/system.ts";
import type { LivedIn, LivedName } from "./lived-in.ts";

export interface Face {
  /** Whose link. */
  of: LivedName;
  /** Below the link; "{night}", "{past}" and "{free}" are start times, "{full}" is a day with times around the clock. */
  below: string;
  /** Words of the title. */
  title: string;
  /** The page as it answers this form; else as it is opened. */
  form?: Record<string, string>;
  purpose?: LinkPurpose;
  /** Of the link's generation before the present one. */
  older?: true;
}

const regions = ["Africa", "America", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific"];

export const faces: Face[] = [
  { of: "invited", below: "", title: "Choose a time for your interview" },
  { of: "invited", below: "?zone=America/Argentina/Buenos_Aires&extra=30", title: "Choose a time for your interview" },
  { of: "invited_briefly", below: "?zone=America/Argentina/Buenos_Aires&day={full}", title: "Choose a time" },
  { of: "invited", below: "/confirm?start={free}", title: "Book this time?" },
  { of: "invited", below: "/confirm?start={night}&zone=Etc/UTC", title: "Book this time?" },
  { of: "invited", below: "/confirm?start={past}", title: "Please choose another time" },
  {
    of: "invited",
    below: "/book",
    form: { start: "{night}", key: "a-key-of-a-form", zone: "Etc/UTC" },
    title: "Book this time?",
  },
  {
    of: "invited",
    below: "/book",
    form: { start: "{past}", key: "a-key-of-a-form", zone: "Europe/Berlin" },
    title: "Please choose another time",
  },
  { of: "invited", below: "/propose", title: "Tell us which times suit you" },
  { of: "invited", below: "/propose", form: { on: "2020-01-01", from: "10:00", to: "" }, title: "Tell us which times" },
  {
    of: "invited",
    below: "/propose",
    form: { on: "{full}", from: "02:00", to: "04:00", extra: "30" },
    title: "Tell us which times",
  },
  { of: "invited", below: "/decline", title: "Decline the invitation?" },
  { of: "invited", below: "/privacy", title: "Your data" },
  { of: "invited", below: "/data", title: "Enter your code" },
  { of: "invited", below: "/zone", title: "Change the time zone" },
  ...regions.map((region) => ({
    of: "invited" as const,
    below: `/zone?region=${region}`,
    title: "Change the time zone",
  })),
  { of: "scheduled", below: "", title: "Your interview is booked" },
  { of: "scheduled", below: "/reschedule", title: "Choose another time" },
  { of: "scheduled", below: "/confirm?start={free}", title: "Change to this time?" },
  { of: "scheduled", below: "/cancel", title: "Cancel your interview?" },
  { of: "scheduled", below: "/privacy", title: "Your data" },
  { of: "proposed", below: "", title: "We have your times" },
  { of: "proposed", below: "/times", title: "Choose a time for your interview" },
  { of: "live", below: "", title: "Your interview is on" },
  { of: "live", below: "/cancel", form: { reason: "" }, title: "This did not work" },
  { of: "awaiting_report", below: "", title: "Thank you for the interview" },
  { of: "in_review", below: "", title: "Thank you for the interview" },
  { of: "completed", below: "", title: "Thank you for the interview" },
  { of: "cancelled", below: "", title: "This interview is cancelled" },
  { of: "candidate_no_show", below: "", title: "We missed you" },
  { of: "expired", below: "", title: "This invitation has ended" },
  { of: "blocked", below: "", title: "Your invitation isn’t ready yet" },
  { of: "invited", below: "", older: true, title: "This link has been replaced" },
  { of: "invited", below: "/privacy?link=sent", older: true, title: "This link has been replaced" },
  { of: "invited", below: "?link=often", older: true, title: "This link has been replaced" },
  { of: "invited", below: "", purpose: "rating", older: true, title: "This link has been replaced" },
  { of: "awaiting_report", below: "", purpose: "rating", title: "How was your interview?" },
  {
    of: "awaiting_report",
    below: "",
    purpose: "rating",
    form: { score: "", words: "I forgot the number." },
    title: "How was your interview?",
  },
  { of: "completed", below: "", purpose: "rating", title: "Thank you" },
  { of: "in_review", below: "", purpose: "rating", title: "We have answered you" },
  { of: "candidate_no_show", below: "", purpose: "rating", title: "There is nothing to rate" },
  { of: "blocked", below: "", purpose: "retrigger", title: "Read again and invite?" },
  { of: "blocked", below: "?asked=1", purpose: "retrigger", title: "Something is still missing" },
  { of: "invited", below: "", purpose: "retrigger", title: "The candidate is invited" },
  { of: "expired", below: "", purpose: "retrigger", title: "Invite again?" },
  { of: "completed", below: "", purpose: "retrigger", title: "There is nothing to trigger" },
  { of: "scheduled", below: "", purpose: "decide", title: "There is nothing to decide" },
  { of: "cancelled", below: "", purpose: "decide", title: "This interview is cancelled" },
];

/** States that nobody of the lived-in world got into; their page hangs on the state alone. */
export const furtherStates: { state: InterviewState; title: string }[] = [
  { state: "expert_no_show", title: "We are sorry" },
  { state: "interrupted", title: "The call broke off" },
  { state: "unschedulable", title: "We have nobody for this interview yet" },
];

const places: Record<LinkPurpose, string> = {
  candidate: "i",
  retrigger: "retrigger",
  decide: "decide",
  rating: "rate",
};

/** Where a face is, in this world. */
export async function addressOf(system: System, lived: LivedIn, { of, purpose = "candidate", below, older }: Face) {
  const { database, config } = system.app.parts;
  const { interviewId } = lived.lives[of];
  const { generation } = await database.service
    .selectFrom("interviews")
    .select("generation")
    .where("id", "=", interviewId)
    .executeTakeFirstOrThrow();
  // A link for recruiters stands in a note for good; it knows no generations.
  const forCandidates = purpose === "candidate" || purpose === "rating";
  const target = { interviewId, generation: forCandidates ? generation - (older ? 1 : 0) : 0 };
  const token = linkToken(createCrypt(config.secretKey), purpose, target);
  return `${system.urls.platform}/${places[purpose]}/${token}${below}`;
}
