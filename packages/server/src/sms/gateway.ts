/**
 * The way out for text messages: one HTTP address that the operator names (SMS_URL). What stands behind it, a provider's own
 * interface or a few lines that translate for one, is theirs; the contract is docs/operating/text-messages.md. A message carries
 * an id, and the same id again is the same message: so a repeat is harmless, and nothing has to be found out.
 */
import type { Outcome } from "../effects/effect.ts";

export interface TextMessage {
  /** The same for every attempt at this message. */
  id: string;
  /** E.164: "+4930123456". */
  to: string;
  text: string;
}

export interface SmsGateway {
  send(message: TextMessage, signal: AbortSignal): Promise<Outcome>;
}

export interface SmsSettings {
  url: string;
  token: string | null;
}

const DEADLINE_MS = 10_000;
/** What may be otherwise in a moment, or as soon as somebody mends a setting. */
const passing = new Set([401, 403, 404, 408, 425, 429]);

export function createSmsGateway({ url, token }: SmsSettings): SmsGateway {
  return {
    async send(message, signal) {
      try {
        const answer = await fetch(url, {
          method: "POST",
          redirect: "error",
          headers: {
            "content-type": "application/json",
            "idempotency-key": message.id,
            ...(token === null ? {} : { authorization: `Bearer ${token}` }),
          },
          body: JSON.stringify(message),
          signal: AbortSignal.any([signal, AbortSignal.timeout(DEADLINE_MS)]),
        });
        await answer.body?.cancel();
        return outcomeOf(answer.status, message.to);
      } catch {
        return retried("The service for text messages cannot be reached.");
      }
    },
  };
}

function outcomeOf(status: number, to: string): Outcome {
  if (status >= 200 && status < 300) return { result: "done", words: `sent to ${maskedNumber(to)}` };
  if (status >= 400 && status < 500 && !passing.has(status))
    return {
      result: "not_applied",
      words: `The service for text messages refuses this one (${status}).`,
      status,
      retry: "never",
    };
  return retried(`The service for text messages answers ${status}.`, status);
}

function retried(words: string, status?: number): Outcome {
  return { result: "not_applied", words, ...(status === undefined ? {} : { status }), retry: "backoff" };
}

/** "+49…56": enough to recognise, too little to collect. */
function maskedNumber(to: string): string {
  return `${to.slice(0, 3)}…${to.slice(-2)}`;
}
