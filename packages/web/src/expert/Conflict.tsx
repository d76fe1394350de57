/** Two versions of one report. Nothing is thrown away before the person has chosen, part by part. */
import type { GuideContent, ReportDraft } from "@interviewvector/domain";
import { recommendationWords } from "@interviewvector/domain";
import { useState } from "react";
import { Button } from "../look/Button.tsx";

interface Props {
  mine: ReportDraft;
  theirs: ReportDraft;
  guide: GuideContent;
  onResolve: (draft: ReportDraft) => void;
}

type Choice = "mine" | "theirs" | "both";

interface Part {
  key: string;
  words: string;
  of: (draft: ReportDraft) => string;
  put: (draft: ReportDraft, from: ReportDraft, text: string) => ReportDraft;
  isText: boolean;
}

export function Conflict({ mine, theirs, guide, onResolve }: Props) {
  const parts = partsOf(guide).filter((part) => part.of(mine) !== part.of(theirs));
  const [choices, setChoices] = useState<Record<string, Choice>>({});
  const choiceOf = (part: Part): Choice => choices[part.key] ?? (part.of(mine) === "" ? "theirs" : "mine");
  function resolve() {
    onResolve(
      parts.reduce((draft, part) => {
        const choice = choiceOf(part);
        const text =
          choice === "both" ? `${part.of(mine)}\n\n${part.of(theirs)}` : part.of(choice === "mine" ? mine : theirs);
        return part.put(draft, choice === "theirs" ? theirs : mine, text);
      }, mine),
    );
  }
  return (
    <section
      id="two-versions"
      aria-label="Two versions"
      className="scroll-mt-20 mb-5 rounded-lg border-2 border-bad bg-panel p-4 sm:p-5"
    >
      <h2 className="text-base font-semibold">This report was also changed elsewhere</h2>
      <p className="mb-4 text-sm text-soft">
        In another tab or on another device. Both versions are here; choose for each part, then go on typing.
      </p>
      <ul className="space-y-4">
        {parts.map((part) => (
          <li key={part.key}>
            <fieldset className="min-w-0">
              <legend className="mb-1 font-medium">{part.words}</legend>
              <div className="grid gap-2 sm:grid-cols-2">
                {(["mine", "theirs"] as const).map((side) => (
                  <label
                    key={side}
                    className="flex gap-2.5 rounded-md border border-edge p-3 text-sm has-checked:border-accent has-checked:bg-accent-wash"
                  >
                    <input
                      type="radio"
                      name={part.key}
                      className="mt-0.5 accent-accent"
                      aria-label={`${part.words}: ${side === "mine" ? "in this window" : "saved elsewhere"}`}
                      checked={choiceOf(part) === side}
                      onChange={() => setChoices({ ...choices, [part.key]: side })}
                    />
                    <span className="min-w-0">
                      <span className="block text-soft">{side === "mine" ? "In this window" : "Saved elsewhere"}</span>
                      <span className="break-words whitespace-pre-wrap">
                        {part.of(side === "mine" ? mine : theirs) || "empty"}
                      </span>
                    </span>
                  </label>
                ))}
              </div>
              {part.isText && part.of(mine) !== "" && part.of(theirs) !== "" && (
                <label className="mt-2 flex items-center gap-2 text-sm">
                  <input
                    type="radio"
                    name={part.key}
                    className="accent-accent"
                    checked={choiceOf(part) === "both"}
                    onChange={() => setChoices({ ...choices, [part.key]: "both" })}
                  />
                  Keep both, one below the other
                </label>
              )}
            </fieldset>
          </li>
        ))}
      </ul>
      {parts.length === 0 && <p>Both say the same.</p>}
      <div className="mt-4">
        <Button weight="primary" onPress={resolve}>
          Go on with this choice
        </Button>
      </div>
    </section>
  );
}

function partsOf(guide: GuideContent): Part[] {
  const texts = (["summary", "strengths", "concerns", "integrity"] as const).map((field): Part => ({
    key: field,
    words: field.charAt(0).toUpperCase() + field.slice(1),
    of: (draft) => draft[field],
    put: (draft, _, text) => ({ ...draft, [field]: text }),
    isText: true,
  }));
  const given = (draft: ReportDraft, id: string) => draft.competencies[id] ?? { score: null, evidence: "" };
  return [
    {
      key: "recommendation",
      words: "Recommendation",
      of: (draft) => (draft.recommendation === null ? "" : recommendationWords[draft.recommendation]),
      put: (draft, from) => ({ ...draft, recommendation: from.recommendation }),
      isText: false,
    },
    ...texts,
    ...guide.competencies.flatMap(({ id, name }): Part[] => [
      {
        key: `${id}-score`,
        words: `${name}: score`,
        of: (draft) => String(given(draft, id).score ?? ""),
        put: (draft, from) => ({
          ...draft,
          competencies: { ...draft.competencies, [id]: { ...given(draft, id), score: given(from, id).score } },
        }),
        isText: false,
      },
      {
        key: `${id}-evidence`,
        words: `${name}: evidence`,
        of: (draft) => given(draft, id).evidence,
        put: (draft, _, evidence) => ({
          ...draft,
          competencies: { ...draft.competencies, [id]: { ...given(draft, id), evidence } },
        }),
        isText: true,
      },
    ]),
    ...guide.sections
      .flatMap((section) => section.questions)
      .map(({ id, text }): Part => ({
        key: `question-${id}`,
        words: `Note: ${text}`,
        of: (draft) => draft.questions[id] ?? "",
        put: (draft, _, note) => ({ ...draft, questions: { ...draft.questions, [id]: note } }),
        isText: true,
      })),
  ];
}
