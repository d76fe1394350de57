/** Everything that sends mail. */
import type { Handler } from "../effects/effect.ts";
import { accountMailHandlers } from "./account-effects.ts";
import { applicantMailHandlers } from "./application-effects.ts";
import { calendarMailHandlers } from "./calendar-effects.ts";
import { tellingOfFailures } from "./failed-mails.ts";
import { interviewMailHandlers, type InterviewMailOptions } from "./interview-effects.ts";
import { personMailHandlers } from "./person-effects.ts";
import { standbyMailHandlers } from "./standby-effects.ts";

export function mailHandlers(options: InterviewMailOptions): Handler[] {
  const { database, clock, newId } = options.door;
  const all = { ...options, database, clock, newId };
  return [
    ...tellingOfFailures(
      [...interviewMailHandlers(options), ...applicantMailHandlers(all), ...standbyMailHandlers(all)],
      all,
    ),
    ...personMailHandlers(all),
    ...accountMailHandlers(all),
    ...calendarMailHandlers(all),
  ];
}
