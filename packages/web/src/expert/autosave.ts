/**
 * Saves a report while it is typed: one save at a time, never a blind overwrite. A version that someone (or another tab)
 * saved meanwhile stops it until the person has chosen; without a network it keeps on trying.
 */
import { expertApi, type ReportDraft } from "@interviewvector/domain";
import { ApiError, call } from "../api.ts";
import { forget, keep, type KeptDraft } from "./kept-draft.ts";

export type SaveState =
  | { kind: "saved"; at: string | null }
  | { kind: "waiting" }
  | { kind: "offline" }
  | { kind: "refused"; error: ApiError }
  | { kind: "conflict"; theirs: ReportDraft };

const REST_MS = 800;
const RETRY_MS = 4000;

export class Autosave {
  readonly #interviewId: string;
  readonly #listeners = new Set<() => void>();
  #draft: ReportDraft;
  /** The version on the server that the draft is based on. While two versions stand against each other it stays the old one. */
  #version: number;
  #theirVersion: number;
  #state: SaveState;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #saving = false;
  #changed = false;

  constructor(interviewId: string, start: { draft: ReportDraft; version: number; savedAt: string | null }) {
    this.#interviewId = interviewId;
    this.#draft = start.draft;
    this.#version = start.version;
    this.#theirVersion = start.version;
    this.#state = { kind: "saved", at: start.savedAt };
  }

  get version(): number {
    return this.#version;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly state = (): SaveState => this.#state;

  change(draft: ReportDraft): void {
    this.#draft = draft;
    this.#changed = true;
    keep(this.#interviewId, { draft, basedOn: this.#version });
    if (this.#state.kind === "conflict") return;
    if (this.#state.kind === "saved" || this.#state.kind === "refused") this.#become({ kind: "waiting" });
    this.#later(REST_MS);
  }

  /** The person has looked at both versions; `draft` is what they want, based on the other one. */
  resolve(draft: ReportDraft): void {
    this.#version = this.#theirVersion;
    this.#become({ kind: "waiting" });
    this.change(draft);
  }

  /** Both versions from the beginning: what this browser kept was based on an older one. */
  beginWithConflict(mine: KeptDraft, theirs: ReportDraft): void {
    this.#draft = mine.draft;
    this.#version = mine.basedOn;
    this.#changed = true;
    this.#become({ kind: "conflict", theirs });
  }

  /** Saves what is not saved yet; false when that is not possible now. */
  async flush(): Promise<boolean> {
    clearTimeout(this.#timer);
    while (this.#saving) await new Promise((resolve) => setTimeout(resolve, 50));
    if (this.#changed) await this.#save();
    return this.#state.kind === "saved";
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  #later(ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#save(), ms);
  }

  #become(state: SaveState): void {
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }

  async #save(): Promise<void> {
    if (this.#saving || this.#state.kind === "conflict") return;
    this.#saving = true;
    this.#changed = false;
    try {
      const ask = {
        params: { interviewId: this.#interviewId },
        body: { draft: this.#draft, draftVersion: this.#version },
      };
      const answer = await call(expertApi.saveDraft, ask);
      this.#version = answer.draftVersion;
      if (!this.#changed) {
        forget(this.#interviewId);
        this.#become({ kind: "saved", at: answer.savedAt });
      }
    } catch (error) {
      this.#changed = true;
      await this.#failed(error);
    } finally {
      this.#saving = false;
    }
    if (this.#changed && this.#state.kind === "waiting") this.#later(REST_MS);
  }

  async #failed(error: unknown): Promise<void> {
    if (!(error instanceof ApiError)) throw error;
    if (error.status === 0 || error.status >= 500 || error.status === 429) {
      this.#become({ kind: "offline" });
      this.#later(RETRY_MS);
      return;
    }
    if (error.status !== 409) {
      this.#become({ kind: "refused", error });
      return;
    }
    await this.#readTheirs(error);
  }

  async #readTheirs(error: ApiError): Promise<void> {
    try {
      const fresh = await call(expertApi.getExpertInterview, { params: { interviewId: this.#interviewId } });
      if (fresh.draftVersion === this.#version) {
        // Nobody else saved: the refusal is about something else, and says so itself.
        this.#become({ kind: "refused", error });
        return;
      }
      this.#theirVersion = fresh.draftVersion;
      this.#become({ kind: "conflict", theirs: fresh.draft });
    } catch {
      // The other version can't be read now; what was typed stays here and the save is tried again.
      this.#become({ kind: "offline" });
      this.#later(RETRY_MS);
    }
  }
}
