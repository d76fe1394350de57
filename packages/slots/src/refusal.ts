/**
 * An expected no, as a value. A refusal lists everything that is wrong at once, each with the place where it is wrong,
 * so that a form can mark all its fields in one go. It is never thrown: what is thrown here is a bug of the caller.
 */

/** One thing that is wrong. `path` points into the refused value: `weekly[2].toMinute`. */
export interface Problem {
  readonly path: string;
  /** A sentence fit for a screen. */
  readonly sentence: string;
}

export interface Refusal {
  readonly refused: true;
  readonly code: "rules_invalid" | "busy_invalid" | "meeting_class_invalid" | "drive_invalid";
  /** One sentence for a screen; the details are in `problems`. */
  readonly sentence: string;
  readonly problems: readonly Problem[];
}

/** Tells a refusal from any other result. */
export function isRefusal(value: unknown): value is Refusal {
  return typeof value === "object" && value !== null && "refused" in value && value.refused === true;
}

const titles: Record<Refusal["code"], string> = {
  rules_invalid: "These availability rules can't be used",
  busy_invalid: "These busy times can't be used",
  meeting_class_invalid: "This kind of meeting can't be scheduled",
  drive_invalid: "This drive can't be planned",
};

/** Builds a refusal out of at least one problem. */
export function refuse(code: Refusal["code"], problems: readonly Problem[]): Refusal {
  const first = problems[0]?.sentence ?? "no reason was recorded.";
  const more = problems.length > 1 ? ` (and ${problems.length - 1} more)` : "";
  return { refused: true, code, sentence: `${titles[code]}: ${first}${more}`, problems };
}
