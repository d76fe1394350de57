/**
 * Mails to several people at once: operators, auditors, or a company's admins. The call itself becomes one effect per person, in the
 * transaction that records it as done, so that one full mailbox holds up nobody else and nobody is written to twice.
 */
import type { AuditorMail, OperatorMail } from "@interviewvector/domain";
import type { Clock } from "../clock.ts";
import type { Database } from "../db/database.ts";
import { addEffects } from "../effects/ledger.ts";
import type { Effect, Handler, Outcome } from "../effects/effect.ts";
import type { FactsOptions } from "../interview/facts.ts";
import { type ApplicationMail, mailAboutApplications } from "./application-effects.ts";
import type { CompanyMail } from "./company-facts.ts";
import { mailAboutConnection } from "./company-facts.ts";
import { type FailedMailsMail, mailAboutFailedMails } from "./failed-mails.ts";
import type { Mail } from "./mail.ts";
import { mailAboutInterview } from "./operator-facts.ts";
import { readAdmins, readOperators, readReader, readReviewers, type Recipient } from "./reader.ts";
import { prepareMail, sendPrepared } from "./sending.ts";
import type { ServiceFacts } from "./service-letter.ts";
import type { Mailer } from "./transport.ts";

export interface PersonMailOptions extends FactsOptions {
  database: Database;
  clock: Clock;
  newId: () => string;
  mailer: Mailer;
  supportEmail: string;
}

/** What one person's effect carries: who, as what, and the call it came from. */
interface PersonMail {
  userId: string;
  as: Recipient["as"];
  mail: string;
  about: OperatorMail | AuditorMail | CompanyMail | ApplicationMail | FailedMailsMail;
}

export function personMailHandlers(options: PersonMailOptions): Handler[] {
  const { database, mailer } = options;
  return [
    {
      kind: "mail.operator",
      repeatable: true,
      run: async (effect) => fanOut(options, effect, await readOperators(database.service)),
    },
    {
      kind: "mail.auditor",
      repeatable: true,
      run: async (effect) => fanOut(options, effect, await readReviewers(database.service, effect.interviewId)),
    },
    {
      kind: "mail.company",
      repeatable: true,
      run: async (effect) => {
        const admins = effect.companyId === null ? [] : await readAdmins(database.service, effect.companyId);
        const operators = await readOperators(database.service);
        const isAdmin = new Set(admins.map((admin) => admin.userId));
        return fanOut(options, effect, [...admins, ...operators.filter((person) => !isAdmin.has(person.userId))]);
      },
    },
    {
      kind: "mail.person",
      marksSending: true,
      prepare: (effect) => prepare(options, effect),
      run: (effect, attempt) => sendPrepared(effect, { mailer, attempt }),
    },
  ];
}

async function fanOut(options: PersonMailOptions, effect: Effect, people: Recipient[]): Promise<Outcome> {
  if (people.length === 0)
    return { result: "not_applied", retry: "never", words: "There is nobody to tell: no operator and no admin." };
  const effects = people.map((person) => {
    const key = `${effect.key}:${person.userId}`;
    const mail = String(effect.payload["mail"]);
    const payload: PersonMail = { ...person, mail, about: effect.payload as unknown as PersonMail["about"] };
    return {
      id: options.newId(),
      kind: "mail.person",
      key,
      lane: key,
      payload: { ...payload },
      runAt: options.clock.now(),
      companyId: effect.companyId,
      interviewId: effect.interviewId,
      version: effect.version,
    };
  });
  return {
    result: "done",
    words: people.length === 1 ? "one person is told" : `${people.length} people are told`,
    save: async (tx) => {
      await addEffects(tx, effects, "ignore");
    },
  };
}

/** Null when it is no longer wanted: mended meanwhile, or the person has left. */
async function prepare(options: PersonMailOptions, effect: Effect) {
  const { about, ...person } = effect.payload as unknown as PersonMail;
  const reader = await readReader(options.database.service, person, effect.companyId);
  if (!reader) return null;
  const facts = { firstName: reader.firstName, zone: reader.zone, support: options.supportEmail };
  const mail = await writeMail(options, effect.interviewId, about, facts);
  return mail === null ? null : prepareMail(effect, options, { to: reader.email, mail });
}

async function writeMail(
  options: PersonMailOptions,
  interviewId: string | null,
  about: PersonMail["about"],
  facts: ServiceFacts,
): Promise<Mail | null> {
  if ("connectionId" in about) return mailAboutConnection(options, about, facts);
  if (about.mail === "operator_failed_mails") return mailAboutFailedMails(options, facts, options.clock.now());
  if (about.mail === "operator_applications") return mailAboutApplications(options, about, facts);
  return interviewId === null ? null : mailAboutInterview(options, { interviewId, about }, facts);
}
