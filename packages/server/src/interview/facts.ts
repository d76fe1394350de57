/** Everything that mails, notes, calendar entries and reports say about one interview, gathered in one place. Reads only. */
import type { GuideContent } from "@interviewvector/domain";
import { guideContent, positionSettings, usableEmail, type PositionSettings } from "@interviewvector/domain";
import type { Crypt } from "../crypt.ts";
import type { Db, Tx } from "../db/database.ts";
import { candidateUrl, decideUrl, retriggerUrl } from "./link.ts";
import type { InterviewRow } from "./store.ts";

export interface InterviewFacts {
  row: InterviewRow;
  company: { id: string; name: string; zone: string; logoUrl: string | null; privacyUrl: string | null };
  candidate: {
    id: string;
    name: string;
    firstName: string;
    email: string | null;
    zone: string;
    hasZone: boolean;
    extraMinutes: number;
  };
  position: { id: string; title: string; role: string; settings: PositionSettings };
  recruiter: Recruiter;
  round: { name: string; minutes: number };
  guide: { name: string; version: number; content: GuideContent } | null;
  links: Record<"candidate" | "privacy" | "retrigger" | "decide" | "company" | "expert" | "report", string>;
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

/** The first word of a name; the whole where it has none. */
export function firstNameOf(name: string): string {
  return name.trim().split(/\s+/)[0] ?? "";
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
  { crypt, publicUrl }: FactsOptions,
): Promise<InterviewFacts | null> {
  const row = await tx.selectFrom("interviews").selectAll().where("id", "=", interviewId).executeTakeFirst();
  if (!row) return null;
  const [company, candidate, position, round, guide, recruiter] = await Promise.all([
    tx
      .selectFrom("companies")
      .select(["id", "name", "zone", "privacy_url", "logo_type", "logo_version"])
      .where("id", "=", row.company_id)
      .executeTakeFirstOrThrow(),
    tx.selectFrom("candidates").selectAll().where("id", "=", row.candidate_id).executeTakeFirstOrThrow(),
    tx.selectFrom("positions").selectAll().where("id", "=", row.position_id).executeTakeFirstOrThrow(),
    row.round_id === null
      ? undefined
      : tx.selectFrom("rounds").select(["name", "duration_minutes"]).where("id", "=", row.round_id).executeTakeFirst(),
    guideOf(tx, row),
    recruiterOf(tx, row),
  ]);
  const link = candidateUrl(crypt, publicUrl, { interviewId, generation: row.generation });
  return {
    row,
    company: {
      id: company.id,
      name: company.name,
      zone: company.zone,
      logoUrl: logoUrl(publicUrl, company),
      privacyUrl: company.privacy_url,
    },
    candidate: {
      id: candidate.id,
      name: candidate.name,
      firstName: firstNameOf(candidate.name),
      email: usableEmail({ emails: candidate.emails, bouncedEmails: candidate.bounced_emails }),
      zone: candidate.zone ?? company.zone,
      hasZone: candidate.zone !== null,
      extraMinutes: row.extra_minutes,
    },
    position: {
      id: position.id,
      title: position.title,
      role: position.role ?? position.title,
      settings: positionSettings.parse(position.settings),
    },
    recruiter,
    round: { name: round?.name ?? "Interview", minutes: (round?.duration_minutes ?? 60) + row.extra_minutes },
    guide,
    links: {
      candidate: link,
      privacy: `${link}/privacy`,
      retrigger: retriggerUrl(crypt, publicUrl, interviewId),
      decide: decideUrl(crypt, publicUrl, interviewId),
      company: `${publicUrl}/app/interviews/${interviewId}?company=${row.company_id}`,
      expert: `${publicUrl}/expert/interviews/${interviewId}`,
      report: `${publicUrl}/app/interviews/${interviewId}/report?company=${row.company_id}`,
    },
  };
}

/** The owner of the opportunity; missing or deactivated, that of the posting; else the user whom we act as. */
async function recruiterOf(tx: Db | Tx, row: InterviewRow): Promise<Recruiter> {
  const { owner, actingUser } = await tx
    .selectFrom("connections as c")
    .innerJoin("positions as p", "p.connection_id", "c.id")
    .leftJoin("postings as o", (join) =>
      join.onRef("o.connection_id", "=", "p.connection_id").onRef("o.posting_id", "=", "p.posting_id"),
    )
    .select(["o.owner", "c.acting_user as actingUser"])
    .where("p.id", "=", row.position_id)
    .executeTakeFirstOrThrow();
  const active = [row.owner, owner, actingUser].filter((one) => one !== null && one.deactivated !== true);
  return {
    username: active.find((one) => one?.username)?.username ?? null,
    email: active.find((one) => one?.email)?.email ?? null,
  };
}

async function guideOf(tx: Db | Tx, row: InterviewRow): Promise<InterviewFacts["guide"]> {
  if (row.guide_id === null || row.guide_version === null) return null;
  const found = await tx
    .selectFrom("guide_versions as v")
    .innerJoin("guides as g", "g.id", "v.guide_id")
    .select(["g.name", "v.version", "v.content"])
    .where("v.guide_id", "=", row.guide_id)
    .where("v.version", "=", row.guide_version)
    .executeTakeFirst();
  return found ? { name: found.name, version: found.version, content: guideContent.parse(found.content) } : null;
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
  facts: Pick<InterviewFacts, "position">,
  expert: Pick<ExpertFactsRow, "meetingUrl"> | null,
): string | null {
  return facts.position.settings.meetingUrl ?? expert?.meetingUrl ?? null;
}
