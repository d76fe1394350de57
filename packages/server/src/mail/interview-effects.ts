/** Handlers of the mails of an interview: to the candidate and to the expert, each with their own calendar entry. */
import { isRefusal, minutes, refuse, usableEmail, type CandidateMail, type ExpertMail } from "@interviewvector/domain";
import { calendarPart, calendarUid, type CalendarPart } from "../calendar/ics.ts";
import type { Effect, Handler, Outcome } from "../effects/effect.ts";
import { act, type Door } from "../interview/act.ts";
import {
  joinUrl,
  readExpert,
  readFacts,
  type ExpertFactsRow,
  type FactsOptions,
  type InterviewFacts,
} from "../interview/facts.ts";
import { ownTexts } from "../text/store.ts";
import { accessCode, accessCodeMail } from "./candidate/access-code.ts";
import { mailForCandidate, type CandidateMailFacts } from "./candidate/index.ts";
import { presentLinkMail } from "./candidate/present-link.ts";
import { recordingLine } from "./candidate/recording.ts";
import { mailForExpert } from "./expert/index.ts";
import type { Mail } from "./mail.ts";
import { writeRatingMail } from "./rating-mails.ts";
import { prepareMail, sendPrepared, type PreparedMail } from "./sending.ts";
import type { Mailer } from "./transport.ts";

export interface InterviewMailOptions extends FactsOptions {
  door: Door;
  mailer: Mailer;
  supportEmail: string;
  /** Starts nearest to a time, for the mail that asks to choose again. */
  nearest(interviewId: string, aroundAt: number): Promise<number[]>;
}

export function interviewMailHandlers(options: InterviewMailOptions): Handler[] {
  return [
    {
      kind: "mail.candidate",
      marksSending: true,
      prepare: (effect) => prepareForCandidate(options, effect),
      run: async (effect, attempt) =>
        (await overtaken(options, effect, candidateStillWants)) ??
        sendPrepared(effect, {
          mailer: options.mailer,
          attempt,
          onRefusedAddress: (prepared) => recordRefusedAddress(options, effect, prepared.to),
        }),
    },
    {
      kind: "mail.expert",
      marksSending: true,
      prepare: (effect) => prepareForExpert(options, effect),
      run: async (effect, attempt) =>
        (await overtaken(options, effect, expertStillWants)) ??
        sendPrepared(effect, { mailer: options.mailer, attempt }),
    },
  ];
}

type StillWants = (effect: Effect, facts: InterviewFacts) => boolean;

/** State is checked at the moment of sending, which may be hours after the mail was made: the mail server can be away. */
async function overtaken(
  options: InterviewMailOptions,
  effect: Effect,
  stillWants: StillWants,
): Promise<Outcome | null> {
  if (effect.request === null || effect.interviewId === null) return null;
  const facts = await readFacts(options.door.database.service, effect.interviewId, options);
  return facts && stillWants(effect, facts) ? null : { result: "skipped", words: "overtaken before it could be sent" };
}

function candidateStillWants(effect: Effect, facts: InterviewFacts): boolean {
  const request = effect.payload as unknown as CandidateMail;
  const asksToBook = request.mail === "invitation" || request.mail === "booking_reminder";
  const { mail } = effect.request as PreparedMail;
  // A link that was replaced meanwhile opens nothing; the mail with the new one is on its way.
  return stillWanted(request, facts) && (!asksToBook || mail.text.includes(facts.links.candidate));
}

function expertStillWants(effect: Effect, facts: InterviewFacts): boolean {
  const request = effect.payload as unknown as ExpertMail & { expertId: string };
  if (request.mail === "expert_reminder") return facts.row.expert_id === request.expertId;
  if (request.mail === "report_sent_back") return facts.row.expert_id === request.expertId;
  return request.mail !== "report_due" || facts.row.state === "awaiting_report";
}

/** An invitation that was overtaken is not sent any more. */
function stillWanted(request: CandidateMail, facts: InterviewFacts): boolean {
  const { state } = facts.row;
  switch (request.mail) {
    case "invitation":
    case "booking_reminder":
      return state === "invited" || state === "proposed";
    case "interview_reminder":
      return state === "scheduled" && facts.row.starts_at?.getTime() === request.times.startAt;
    case "proposal_unanswered":
      return state === "proposed" && facts.row.proposal?.answerBy === request.answerBy;
    case "proposal_on_hold":
      return (
        state === "proposed" && facts.row.proposal?.answerBy === request.answerBy && !facts.position.takesInterviews
      );
    case "proposal_lapsed":
      return state === "invited";
    case "expired":
      return state === "expired";
    case "rating_request":
      return state === "awaiting_report" || state === "in_review" || state === "completed";
    default:
      return true;
  }
}

