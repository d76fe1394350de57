/** A guide while it is written: lists are lines of text, ids are made from the words when it is saved. */
import { guideContent, type AnswerOf, type GuideContent, type operationsApi } from "@interviewvector/domain";

export interface QuestionDraft {
  id: string;
  text: string;
  hints: string;
  expected: string;
  followUps: string;
}
export interface SectionDraft {
  name: string;
  minutes: number;
  questions: QuestionDraft[];
}
export interface CompetencyDraft {
  id: string;
  name: string;
  mandatory: boolean;
  anchors: [string, string, string, string];
}
export interface GuideDraft {
  name: string;
  category: string;
  format: string;
  equipment: string;
  sections: SectionDraft[];
  competencies: CompetencyDraft[];
}

export const freshQuestion: QuestionDraft = { id: "", text: "", hints: "", expected: "", followUps: "" };
export const freshCompetency: CompetencyDraft = { id: "", name: "", mandatory: true, anchors: ["", "", "", ""] };
export const freshGuide: GuideDraft = {
  name: "",
  category: "",
  format: "",
  equipment: "a computer with camera and microphone, and a quiet place",
  sections: [{ name: "", minutes: 20, questions: [freshQuestion] }],
  competencies: [freshCompetency],
};

export function draftOf(guide: { name: string; category: string; content: GuideContent }): GuideDraft {
  const { content } = guide;
  return {
    name: guide.name,
    category: guide.category,
    format: content.format,
    equipment: content.equipment,
    sections: content.sections.map((section) => ({
      ...section,
      questions: section.questions.map(({ id, text, hints, expected, followUps }) => ({
        id,
        text,
        hints: hints.join("\n"),
        expected: expected.join("\n"),
        followUps: followUps.join("\n"),
      })),
    })),
    competencies: content.competencies,
  };
}

/** The content as it would be saved, or the first thing that is missing in words. */
export function contentOf(draft: GuideDraft): { content: GuideContent } | { fault: string } {
  if (draft.name.trim() === "") return { fault: "The guide needs a name." };
  if (draft.category.trim() === "") return { fault: "The guide needs a category." };
  const ids = new Set<string>();
  const parsed = guideContent.safeParse({
    format: draft.format,
    equipment: draft.equipment,
    sections: draft.sections.map((section) => ({
      ...section,
      questions: section.questions.map((question) => ({
        id: question.id === "" ? idFor(question.text, ids) : taken(question.id, ids),
        text: question.text,
        hints: lines(question.hints),
        expected: lines(question.expected),
        followUps: lines(question.followUps),
      })),
    })),
    competencies: draft.competencies.map((competency) => ({
      ...competency,
      id: competency.id === "" ? idFor(competency.name, ids) : taken(competency.id, ids),
    })),
  });
  if (parsed.success) return { content: parsed.data };
  return { fault: faultWords(parsed.error.issues[0]?.path ?? []) };
}

function faultWords(path: readonly PropertyKey[]): string {
  const [part, place, field] = path;
  const number = typeof place === "number" ? place + 1 : 1;
  if (part === "format") return "Say what the interview is like (format).";
  if (part === "equipment") return "Say what the candidate needs.";
  if (part === "sections" && place === undefined) return "Add a section.";
  if (part === "competencies" && place === undefined) return "Add a competency.";
  if (part === "sections" && field === "questions") return `Section ${number}: a question has no text.`;
  if (part === "sections") return `Section ${number}: ${field === "minutes" ? "1 to 180 minutes" : "it needs a name"}.`;
  return `Competency ${number}: ${field === "anchors" ? "all four descriptions are needed" : "it needs a name"}.`;
}

function lines(text: string): string[] {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
}

function taken(id: string, ids: Set<string>): string {
  ids.add(id);
  return id;
}

function idFor(words: string, ids: Set<string>): string {
  const plain = words
    .normalize("NFKD")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-|-$/g, "")
    .slice(0, 50);
  const base = plain === "" ? "part" : plain;
  let id = base;
  for (let count = 2; ids.has(id); count += 1) id = `${base}-${count}`;
  ids.add(id);
  return id;
}

export type Guide = AnswerOf<typeof operationsApi.getGuide>;
