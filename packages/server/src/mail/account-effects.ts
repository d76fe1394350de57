/** Sends the links to sign in and to set a password. A link is a secret until it is used: it is wiped from the ledger as soon as its mail has left. */
import { days } from "@interviewvector/domain";
import { sql } from "kysely";
import type { Clock } from "../clock.ts";
import type { Database } from "../db/database.ts";
import type { AccountMail } from "./account-owed.ts";
import type { Effect, Handler, Outcome } from "../effects/effect.ts";
import { firstNameOf } from "../interview/facts.ts";
import { passwordResetMail } from "./account/password-reset.ts";
import { signInLinkMail } from "./account/sign-in-link.ts";
import { memberInvitationMail } from "./company/member-invitation.ts";
import type { Mail } from "./mail.ts";
import { prepareMail, sendPrepared } from "./sending.ts";
import type { ServiceFacts } from "./service-letter.ts";
import type { Mailer } from "./transport.ts";

/** Must fit what sign-in.ts sets: five minutes is the library's own for sign-in links. */
const linkMinutes = 5;
const passwordDays = 3;

export interface AccountMailOptions {
  database: Database;
  clock: Clock;
  mailer: Mailer;
  supportEmail: string;
}

export function accountMailHandlers(options: AccountMailOptions): Handler[] {
  const { mailer, clock } = options;
  return [
    {
      kind: "mail.account",
      marksSending: true,
      prepare: async (effect) => {
        const request = effect.payload as unknown as AccountMail;
        const host = mailer.from.address.split("@")[1] ?? "localhost";
        return prepareMail(effect, clock, host, { to: request.email, mail: await mailFor(options, effect, request) });
      },
      run: async (effect, attempt) => wiping(effect, await sendPrepared(effect, { mailer, attempt })),
    },
  ];
}

function wiping(effect: Effect, outcome: Outcome): Outcome {
  if (outcome.result !== "done") return outcome;
  return {
    ...outcome,
    async save(tx) {
      await outcome.save?.(tx);
      await tx
        .updateTable("effects")
        .set({ payload: sql<string>`payload - 'url'` })
        .where("id", "=", effect.id)
        .execute();
    },
  };
}

async function mailFor(options: AccountMailOptions, effect: Effect, request: AccountMail): Promise<Mail> {
  const facts: ServiceFacts = { firstName: "", zone: "UTC", support: options.supportEmail };
  if (request.mail === "magic_link") return signInLinkMail({ ...facts, link: request.url, validMinutes: linkMinutes });
  const named = { ...facts, firstName: firstNameOf(request.name) };
  const invited = await readInvitation(options.database, effect, request.email);
  if (!invited) return passwordResetMail({ ...named, link: request.url, validMinutes: passwordDays * 24 * 60 });
  return memberInvitationMail({
    ...named,
    ...invited,
    link: request.url,
    validUntil: effect.runAfter.getTime() + days(passwordDays),
  });
}

interface Invited {
  company: string;
  role: string;
  invitedBy: string;
  zone: string;
}

/** An account made just before this mail was asked for has been invited; an older one asks for a new password. */
async function readInvitation(database: Database, effect: Effect, email: string): Promise<Invited | null> {
  const { rows } = await sql<{ company: string | null; role: string | null; zone: string | null; expert: boolean }>`
    select c.name as company, m.role, coalesce(c.zone, e.zone) as zone, e.id is not null as expert
    from auth."user" u
    left join memberships m on m.user_id = u.id and m.removed_at is null
    left join companies c on c.id = m.company_id
    left join experts e on e.user_id = u.id
    where u.email = ${email.toLowerCase()} and u."createdAt" > ${effect.createdAt}::timestamptz - interval '10 minutes'
    order by m.created_at desc nulls last
    limit 1`.execute(database.service);
  const [row] = rows;
  if (!row) return null;
  const zone = row.zone ?? "UTC";
  if (row.company !== null && row.role !== null)
    return { company: row.company, role: roleWords[row.role] ?? row.role, invitedBy: row.company, zone };
  const role = row.expert ? "expert" : "member";
  return { company: "InterviewVector", role, invitedBy: "The team of InterviewVector", zone };
}

const roleWords: Record<string, string> = { admin: "company admin", recruiter: "recruiter", agency: "agency" };
