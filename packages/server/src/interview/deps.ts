/** What the interview's parts are made of. What knows the ATS, and the slot engine, are given as functions. */
import type { Actor, Decision, Refusal } from "@interviewvector/domain";
import type { FactsOptions } from "./facts.ts";
import type { Door } from "./act.ts";

/** The ATS as people see it: words and addresses for what we wrote there. */
export interface AtsFace {
  /** "Note in Lever: invited", "Panel in Lever" … */
  effectTitle(effect: { kind: string; payload: Record<string, unknown> }): string;
  /** Where what was written can be seen; null when there is no such page. */
  effectUrl(effect: { kind: string; externalId: string | null }, about: OpportunityRef): string | null;
  opportunityUrl(about: OpportunityRef): string | null;
}

export interface OpportunityRef {
  environment: "production" | "sandbox";
  opportunityId: string;
}

interface BookWish {
  /** ms */
  startAt: number;
  idempotencyKey: string;
}

export interface Resume {
  body: Uint8Array | ReadableStream<Uint8Array>;
  contentType: string;
  fileName: string;
}

export interface InterviewDeps extends FactsOptions {
  door: Door;
  ats: AtsFace;
  /** Reads the ATS again and lets `retriggered` happen; the refusal says what is still missing. */
  retrigger(interviewId: string, actor: Actor): Promise<Decision | Refusal>;
  /** Reads the ATS again; who is archived there is refused. Returns the new interview. */
  redo(interviewId: string, actor: Actor): Promise<{ id: string } | Refusal>;
  /** Books, or moves, with the next best expert. A refusal may carry more, e.g. the nearest times. */
  bookSlot(interviewId: string, actor: Actor, wish: BookWish): Promise<object | Refusal>;
  /** Bookable starts, ms, sorted, or why there are none; null when there is no round to take place in. */
  offersFor(interviewId: string): Promise<{ starts: number[]; whyNone: string | null } | null>;
}
