/**
 * Mails about an application to become an expert: one to whoever applied, and calls to the operators, at once and a day before
 * the promised answer. A crowd of applications is told of once an hour.
 */
import { days, hours } from "@interviewvector/domain";
import { sql } from "kysely";
import type { Clock } from "../clock.ts";
import type { Database, Tx } from "../db/database.ts";
import { addEffects } from "../effects/ledger.ts";
import type { Effect, Handler } from "../effects/effect.ts";
import { answerBy } from "../expert/answer-by.ts";
import { applicationReceivedMail } from "./expert/application-received.ts";
import type { Mail } from "./mail.ts";
import { operatorApplicationsMail } from "./operator/applications.ts";
import { prepareMail, sendPrepared } from "./sending.ts";
import type { ServiceFacts } from "./service-letter.ts";
import type { Mailer } from "./transport.ts";

export interface ApplicationMail {
  mail: "operator_applications";
  /** Whose answer is due: nothing is said once they are answered. Null: whoever waits. */
  expertId: string | null;
}

const MOST_NAMED = 10;

/** In the transaction that stores the application. */
export async function oweApplicationMails(
  tx: Tx,
  { newId, expertId, at }: { newId: () => string; expertId: string; at: number },
): Promise<void> {
  const owe = (kind: string, key: string, payload: Record<string, unknown>, runAt: number) =>
    addEffects(tx, [{ id: newId(), kind, key, lane: key, payload, runAt }], "ignore");
  await owe("mail.applicant", `application:${expertId}:received`, { mail: "application_received", expertId }, at);
  const call: ApplicationMail = { mail: "operator_applications", expertId };
  await owe("mail.operator", `application:${expertId}:due`, { ...call }, answerBy(at) - days(1));
  // The first of an hour is told of at once, the others together when it is over: an inbox can't be flooded by a form.
  const hour = Math.floor(at / hours(1));
  const anybody: ApplicationMail = { ...call, expertId: null };
  const isFirst = (await owe("mail.operator", `applications:${hour}:first`, { ...anybody }, at)) > 0;
  if (!isFirst) await owe("mail.operator", `applications:${hour}:others`, { ...anybody }, hours(hour + 1));
}

interface ApplicationMailOptions {
  database: Database;
  clock: Clock;
  mailer: Mailer;
  supportEmail: string;
}

export function applicantMailHandlers(options: ApplicationMailOptions): Handler[] {
  const { mailer } = options;
  return [
    {
      kind: "mail.applicant",
      marksSending: true,
      prepare: (effect) => prepare(options, effect),
      run: (effect, attempt) => sendPrepared(effect, { mailer, attempt }),
    },
  ];
}

/** Null when they asked meanwhile to be deleted. */
async function prepare({ database, clock, mailer, supportEmail }: ApplicationMailOptions, effect: Effect) {
  const applied = await database.service
    .selectFrom("experts as e")
    .innerJoin("expert_applications as a", "a.expert_id", "e.id")
    .select(["e.email", "e.first_name", "e.zone", "a.at"])
    .where("e.id", "=", String(effect.payload["expertId"]))
    .executeTakeFirst();
  if (!applied) return null;
  const mail = applicationReceivedMail({
    firstName: applied.first_name,
    zone: applied.zone,
    support: supportEmail,
    answerBy: answerBy(applied.at.getTime()),
  });
  return prepareMail(effect, { clock, mailer }, { to: applied.email, mail });
}

/** To one operator; null once nobody waits, or the one it is about has been answered. */
export async function mailAboutApplications(
  { database, publicUrl }: { database: Database; publicUrl: string },
  { expertId }: ApplicationMail,
  reader: ServiceFacts,
): Promise<Mail | null> {
  const { rows } = await sql<{ id: string; name: string; at: Date; waiting: number }>`
    select e.id, e.name, a.at, count(*) over ()::int as waiting
    from experts e join expert_applications a on a.expert_id = e.id
    where e.state = 'applied' and e.id = coalesce(${expertId}::uuid, e.id)
    order by a.at, e.id
    limit ${MOST_NAMED}`.execute(database.service);
  const [first] = rows;
  if (!first) return null;
  const board = `${publicUrl}/ops/experts`;
  return operatorApplicationsMail({
    ...reader,
    longest: rows.map(({ name, at }) => ({ name, answerBy: answerBy(at.getTime()) })),
    waiting: first.waiting,
    link: first.waiting === 1 ? `${board}/${first.id}` : board,
  });
}
