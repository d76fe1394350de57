/**
 * An opportunity: one candidacy of one person. What `expand` names comes as an object instead of an id, and the types
 * follow what was asked for.
 * Lever: https://hire.lever.co/developer/documentation#opportunities
 */
import { blankable, flag, id, instant, listOf, number, object, orNull, text, word } from "../wire/parse.ts";
import type { Parsed, Parser } from "../wire/parse.ts";
import { application, archived } from "./application-shape.ts";
import type { Application } from "./application-shape.ts";
import { contact, phone } from "./contact-shape.ts";
import type { Contact } from "./contact-shape.ts";
import { stage } from "./stages.ts";
import type { Stage } from "./stages.ts";
import { user } from "./users.ts";
import type { User } from "./users.ts";

export type OpportunityExpand = "applications" | "stage" | "owner" | "followers" | "sourcedBy" | "contact";
export type Origin = "agency" | "applied" | "internal" | "referred" | "sourced" | "university";

const stageChange = object({
  toStageId: id,
  /** Place in the pipeline at that time, from 0. */
  toStageIndex: orNull(number),
  /** When it entered the stage, milliseconds since epoch. */
  updatedAt: instant,
  /** Null if no user did it: the candidate applied, or an import. */
  userId: orNull(id),
});
export type StageChange = Parsed<typeof stageChange>;

/** What every answer about an opportunity tells truly, those to actions included. */
const CANDIDACY = {
  id,
  confidentiality: orNull(word<"non-confidential" | "confidential">()),
  /** Oldest first; the first one is the entry into the pipeline. */
  stageChanges: listOf(stageChange),
  archived,
  /** Manual tags first, then those from the posting. Case matters. Don't rely on them once archived. */
  tags: listOf(text),
  sources: listOf(text),
  origin: orNull(word<Origin>()),
  /** Milliseconds since epoch, as all instants here. */
  createdAt: orNull(instant),
  /** Null if not changed since Lever introduced the field. */
  updatedAt: orNull(instant),
  lastInteractionAt: orNull(instant),
  lastAdvancedAt: orNull(instant),
  snoozedUntil: orNull(instant),
  isAnonymized: orNull(flag),
  urls: orNull(object({ list: orNull(text), /** Link to give to people. */ show: orNull(text) })),
};

/** The person's own data. Blank in answers to actions, so only reading and creating return it. */
const PERSON = {
  name: blankable,
  headline: blankable,
  /** Free text. */
  location: blankable,
  phones: listOf(phone),
  emails: listOf(text),
  /** The scheme is not guaranteed. */
  links: listOf(text),
  /** The posting's location that was chosen, or `unspecified`; null without an application. */
  opportunityLocation: orNull(text),
};

const plainFields = object({ ...CANDIDACY, ...PERSON });

type Expanded<E, Key, Plain, Full> = Key extends E ? Full : Plain;

/** Give `expand` as a literal list, so that `E` is what was really asked for. */
export type Opportunity<E extends OpportunityExpand = never> = Parsed<typeof plainFields> & {
  readonly stage: Expanded<E, "stage", string, Stage>;
  readonly contact: Expanded<E, "contact", string | null, Contact | null>;
  readonly owner: Expanded<E, "owner", string | null, User | null>;
  readonly sourcedBy: Expanded<E, "sourcedBy", string | null, User | null>;
  readonly followers: readonly Expanded<E, "followers", string, User>[];
  /** None or one. */
  readonly applications: readonly Expanded<E, "applications", string, Application>[];
};

export function opportunity<E extends OpportunityExpand>(expand: readonly E[]): Parser<Opportunity<E>> {
  const asked: ReadonlySet<string> = new Set(expand);
  const either = (key: OpportunityExpand, full: Parser<unknown>) => (asked.has(key) ? full : id);
  const parser = object({
    ...CANDIDACY,
    ...PERSON,
    stage: either("stage", stage),
    contact: orNull(either("contact", contact)),
    owner: orNull(either("owner", user)),
    sourcedBy: orNull(either("sourcedBy", user)),
    followers: listOf(either("followers", user)),
    applications: listOf(either("applications", application)),
  });
  // `either` chose the parsers by the same keys that `Expanded` chooses the types by; the compiler can't follow that.
  return parser as Parser<unknown> as Parser<Opportunity<E>>;
}

/**
 * What a stage move, archiving, or a change of tags, links or sources answers. Name, e-mails, phones, links, headline and
 * location are left out because Lever blanks them in these answers: read the opportunity again if you need them.
 */
export const changedOpportunity = object({
  ...CANDIDACY,
  stage: id,
  contact: orNull(id),
  owner: orNull(id),
  sourcedBy: orNull(id),
  followers: listOf(id),
  applications: listOf(id),
});
export type ChangedOpportunity = Parsed<typeof changedOpportunity>;

export const deletedOpportunity = object({
  id,
  contact: orNull(id),
  /** User id. */
  deletedBy: orNull(id),
  /** Milliseconds since epoch. */
  deletedAt: orNull(instant),
});
export type DeletedOpportunity = Parsed<typeof deletedOpportunity>;
