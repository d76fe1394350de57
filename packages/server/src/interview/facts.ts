/** Everything that mails, notes, calendar entries and reports say about one interview, gathered in one place. Reads only. */
import type { GuideContent } from "@interviewvector/domain";
import { usableEmail, type PositionSettings } from "@interviewvector/domain";
import type { Crypt } from "../crypt.ts";
import type { Db, Tx } from "../db/database.ts";
import { readGuideContent } from "../guide/content.ts";
import { firstNameOf } from "./first-name.ts";
import { candidateUrl, decideUrl, ratingUrl, retriggerUrl } from "./link.ts";
import { type InterviewRow, settingsOf } from "./store.ts";
import { readWhole, type Whole } from "./whole.ts";

export interface InterviewFacts {
  row: InterviewRow;
  company: { id: string; name: string; zone: string; logoUrl: string | null; privacyUrl: string | null };
  candidate: {
    id: string;
    name: string;
    firstName: string;
    email: string | null;
    /** Something stands where the address should be, usable or not. */
    hasAddress: boolean;
    zone: string;
    hasZone: boolean;
    extraMinutes: number;
  };
  /** `takesInterviews`: neither paused nor without its posting. */
  position: { id: string; title: string; role: string; settings: PositionSettings; takesInterviews: boolean };
  recruiter: Recruiter;
  round: { name: string; minutes: number };
  guide: { name: string; version: number; content: GuideContent } | null;
  links: Record<"candidate" | "privacy" | "rating" | "retrigger" | "decide" | "company" | "expert" | "report", string>;
}

/** Who answers for the candidate in the ATS: whom notes mention, and where the candidate's replies go. */
export interface Recruiter {
  username: string | null;
  email: string | null;
}

export interface FactsOptions {
  crypt: Crypt;
  publicUrl: string;
}

export function logoUrl(
  publicUrl: string,
  company: { id: string; logo_type: string | null; logo_version: number },
): string | null {
  return company.logo_type === null ? null : `${publicUrl}/logos/${company.id}/${company.logo_version}`;
}

export async function readFacts(
  tx: Db | Tx,
  interviewId: string,
  options: FactsOptions,
): Promise<InterviewFacts | null> {
  const whole = await readWhole(tx, interviewId);
  return whole && factsOf(tx, whole, options);
}

export async function factsOf(db: Db | Tx, whole: Whole, options: FactsOptions): Promise<InterviewFacts> {
  const { interview: row, company, candidate, position, round } = whole;
  return {
    row,
    company: {
      id: company.id,
      name: company.name,
      zone: company.zone,
      logoUrl: logoUrl(options.publicUrl, company),
      privacyUrl: company.privacy_url,
    },
    candidate: {
      id: candidate.id,
      name: candidate.name,
      firstName: firstNameOf(candidate.name),
      email: usableEmail({ emails: candidate.emails, bouncedEmails: candidate.bounced_emails }),
      hasAddress: candidate.emails.some((address) => address.trim() !== ""),
      zone: candidate.zone ?? company.zone,
      hasZone: candidate.zone !== null,
      extraMinutes: row.extra_minutes,
    },
    position: {
      id: position.id,
      title: position.title,
      role: position.role ?? position.title,
      settings: settingsOf(position),
      takesInterviews: position.state === "active",
    },
    recruiter: recruiterOf(whole),
    round: { name: round?.name ?? "Interview", minutes: (round?.duration_minutes ?? 60) + row.extra_minutes },
    guide: await guideOf(db, whole),
    links: linksOf(row, options),
  };
}

/** A link that is signed is made when somebody asks for it: most pages and mails name one of them, or none. */
function linksOf(row: InterviewRow, { crypt, publicUrl }: FactsOptions): InterviewFacts["links"] {
  const candidate = () => candidateUrl(crypt, publicUrl, { interviewId: row.id, generation: row.generation });
  return {
    get candidate() {
      return candidate();
    },
    get privacy() {
      return `${candidate()}/privacy`;
    },
    get rating() {
      return ratingUrl(crypt, publicUrl, { interviewId: row.id, generation: row.generation });
    },
    get retrigger() {
      return retriggerUrl(crypt, publicUrl, row.id);
    },
    get decide() {
      return decideUrl(crypt, publicUrl, row.id);
    },
    company: `${publicUrl}/app/interviews/${row.id}?company=${row.company_id}`,
    expert: `${publicUrl}/expert/interviews/${row.id}`,
    report: `${publicUrl}/app/interviews/${row.id}/report?company=${row.company_id}`,
  };
}

async function guideOf(db: Db | Tx, { interview, guide_name }: Whole): Promise<InterviewFacts["guide"]> {
  const { guide_id: id, guide_version: version } = interview;
  if (id === null || version === null || guide_name === null) return null;
  const content = await readGuideContent(db, { id, version });
  return content && { name: guide_name, version, content };
}

/** The owner of the opportunity; missing or deactivated, that of the posting; else the user whom we act as. */
function recruiterOf({ interview, posting_owner, connection }: Whole): Recruiter {
  const active = [interview.owner, posting_owner, connection.acting_user].filter(
    (one) => one !== null && one.deactivated !== true,
  );
  return {
    username: active.find((one) => one?.username)?.username ?? null,
    email: active.find((one) => one?.email)?.email ?? null,
  };
}

export interface ExpertFactsRow {
  id: string;
  name: string;
  firstName: string;
  email: string;
  zone: string;
  meetingUrl: string | null;
}

export async function readExpert(tx: Db | Tx, expertId: string): Promise<ExpertFactsRow | null> {
  const row = await tx
    .selectFrom("experts")
    .select(["id", "name", "first_name", "email", "zone", "meeting_url"])
    .where("id", "=", expertId)
    .executeTakeFirst();
  return row
    ? {
        id: row.id,
        name: row.name,
        firstName: row.first_name,
        email: row.email,
        zone: row.zone,
        meetingUrl: row.meeting_url,
      }
    : null;
}

/** Where the meeting is: the position's own link, else the expert's. Null when neither has one. */
export function joinUrl(
  facts: { position: { settings: Pick<PositionSettings, "meetingUrl"> } },
  expert: Pick<ExpertFactsRow, "meetingUrl"> | null,
): string | null {
  return facts.position.settings.meetingUrl ?? expert?.meetingUrl ?? null;
}
