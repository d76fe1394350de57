/** Reminders by text message, shortly before an interview, beside the mails. State is checked at the moment of sending. */
import { type CandidateText, reminderCutoffMs } from "@interviewvector/domain";
import type { Handler, Outcome } from "../effects/effect.ts";
import type { Door } from "../interview/act.ts";
import { type FactsOptions, type InterviewFacts, readFacts } from "../interview/facts.ts";
import { yourTimeWords } from "../time/wording.ts";
import type { SmsGateway } from "./gateway.ts";
import { numberForTexts } from "./phone-number.ts";

export interface SmsOptions extends FactsOptions {
  door: Door;
  /** Null: this installation sends none. */
  gateway: SmsGateway | null;
}

export function smsHandlers(options: SmsOptions): Handler[] {
  const { door, gateway } = options;
  return [
    {
      kind: "sms.candidate",
      repeatable: true,
      async run(effect, attempt): Promise<Outcome> {
        const asked = effect.payload as unknown as CandidateText;
        if (gateway === null) return skipped("this installation sends no text messages");
        const facts =
          effect.interviewId === null ? null : await readFacts(door.database.service, effect.interviewId, options);
        const isDue = facts?.row.state === "scheduled" && facts.row.starts_at?.getTime() === asked.times.startAt;
        if (!facts || !isDue || door.clock.now() > asked.times.startAt - reminderCutoffMs[asked.which])
          return skipped("overtaken before it could be sent");
        const to = await numberOf(door, facts.candidate.id);
        if (to === null) return skipped("no phone number in international form (+49 …)");
        return gateway.send({ id: effect.id, to, text: reminderText(asked, facts) }, attempt.signal);
      },
    },
  ];
}

function skipped(words: string): Outcome {
  return { result: "skipped", words };
}

async function numberOf({ database }: Door, candidateId: string): Promise<string | null> {
  const found = await database.service
    .selectFrom("candidates")
    .select("phones")
    .where("id", "=", candidateId)
    .executeTakeFirst();
  return found ? numberForTexts(found.phones) : null;
}

function reminderText({ times, which }: CandidateText, { company, candidate, links }: InterviewFacts): string {
  const soon = which === "hour_before" ? "in an hour" : "in ten minutes";
  return `${company.name}: your interview begins ${soon}, at ${yourTimeWords(times.startAt, candidate.zone)}. ${links.candidate}`;
}
