/**
 * From a letter to an effect's outcome. What will be sent is made once and stored with the intent, so that a repeat after an
 * uncertain attempt is byte for byte the same mail, with the same Message-ID. Mail has no `find`: at least once, declared.
 */
import type { Clock } from "../clock.ts";
import type { CalendarPart } from "../calendar/ics.ts";
import type { Attempt, Effect, Outcome } from "../effects/effect.ts";
import { mailMadeUp } from "../effects/made-up.ts";
import type { Tx } from "../db/database.ts";
import type { Mail } from "./mail.ts";
import type { MailOutcome } from "./outcome.ts";
import type { Mailer } from "./transport.ts";

export interface PreparedMail extends Record<string, unknown> {
  to: string;
  mail: Mail;
  messageId: string;
  date: number;
  boundarySeed: string;
  calendar?: CalendarPart;
}

export function prepareMail(
  effect: Effect,
  { clock, mailer }: { clock: Clock; mailer: Mailer },
  what: { to: string; mail: Mail; calendar?: CalendarPart },
): PreparedMail {
  return { ...what, messageId: `${effect.id}@${mailer.from.host}`, date: clock.now(), boundarySeed: effect.id };
}

export interface SendOptions {
  mailer: Mailer;
  attempt: Attempt;
  /** Runs when the address itself was refused for good; returns the words of the outcome. */
  onRefusedAddress?: (prepared: PreparedMail) => Promise<void>;
}

export async function sendPrepared(
  effect: Effect,
  { mailer, attempt, onRefusedAddress }: SendOptions,
): Promise<Outcome> {
  const prepared = effect.request as PreparedMail | null;
  if (prepared === null) return { result: "skipped", words: "no longer wanted" };
  const outcome = await mailer.send({ ...prepared, beforeFinalDot: () => attempt.sending() });
  switch (outcome.result) {
    case "sent":
      return {
        result: "done",
        words: `sent to ${masked(prepared.to)}`,
        externalId: prepared.messageId,
        async save(tx) {
          await forgetContent(tx, effect.id);
          await mailMadeUp(tx, effect);
        },
      };
    case "unknown":
      return { result: "unsure", words: "The connection was lost while the mail server took the mail." };
    case "not_sent":
      if (outcome.addressRefused) await onRefusedAddress?.(prepared);
      return {
        result: "not_applied",
        words: refusalWords(outcome),
        code: outcome.code,
        ...(outcome.away ? { away: "mail" as const } : {}),
        retry: outcome.permanent ? "never" : "backoff",
      };
    default:
      return outcome satisfies never;
  }
}

/** For the timeline: recruiters read it, so a reply code alone says too little. */
function refusalWords({ code, permanent, addressRefused }: Extract<MailOutcome, { result: "not_sent" }>): string {
  if (addressRefused) return `The mail server does not know this address (${code}).`;
  if (permanent) return `The mail server refuses this mail (${code}).`;
  if (code === "452" || code === "552") return `The mailbox is full (${code}).`;
  if (/^[45]\d\d$/.test(code)) return `The mail server asks us to come back later (${code}).`;
  return `The mail server cannot be reached (${code}).`;
}

/** The content has done its work; what stays in the ledger holds no address and no words. */
async function forgetContent(tx: Tx, effectId: string): Promise<void> {
  await tx.updateTable("effects").set({ request: null }).where("id", "=", effectId).execute();
}

/** "m…@example.com": enough to recognise, too little to collect. */
export function masked(address: string): string {
  return address.replace(/^(.).*@/, "$1…@");
}
