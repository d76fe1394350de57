/** Somebody is given access: a link to set a password. It changes nothing until the reader of the mailbox uses it. */
import { action, paragraph } from "../letter.ts";
import type { Mail } from "../mail.ts";
import { oneLine, plainWords } from "../plain-words.ts";
import { serviceMail, type ServiceFacts } from "../service-letter.ts";
import { whenWords } from "../../time/wording.ts";

/** In whose name experts and those who run the service are invited. */
const service = "InterviewVector";

export interface MemberInvitationMailFacts extends ServiceFacts {
  /** The company, or "InterviewVector" for those who run the service and for experts. */
  company: string;
  /** "recruiter", "company admin", "agency", "expert" … */
  role: string;
  invitedBy: string;
  link: string;
  validUntil: number;
}

export function memberInvitationMail(facts: MemberInvitationMailFacts): Mail {
  const role = withArticle(plainWords(facts.role, 60));
  const where = facts.company === service ? `, as ${role}` : `: ${oneLine(facts.company, 60)}`;
  return serviceMail(facts, `Your access to InterviewVector${where}`, [
    paragraph(
      `${plainWords(facts.invitedBy, 120)} has invited you to InterviewVector${forCompany(facts)}, as ${role}.`,
    ),
    action("Set a password to begin:", "Set a password", facts.link),
    paragraph(
      `The link works once, until ${whenWords(facts.validUntil, facts.zone)}. If you didn't expect this, do nothing: no account is made without it.`,
    ),
  ]);
}

function withArticle(role: string): string {
  return `${/^[aeiou]/i.test(role) ? "an" : "a"} ${role}`;
}

/** Said only where the one who invites is not the company itself. */
function forCompany({ company, invitedBy }: MemberInvitationMailFacts): string {
  return company === invitedBy || company === service ? "" : ` for ${plainWords(company, 100)}`;
}
