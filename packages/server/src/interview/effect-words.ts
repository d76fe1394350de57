/** What an effect is called and how it stands, in words for screens. It knows our mails; what is written to an ATS its own noun names. */
import type { AuditorMail, CandidateMail, ExpertMail, OperatorMail } from "@interviewvector/domain";
import type { EffectState } from "../db/tables.ts";

const candidateTitles: Record<CandidateMail["mail"], string> = {
  invitation: "Invitation mail",
  booking_reminder: "Reminder to choose a time",
  booked: "Confirmation and calendar invitation to the candidate",
  rescheduled: "New time and calendar update to the candidate",
  join_changed: "New link to join to the candidate",
  cancelled: "Cancellation to the candidate",
  proposal_received: "Mail: preferred times received",
  proposal_unanswered: "Mail: still looking at the preferred times",
  proposal_on_hold: "Mail: the preferred times wait while interviews are on hold",
  proposal_lapsed: "Mail: preferred times could not be matched",
  please_rebook: "Mail: please choose another time",
  interview_reminder: "Reminder to the candidate",
  missed: "Mail: interview missed",
  expired: "Mail: the time to choose is over",
  present_link: "Mail: the present link",
  rating_request: "Mail: how was the interview?",
  rating_answer: "Mail: what came of the rating",
  access_code: "Code for the candidate's own data",
};

const expertTitles: Record<ExpertMail["mail"], string> = {
  expert_booked: "Calendar invitation to the expert",
  expert_rescheduled: "Calendar update to the expert",
  expert_cancelled: "Calendar cancellation to the expert",
  expert_reminder: "Reminder to the expert",
  report_due: "Reminder of the report to the expert",
  report_sent_back: "Report sent back, to the expert",
};

const operatorTitles: Record<OperatorMail["mail"], string> = {
  operator_proposal: "Call to the operators: match preferred times",
  operator_proposal_late: "Call to the operators: preferred times not matched in time",
  operator_report_late: "Call to the operators: report missing",
  operator_review_late: "Call to the operators: review late",
  operator_rating_late: "Call to the operators: bad rating not answered in time",
  operator_expert_missing: "Call to the operators: expert missing",
};

const otherTitles = {
  on_standby: "Mail: on standby",
  off_standby: "Mail: no longer on standby",
  operator_applications: "Call to the operators: applications to answer",
  operator_failed_mails: "Call to the operators: mails that were not sent",
};

const auditorTitles: Record<AuditorMail["mail"], string> = {
  auditor_review: "Call to the auditors: report to review",
  auditor_rating: "Call to the auditors: bad rating to look into",
};

const ownTitles: Record<string, string> = {
  "sms.candidate": "Reminder to the candidate by text message",
  "mail.company": "Warning to the company's admins",
  "mail.person": "Mail to one person",
  "mail.account": "Sign-in or password link",
  "mail.applicant": "Mail: the application has arrived",
  "interview.retention": "Erase what was kept long enough",
  "candidate.erase": "Erase what the candidate asked to have erased",
  "interview.handover": "Find another expert",
  "interview.match": "Match the preferred times",
  "proposal.match": "Look at all preferred times again",
  "booking.sweep": "End times that were kept too long",
  "effect.sweep": "Look for a twin",
  "position.moves": "Invite those who were moved at once",
  "calendar.write": "Entry in the expert's own calendar",
  "calendar.read": "Reading an expert's calendar",
  "mail.calendar": "Mail: a calendar can't be read",
  "mail.standby": "Mail: on standby, or no longer",
};

export interface TitledEffect {
  kind: string;
  payload: Record<string, unknown>;
}

/** `atsTitle` names what is not ours: writes to the ATS, and reads of it. */
export function effectTitle(effect: TitledEffect, atsTitle: (effect: TitledEffect) => string): string {
  const titles: Record<string, string> = {
    ...candidateTitles,
    ...expertTitles,
    ...operatorTitles,
    ...auditorTitles,
    ...otherTitles,
  };
  const mail = effect.payload["mail"];
  const ours = effect.kind.startsWith("mail.") && typeof mail === "string" ? titles[mail] : undefined;
  if (effect.kind === "interview.timer") return timerTitle(effect.payload["event"]);
  return ours ?? ownTitles[effect.kind] ?? atsTitle(effect);
}

/** "Timer: booking reminder due": the event that it lets happen. */
function timerTitle(event: unknown): string {
  const type = typeof event === "object" && event !== null && "type" in event ? event.type : null;
  if (typeof type !== "string") return "Timer";
  return `Timer: ${type.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)}`;
}

export interface StandingEffect {
  state: EffectState;
  failures: number;
  outcome: string | null;
  last_error: { words: string } | null;
  run_after: Date;
  not_before: Date;
  /** Of the connection that it waits for; null when it needs none. */
  connection_state: string | null;
}

/** How it stands. The instant of the next try is given beside it, never inside, because words have no zone. */
export function effectWords(effect: StandingEffect, now: number): string {
  const isParked = effect.connection_state !== null && effect.connection_state !== "connected";
  switch (effect.state) {
    case "done":
      return effect.outcome ?? "done";
    case "running":
      return "under way";
    case "pending":
      if (isParked) return "waits until Lever is connected again";
      if (effect.failures > 0) return `waiting: ${effect.last_error?.words ?? effect.outcome ?? "it did not work yet"}`;
      if (effect.run_after.getTime() > now) return "planned";
      return effect.outcome === null ? "waiting" : `waiting: ${effect.outcome}`;
    case "unsure":
      return `not certain whether it was done, so we look first: ${effect.last_error?.words ?? "no answer"}`;
    case "dead":
      return `failed: ${effect.last_error?.words ?? "no answer"}`;
    case "skipped":
      return effect.outcome ?? "no longer wanted";
    default:
      return effect.state satisfies never;
  }
}

/** When it will be tried (again), in business time; null once it has ended or while it runs. `aheadMs`: see `readAhead`. */
export function nextTryAt(effect: Omit<StandingEffect, "connection_state">, aheadMs: number): string | null {
  if (effect.state !== "pending" && effect.state !== "unsure") return null;
  const waits = effect.failures > 0 || effect.state === "unsure";
  const at = waits ? effect.not_before.getTime() + aheadMs : effect.run_after.getTime();
  return new Date(at).toISOString();
}
