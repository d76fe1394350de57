/** What was typed and is not on the server yet, kept in this browser: a closed lid or a lost network costs nothing. */
import { reportDraft, type ReportDraft } from "@interviewvector/domain";

export interface KeptDraft {
  draft: ReportDraft;
  /** The version on the server that was being edited. */
  basedOn: number;
}

const keyOf = (interviewId: string) => `report-draft:${interviewId}`;

export function keep(interviewId: string, typed: KeptDraft): void {
  try {
    localStorage.setItem(keyOf(interviewId), JSON.stringify(typed));
  } catch {
    // Full or forbidden storage: the server's copy remains the only one, and the page still says when it was saved.
  }
}

export function forget(interviewId: string): void {
  localStorage.removeItem(keyOf(interviewId));
}

export function kept(interviewId: string): KeptDraft | null {
  const text = localStorage.getItem(keyOf(interviewId));
  if (text === null) return null;
  try {
    const { draft, basedOn } = JSON.parse(text) as { draft: unknown; basedOn: unknown };
    const parsed = reportDraft.safeParse(draft);
    return parsed.success && typeof basedOn === "number" ? { draft: parsed.data, basedOn } : null;
  } catch {
    // Not ours or cut off: there is nothing to restore.
    return null;
  }
}
