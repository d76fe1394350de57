/** The draft on screen and its way to the server. */
import type { AnswerOf, expertApi, ReportDraft } from "@interviewvector/domain";
import { useEffect, useState, useSyncExternalStore } from "react";
import { Autosave, type SaveState } from "./autosave.ts";
import { kept } from "./kept-draft.ts";

export type ExpertInterview = AnswerOf<typeof expertApi.getExpertInterview>;

export interface Report {
  draft: ReportDraft;
  change: (part: Partial<ReportDraft>) => void;
  saving: SaveState;
  resolve: (draft: ReportDraft) => void;
  /** The version on the server once everything typed is there; null when that is not possible now. */
  settle: () => Promise<number | null>;
}

export function useReport(interview: ExpertInterview): Report {
  const [{ autosave, first }] = useState(() => begin(interview));
  const [draft, setDraft] = useState(first);
  const saving = useSyncExternalStore(autosave.subscribe, autosave.state);
  useEffect(() => {
    function onLeave(event: BeforeUnloadEvent) {
      if (autosave.state().kind !== "saved") event.preventDefault();
    }
    addEventListener("beforeunload", onLeave);
    return () => {
      removeEventListener("beforeunload", onLeave);
      // Leaving by a link: what is typed goes out without waiting for the pause.
      void autosave.flush();
    };
  }, [autosave]);
  return {
    draft,
    saving,
    change: (part) => {
      const next = { ...draft, ...part };
      setDraft(next);
      autosave.change(next);
    },
    resolve: (chosen) => {
      setDraft(chosen);
      autosave.resolve(chosen);
    },
    settle: async () => ((await autosave.flush()) ? autosave.version : null),
  };
}

function begin(interview: ExpertInterview): { autosave: Autosave; first: ReportDraft } {
  const { interviewId } = interview.item;
  const autosave = new Autosave(interviewId, {
    draft: interview.draft,
    version: interview.draftVersion,
    savedAt: interview.savedAt,
  });
  const unsaved = kept(interviewId);
  if (unsaved === null || JSON.stringify(unsaved.draft) === JSON.stringify(interview.draft))
    return { autosave, first: interview.draft };
  if (unsaved.basedOn === interview.draftVersion) autosave.change(unsaved.draft);
  else autosave.beginWithConflict(unsaved, interview.draft);
  return { autosave, first: unsaved.draft };
}