async function prepareForCandidate(options: InterviewMailOptions, effect: Effect) {
  const request = effect.payload as unknown as CandidateMail;
  const facts =
    effect.interviewId === null ? null : await readFacts(options.door.database.service, effect.interviewId, options);
  if (!facts || facts.candidate.email === null || !stillWanted(request, facts)) return null;
  const expert =
    "expertId" in request
      ? await readExpert(options.door.database.service, request.expertId)
      : await currentExpert(options, facts);
  const aroundAt = nearestTo(request, facts, options.door.clock.now());
  const nearestAt = aroundAt === null ? [] : await options.nearest(facts.row.id, aroundAt);
  const mail = await writeCandidateMail(options, facts, { request, expert, nearestAt });
  if (mail === null) return null;
  const calendar = candidateCalendar(options, request, {
    facts,
    expert,
    stampAt: effect.runAfter.getTime(),
    to: facts.candidate.email,
  });
  return prepareMail(
    effect,
    { clock: options.door.clock, mailer: options.mailer },
    {
      to: facts.candidate.email,
      mail,
      ...(calendar ? { calendar } : {}),
    },
  );
}

async function writeCandidateMail(
  options: InterviewMailOptions,
  facts: InterviewFacts,
  context: CandidateContext,
): Promise<Mail | null> {
  const { request } = context;
  const db = options.door.database.service;
  const about = candidateMailFacts(options, facts, context);
  switch (request.mail) {
    case "access_code": {
      const code = accessCode(options.crypt, request.codeId);
      return accessCodeMail({ ...about, code, validUntil: request.validUntil });
    }
    case "present_link":
      return presentLinkMail(about);
    case "rating_request":
    case "rating_answer":
      return writeRatingMail(db, request, { ...about, interviewId: facts.row.id, ratingLink: facts.links.rating });
    default:
      return mailForCandidate(request, about, (await ownTexts(db, facts.row.connection_id)).mails);
  }
}

/** For the mails that name free times: nearest to what was lost or wished for. Null: the mail names none. */
function nearestTo(request: CandidateMail, { row }: InterviewFacts, now: number): number | null {
  switch (request.mail) {
    case "please_rebook":
      return request.times.startAt;
    case "proposal_unanswered": {
      const ahead = (row.proposal?.ranges ?? []).filter(({ toAt }) => toAt > now).map(({ fromAt }) => fromAt);
      return ahead.length === 0 ? now : Math.min(...ahead);
    }
    case "proposal_lapsed":
      return request.aroundAt ?? now;
    default:
      return null;
  }
}

function currentExpert(options: InterviewMailOptions, facts: InterviewFacts): Promise<ExpertFactsRow | null> {
  return facts.row.expert_id === null
    ? Promise.resolve(null)
    : readExpert(options.door.database.service, facts.row.expert_id);
}

interface CandidateContext {
  request: CandidateMail;
  expert: ExpertFactsRow | null;
  nearestAt: number[];
}

function candidateMailFacts(
  options: InterviewMailOptions,
  facts: InterviewFacts,
  { request, expert, nearestAt }: CandidateContext,
): CandidateMailFacts {
  const { row, company, position, guide } = facts;
  const startAt = "times" in request ? request.times.startAt : (row.starts_at?.getTime() ?? null);
  const changeUntil = startAt === null ? null : startAt - minutes(position.settings.rescheduleCutoffMinutes);
  const mayChange =
    changeUntil !== null &&
    changeUntil > options.door.clock.now() &&
    row.reschedules < position.settings.maxReschedules;
  return {
    company,
    role: position.role,
    firstName: facts.candidate.firstName,
    zone: facts.candidate.zone,
    link: facts.links.candidate,
    support: options.supportEmail,
    privacyLink: facts.links.privacy,
    ownerEmail: facts.recruiter.email,
    bookBy: row.book_by?.getTime() ?? options.door.clock.now(),
    minutes: facts.round.minutes,
    format: guide?.content.format ?? "a conversation about your work",
    equipment: guide?.content.equipment ?? "a computer with camera and microphone",
    recordingLine: recordingLine("never", company.name, options.supportEmail),
    joinLink: joinUrl(facts, expert) ?? facts.links.candidate,
    expertFirstName: expert?.firstName ?? "",
    changeUntil: mayChange ? changeUntil : null,
    ranges: row.proposal?.ranges ?? [],
    why: whyRebook(row.state),
    nearestAt,
  };
}

function whyRebook(state: string): CandidateMailFacts["why"] {
  if (state === "expert_no_show") return "expert_missing";
  return state === "interrupted" ? "interrupted" : "expert_unavailable";
}

