/**
 * An application ties an opportunity to a posting. Lever makes them when somebody applies or a user adds a posting.
 * Lever: https://hire.lever.co/developer/documentation#applications
 */
import { id, instant, listOf, object, orNull, text, word } from "../wire/parse.ts";
import type { Parsed } from "../wire/parse.ts";
import { phone } from "./contact-shape.ts";

/** Null while active; then why and when (milliseconds since epoch). */
export const archived = orNull(object({ reason: orNull(id), archivedAt: orNull(instant) }));

export const application = object({
  id,
  /** `posting`: applied on the job site; `user`: added by a user; `referral`. */
  type: orNull(word<"posting" | "user" | "referral">()),
  opportunityId: orNull(id),
  /** Posting id. */
  posting: orNull(id),
  /** User ids as of the time of application. */
  postingOwner: orNull(id),
  postingHiringManager: orNull(id),
  /** User who added it. */
  user: orNull(id),
  /** As typed into the form: null for applications added by a user; take the opportunity's data then. */
  name: orNull(text),
  email: orNull(text),
  phone: orNull(phone),
  company: orNull(text),
  comments: orNull(text),
  links: listOf(text),
  /** Milliseconds since epoch. */
  createdAt: orNull(instant),
  archived,
});
export type Application = Parsed<typeof application>;
