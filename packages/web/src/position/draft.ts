/** What is being configured, before it is saved: the settings as typed, their faults by step. */
import { positionApi, positionSettings, type AnswerOf, type BodyOf } from "@interviewvector/domain";

export type Position = AnswerOf<typeof positionApi.getPosition>;
export type Draft = Required<
  Pick<BodyOf<typeof positionApi.configurePosition>, "role" | "category" | "skills" | "languages">
> & {
  seniority: "junior" | "mid" | "senior" | "staff";
  settings: Position["settings"];
  rounds: { id?: string; name: string; guideId: string; durationMinutes: number }[];
};

export const steps = [
  { key: "role", words: "Role and skills" },
  { key: "rounds", words: "Rounds and guides" },
  { key: "scheduling", words: "Scheduling" },
  { key: "reports", words: "Reports" },
  { key: "review", words: "Review" },
] as const;
export type Step = (typeof steps)[number]["key"];

export function draftOf(position: Position): Draft {
  return {
    category: position.category ?? "",
    role: position.role ?? position.title,
    seniority: position.seniority ?? "mid",
    skills: position.skills,
    languages: position.languages.length === 0 ? ["en"] : position.languages,
    settings: positionSettings.parse(position.settings),
    rounds: position.rounds.map(({ id, name, guideId, durationMinutes }) => ({ id, name, guideId, durationMinutes })),
  };
}

/** Faults by field path, in words for the screen. */
export function faultsOf(draft: Draft): Record<string, string> {
  const parsed = positionApi.positionInput.safeParse(draft);
  const faults: Record<string, string> = {};
  if (!parsed.success)
    for (const issue of parsed.error.issues) faults[issue.path.join(".")] ??= wordsOf(issue.path.map(String));
  if (draft.settings.interviewWithinDays < draft.settings.bookWithinDays)
    faults["settings.interviewWithinDays"] = "Must not be shorter than the time for booking.";
  return faults;
}

function wordsOf(path: string[]): string {
  const field = path.at(-1) ?? "";
  switch (path[0] === "rounds" && path.length === 1 ? "rounds" : path[0] === "settings" ? field : (path[0] ?? "")) {
    case "category":
      return "Say the category, e.g. Backend.";
    case "role":
      return "Say the role, e.g. SDE-2.";
    case "skills":
      return "Name at least one skill.";
    case "languages":
      return "Name at least one language.";
    case "rounds":
      if (field === "rounds") return "Add at least one round.";
      return field === "guideId"
        ? "Choose a guide."
        : field === "name"
          ? "Name the round."
          : "10 to 240 minutes, in steps of 5.";
    case "meetingUrl":
      return "A whole address that begins with https://";
    default:
      return "This value is not possible.";
  }
}

export function stepOf(path: string): Step {
  if (path.startsWith("rounds")) return "rounds";
  if (path.startsWith("settings.alsoTell")) return "reports";
  if (path.startsWith("settings")) return "scheduling";
  return "role";
}

/** What every step of the stepper gets. */
export interface StepProps {
  position: Position;
  draft: Draft;
  change: (part: Partial<Draft>) => void;
  faults: Record<string, string>;
}

export const seniorityWords = {
  junior: "Junior",
  mid: "Mid-level",
  senior: "Senior",
  staff: "Staff and above",
} as const;
