/** Mails to experts, and to whoever applied to become one, that are about no single interview. */
import type { Clock } from "../clock.ts";
import type { Database } from "../db/database.ts";
import type { Handler } from "../effects/effect.ts";
import { applicantMailHandlers } from "./application-effects.ts";
import { calendarMailHandlers } from "./calendar-effects.ts";
import { standbyMailHandlers } from "./standby-effects.ts";
import type { Mailer } from "./transport.ts";

interface ExpertMailOptions {
  database: Database;
  clock: Clock;
  mailer: Mailer;
  supportEmail: string;
  publicUrl: string;
}

export function expertMailHandlers(options: ExpertMailOptions): Handler[] {
  return [...applicantMailHandlers(options), ...calendarMailHandlers(options), ...standbyMailHandlers(options)];
}
