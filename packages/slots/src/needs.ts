/**
 * What an interview needs and what an expert can do, compared. Names (categories, roles, skills) are the caller's own
 * words and only ever compared for equality; levels are numbers, higher is more senior.
 */

/** Each field narrows; an absent one asks nothing. */
export interface Needs {
  readonly category?: string | undefined;
  readonly role?: string | undefined;
  /** The expert's own level must be at least this. */
  readonly level?: number | undefined;
  readonly language?: string | undefined;
  /** Skills wanted, each with the least level. */
  readonly skills?: Readonly<Record<string, number>> | undefined;
  /** Experts with one of these employers are left out: never the company's own people. */
  readonly notEmployers?: readonly string[] | undefined;
}

export interface Skills {
  readonly categories: readonly string[];
  readonly roles: readonly string[];
  readonly level: number;
  readonly languages: readonly string[];
  readonly skills?: Readonly<Record<string, number>> | undefined;
  readonly employer?: string | undefined;
}

/** The need an expert fails first, in this order; undefined when all are met. */
export type UnmetNeed = "category" | "role" | "level" | "language" | "skill" | "employer";

/** Which need isn't met, or undefined when the expert can do it all. */
export function firstUnmet(needs: Needs, can: Skills): UnmetNeed | undefined {
  if (needs.category !== undefined && !can.categories.includes(needs.category)) return "category";
  if (needs.role !== undefined && !can.roles.includes(needs.role)) return "role";
  if (needs.level !== undefined && can.level < needs.level) return "level";
  if (needs.language !== undefined && !can.languages.includes(needs.language)) return "language";
  for (const [skill, level] of Object.entries(needs.skills ?? {})) {
    if ((can.skills?.[skill] ?? -Infinity) < level) return "skill";
  }
  if (can.employer !== undefined && needs.notEmployers?.includes(can.employer) === true) return "employer";
  return undefined;
}

/** Equal for equal needs, whatever the order they are written in. */
export function needsKey(needs: Needs): string {
  const skills = Object.entries(needs.skills ?? {}).toSorted(([a], [b]) => (a < b ? -1 : 1));
  const employers = [...new Set(needs.notEmployers)].toSorted();
  const { category, role, level, language } = needs;
  return JSON.stringify([category ?? null, role ?? null, level ?? null, language ?? null, skills, employers]);
}
