/** Mails to operators, members of companies and anyone with an account, with facts from the same cast. */
import { passwordResetMail } from "../account/password-reset.ts";
import { signInLinkMail } from "../account/sign-in-link.ts";
import { verificationMail } from "../account/verification.ts";
import { connectionDeadMail } from "../company/connection-dead.ts";
import { memberInvitationMail } from "../company/member-invitation.ts";
import { lookFailedMail } from "../company/look-failed.ts";
import { manyMovesMail } from "../company/many-moves.ts";
import { writesOwedMail } from "../company/writes-owed.ts";
import type { Mail } from "../mail.ts";
import { operatorApplicationsMail } from "../operator/applications.ts";
import { operatorFailedMailsMail } from "../operator/failed-mails.ts";
import { mailForOperator, type OperatorMailFacts } from "../operator/index.ts";
import { operatorUnschedulableMail } from "../operator/unschedulable.ts";
import { candidateSample, sampleStartAt, type Sample } from "./samples.ts";

const site = "https://interviews.example";
const times = { startAt: sampleStartAt, endAt: sampleStartAt + 3_600_000 };
const dueAt = times.endAt + 7_200_000;
const ada = { firstName: "Ada", zone: "Europe/Berlin", support: candidateSample.support };
const acmeLever = { ...ada, company: "Acme", atsName: "Lever", integrationLink: `${site}/app/integrations/lever` };

const operatorSample: OperatorMailFacts = {
  ...ada,
  firstName: "Olga",
  company: "Acme",
  candidate: "Maya Rao",
  role: "Senior Backend Engineer",
  round: "Technical interview",
  link: `${site}/ops/interviews/5f2b8c1e`,
  expert: "Priya Raman",
  candidateZone: "Asia/Kolkata",
};

type OperatorRequest = Parameters<typeof mailForOperator>[0];

function operator(name: string, request: OperatorRequest): Sample<Mail> {
  return { group: "To operators", name, make: () => mailForOperator(request, operatorSample) };
}

function company(name: string, make: () => Mail): Sample<Mail> {
  return { group: "To companies", name, make };
}

function account(name: string, make: () => Mail): Sample<Mail> {
  return { group: "Accounts", name, make };
}

export const serviceSamples: Sample<Mail>[] = [
  operator("preferred times to match", {
    mail: "operator_proposal",
    ranges: [...candidateSample.ranges],
    answerBy: sampleStartAt + 86_400_000,
  }),
  operator("preferred times not matched in time", {
    mail: "operator_proposal_late",
    ranges: [...candidateSample.ranges],
    answerBy: sampleStartAt,
    lookUntil: sampleStartAt + 86_400_000,
  }),
  operator("report late", { mail: "operator_report_late", times, dueAt }),
  operator("review late", { mail: "operator_review_late", times, dueAt }),
  operator("bad rating, to auditors", { mail: "auditor_rating", score: 2, dueAt }),
  operator("bad rating not answered", { mail: "operator_rating_late", dueAt }),
  operator("report to review, to auditors", { mail: "auditor_review", times, dueAt, reminder: false }),
  operator("report still to review, to auditors", { mail: "auditor_review", times, dueAt, reminder: true }),
  operator("expert did not come", { mail: "operator_expert_missing", times }),
  {
    group: "To operators",
    name: "nobody can take it",
    make: () => operatorUnschedulableMail({ ...operatorSample, lacking: "Rust, French" }),
  },
  ...[1, 12].map((count) => ({
    group: "To operators",
    name: count === 1 ? "a mail was not sent" : "mails were not sent",
    make: () =>
      operatorFailedMailsMail({
        ...ada,
        firstName: "Olga",
        named: [
          { to: "Priya Nair", mail: "Calendar invitation to the expert", why: "The mailbox is full (552)." },
          { to: "Tom Okafor, Acme", mail: "Invitation mail", why: "The mail server refuses this mail (554)." },
        ].slice(0, count),
        count,
        link: `${site}/ops/effects?state=dead`,
      }),
  })),
  ...[1, 12].map((waiting) => ({
    group: "To operators",
    name: waiting === 1 ? "an application" : "applications",
    make: () =>
      operatorApplicationsMail({
        ...ada,
        firstName: "Olga",
        longest: ["Nina Falk", "Omar Haddad"]
          .slice(0, waiting)
          .map((name, place) => ({ name, answerBy: sampleStartAt + place * 86_400_000 })),
        waiting,
        link: `${site}/ops/experts${waiting === 1 ? "/0197" : ""}`,
      }),
  })),
  company("connection dead", () =>
    connectionDeadMail({ ...acmeLever, since: sampleStartAt, reason: "the access was revoked in Lever", waiting: 7 }),
  ),
  company("many moves at once", () =>
    manyMovesMail({
      ...acmeLever,
      position: "Senior Backend Engineer",
      waiting: 312,
      since: sampleStartAt,
      link: `${site}/app/positions?moves=42`,
    }),
  ),
  company("writes owed", () =>
    writesOwedMail({
      ...acmeLever,
      waiting: 3,
      unread: 1,
      failed: 0,
      unreadable: 0,
      oldestSince: sampleStartAt,
      lastAnswer: "503: service unavailable",
    }),
  ),
  company("reads failed for good", () =>
    writesOwedMail({
      ...acmeLever,
      waiting: 0,
      unread: 0,
      failed: 0,
      unreadable: 2,
      oldestSince: sampleStartAt,
      lastAnswer: "Lever's answer could not be read (stage)",
    }),
  ),
  company("looks fail", () =>
    lookFailedMail({ ...acmeLever, lastLookAt: sampleStartAt, lastAnswer: "Lever answers 403: forbidden." }),
  ),
  account("expert invited", () =>
    memberInvitationMail({
      ...ada,
      firstName: "Priya",
      company: "InterviewVector",
      role: "expert",
      invitedBy: "The team of InterviewVector",
      link: `${site}/set-password?token=9aJ2`,
      validUntil: sampleStartAt,
    }),
  ),
  account("member invited", () =>
    memberInvitationMail({
      ...ada,
      firstName: "Rui",
      company: "Acme",
      role: "recruiter",
      invitedBy: "Ada Nowak",
      link: `${site}/set-password?token=9aJ2`,
      validUntil: sampleStartAt + 3 * 86_400_000,
    }),
  ),
  account("sign in by link", () => signInLinkMail({ ...ada, link: `${site}/sign-in?token=9aJ2`, validMinutes: 15 })),
  account("confirm address", () => verificationMail({ ...ada, link: `${site}/verify?token=9aJ2`, validMinutes: 1440 })),
  account("new password", () =>
    passwordResetMail({ ...ada, link: `${site}/set-password?token=9aJ2`, validMinutes: 60 }),
  ),
];
