/** Sends the links to sign in and to set a password. A link is a secret until it is used: it is wiped from the ledger as soon as its mail has left. */
import { days } from "@interviewvector/domain";
import { sql } from "kysely";
import type { Clock } from "../clock.ts";
import type { Database } from "../db/database.ts";
import { passwordLinkDays } from "../account/sign-in.ts";
import { writeInvitation } from "./account-invited.ts";
import type { AccountMail } from "./account-owed.ts";
import type { Effect, Handler, Outcome } from "../effects/effect.ts";
import { firstNameOf } from "../interview/first-name.ts";
import { passwordResetMail } from "./account/password-reset.ts";
import { signInLinkMail } from "./account/sign-in-link.ts";
import type { Mail } from "./mail.ts";
import { prepareMail, sendPrepared } from "./sending.ts";
import type { ServiceFacts } from "./service-letter.ts";
import type { Mailer } from "./transport.ts";

/** Five minutes is the library's own for sign-in links. */
const linkMinutes = 5;

export interface AccountMailOptions {
  database: Database;
  clock: Clock;
  mailer: Mailer;
  supportEmail: string;
}

export function accountMailHandlers(options: AccountMailOptions): Handler[] {
  const { mailer } = options;
  return [
    {
      kind: "mail.account",
      marksSending: true,
      prepare: async (effect) => {
        const request = effect.payload as unknown as AccountMail;
        return prepareMail(effect, options, { to: request.email, mail: await mailFor(options, effect, request) });
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
  const validUntil = effect.runAfter.getTime() + days(passwordLinkDays);
  const invitation = await writeInvitation(options.database, request, { ...named, link: request.url, validUntil });
  return invitation ?? passwordResetMail({ ...named, link: request.url, validMinutes: passwordLinkDays * 24 * 60 });
}
