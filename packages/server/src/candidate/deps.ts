/** What the candidate pages are made of. */
import type { Actor, Decision, Refusal } from "@interviewvector/domain";
import type { Config } from "../config.ts";
import type { Crypt } from "../crypt.ts";
import type { Door } from "../interview/act.ts";
import type { Kept } from "../interview/retention.ts";
import type { Log } from "../log.ts";
import type { Scheduling } from "../scheduling/index.ts";

export interface CandidateDeps {
  door: Door;
  crypt: Crypt;
  scheduling: Scheduling;
  log: Log;
  config: {
    publicUrl: string;
    supportEmail: string;
    /** Organiser of the calendar entries: its host stands in their UIDs. */
    mailFrom: string;
    kept: Kept;
    /** Null: this installation sends no text messages, whatever a position wants. */
    sms: Config["sms"];
  };
  /** Reads the ATS again and lets `retriggered` happen; the refusal says what is still missing. */
  retrigger(interviewId: string, actor: Actor): Promise<Decision | Refusal>;
}