interface CalendarContext {
  facts: InterviewFacts;
  expert: ExpertFactsRow | null;
  stampAt: number;
  to: string;
}

function candidateCalendar(
  options: InterviewMailOptions,
  request: CandidateMail,
  context: CalendarContext,
): CalendarPart | null {
  if (
    request.mail !== "booked" &&
    request.mail !== "rescheduled" &&
    request.mail !== "join_changed" &&
    request.mail !== "cancelled" &&
    request.mail !== "please_rebook"
  )
    return null;
  const { facts, expert } = context;
  const over = request.mail === "cancelled" || request.mail === "please_rebook";
  return calendarPart({
    method: over ? "CANCEL" : "REQUEST",
    uid: calendarUid(facts.row.id, "candidate", options.mailer.from.host),
    sequence: request.sequence,
    stampAt: context.stampAt,
    startAt: request.times.startAt,
    endAt: request.times.endAt,
    title: `Interview: ${facts.company.name}, ${facts.position.role}`,
    description: [`Change the time or cancel: ${facts.links.candidate}`, `Help: ${options.supportEmail}`],
    joinLink: joinUrl(facts, expert) ?? facts.links.candidate,
    organiser: options.mailer.from,
    attendee: { name: facts.candidate.name, address: context.to },
  });
}

async function prepareForExpert(options: InterviewMailOptions, effect: Effect) {
  const request = effect.payload as unknown as ExpertMail & { expertId: string };
  const db = options.door.database.service;
  const facts = effect.interviewId === null ? null : await readFacts(db, effect.interviewId, options);
  const expert = await readExpert(db, request.expertId);
  if (!facts || !expert || !expertStillWants(effect, facts)) return null;
  const mail = mailForExpert(request, {
    firstName: expert.firstName,
    zone: expert.zone,
    support: options.supportEmail,
    company: facts.company.name,
    role: facts.position.role,
    round: facts.round.name,
    candidateFirstName: facts.candidate.firstName,
    interviewLink: facts.links.expert,
    roomLink: joinUrl(facts, expert) ?? facts.links.expert,
    reportLink: facts.links.expert,
  });
  const calendar = expertCalendar(options, request, {
    facts,
    expert,
    stampAt: effect.runAfter.getTime(),
    to: expert.email,
  });
  return prepareMail(
    effect,
    { clock: options.door.clock, mailer: options.mailer },
    {
      to: expert.email,
      mail,
      ...(calendar ? { calendar } : {}),
    },
  );
}

function expertCalendar(
  options: InterviewMailOptions,
  request: ExpertMail,
  context: CalendarContext & { expert: ExpertFactsRow },
): CalendarPart | null {
  if (request.mail !== "expert_booked" && request.mail !== "expert_rescheduled" && request.mail !== "expert_cancelled")
    return null;
  const { facts, expert } = context;
  return calendarPart({
    method: request.mail === "expert_cancelled" ? "CANCEL" : "REQUEST",
    uid: calendarUid(facts.row.id, { expertId: expert.id }, options.mailer.from.host),
    sequence: request.sequence,
    stampAt: context.stampAt,
    startAt: request.times.startAt,
    endAt: request.times.endAt,
    title: "Interview (InterviewVector)",
    description: [`Prepare and report: ${facts.links.expert}`],
    joinLink: joinUrl(facts, expert) ?? facts.links.expert,
    organiser: options.mailer.from,
    attendee: { name: expert.name, address: context.to },
    isPrivate: true,
  });
}

/** The mail server says the mailbox does not exist: the interview waits for a better address, and the note says so. */
async function recordRefusedAddress(options: InterviewMailOptions, effect: Effect, address: string): Promise<void> {
  if (effect.interviewId === null) return;
  const decision = await act(options.door, effect.interviewId, { kind: "system" }, async (tx, loaded) => {
    const candidate = await tx
      .selectFrom("candidates")
      .select(["emails", "bounced_emails"])
      .where("id", "=", loaded.row.candidate_id)
      .executeTakeFirstOrThrow();
    const inUse = usableEmail({ emails: candidate.emails, bouncedEmails: candidate.bounced_emails });
    if (inUse !== null && inUse !== address) return refuse("address_replaced", "Another address is in use by now.");
    const bounced = [...new Set([...candidate.bounced_emails, address])];
    await tx
      .updateTable("candidates")
      .set({ bounced_emails: bounced })
      .where("id", "=", loaded.row.candidate_id)
      .execute();
    return { type: "addressBounced", address };
  });
  // Cancelled meanwhile, or over: the dead mail on the timeline says enough.
  if (isRefusal(decision)) return;
}
