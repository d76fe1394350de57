/** The handlers of everything that is written to Lever. */
import type { Handler } from "../effects/effect.ts";
import { cancelHandler } from "./write/cancel.ts";
import type { WriteDeps } from "./write/desk.ts";
import { feedbackHandler } from "./write/feedback.ts";
import { fileHandler } from "./write/file.ts";
import { noteHandler } from "./write/note.ts";
import { rescheduleHandler } from "./write/reschedule.ts";
import { scheduleHandler } from "./write/schedule.ts";
import { statusHandler } from "./write/status.ts";

export function writeHandlers(deps: WriteDeps): Handler[] {
  return [
    noteHandler(deps),
    scheduleHandler(deps),
    rescheduleHandler(deps),
    cancelHandler(deps),
    feedbackHandler(deps),
    fileHandler(deps),
    statusHandler(deps),
  ];
}
