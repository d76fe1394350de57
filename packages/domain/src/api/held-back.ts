import { z } from "zod";
import { instant } from "./values.ts";

/** Why an active expert is not offered to anybody at the moment: a calendar of theirs can't be read. */
export const heldBack = z.object({
  /** Where the calendar is: "calendar.google.com". */
  calendar: z.string(),
  words: z.string(),
  lastReadAt: instant.nullable(),
});
