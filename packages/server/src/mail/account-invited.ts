/** In whose name somebody is invited, until they have come in for the first time. */
import { sql } from "kysely";
import { readAcceptance } from "../account/acceptance.ts";
import type { Database } from "../db/database.ts";
import { memberInvitationMail, type MemberInvitationMailFacts } from "./company/member-invitation.ts";
import type { Mail } from "./mail.ts";
import type { ServiceFacts } from "./service-letter.ts";

type Link = Pick<MemberInvitationMailFacts, "link" | "validUntil">;

/** Null to whoever has come in before: they set a new password. */
export async function writeInvitation(
  database: Database,
  to: { email: string; companyId?: string },
  facts: ServiceFacts & Link,
): Promise<Mail | null> {
  const invited = await readInvitation(database, to);
  return invited && memberInvitationMail({ ...facts, ...invited });
}

interface Invited {
  company: string;
  role: string;
  invitedBy: string;
  zone: string;
}

interface InvitedRow {
  id: string;
  company: string | null;
  role: string | null;
  zone: string | null;
  service: "operator" | "auditor" | null;
  expert: boolean;
}

/** Who has never come in is invited, by whichever company asks; everybody else sets a new password. */
async function readInvitation(
  database: Database,
  { email, companyId }: { email: string; companyId?: string },
): Promise<Invited | null> {
  const { rows } = await sql<InvitedRow>`
    select u.id, c.name as company, m.role, coalesce(c.zone, e.zone) as zone, s.role as service,
      e.id is not null as expert
    from auth."user" u
    left join memberships m on m.user_id = u.id and m.removed_at is null
    left join companies c on c.id = m.company_id
    left join service_members s on s.user_id = u.id
    left join experts e on e.user_id = u.id
    where u.email = ${email.toLowerCase()}
    order by (m.company_id = ${companyId ?? null}::uuid) desc nulls last, m.created_at desc nulls last
    limit 1`.execute(database.service);
  const [row] = rows;
  if (!row || (await readAcceptance(database.authPool, [row.id])).get(row.id)?.accepted) return null;
  const zone = row.zone ?? "UTC";
  if (row.company !== null && row.role !== null)
    return { company: row.company, role: roleWords[row.role] ?? row.role, invitedBy: row.company, zone };
  const role = row.service ?? (row.expert ? "expert" : "member");
  return { company: "InterviewVector", role, invitedBy: "The team of InterviewVector", zone };
}

const roleWords: Record<string, string> = { admin: "company admin", recruiter: "recruiter", agency: "agency" };
