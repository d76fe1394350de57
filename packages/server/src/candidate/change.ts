/** What all changes by a candidate share: who acts, how a refusal is told, and the redirect at the end. */
import type { Context } from "hono";
import { type Actor, type InterviewEvent, isRefusal } from "@interviewvector/domain";
import type { Variables } from "../http/problem.ts";
import { act, type Gather } from "../interview/act.ts";
import type { CandidateDeps } from "./deps.ts";
import type { Form } from "./form.ts";
import { show } from "./frame.ts";
import { noticePage } from "./notice-page.ts";
import { openVisit, type Visit } from "./visit.ts";

export type Sent = Context<{ Variables: Variables }>;
export type Change = (deps: CandidateDeps, sent: Sent, about: { visit: Visit; form: Form }) => Promise<Response>;

/** The link also stands in the ATS: whoever holds it acts as the candidate, and the timeline says so. */
export const throughLink: Actor = { kind: "candidate" };

/** Lets `event` happen; a refusal becomes a page that says why, unless pressing twice is all that it was. */
export async function happen(
  deps: CandidateDeps,
  sent: Sent,
  visit: Visit,
  event: InterviewEvent | Gather,
): Promise<Response> {
  const result = await act(deps.door, visit.facts.row.id, throughLink, event);
  if (!isRefusal(result) || result.code === "already_given") return back(sent, visit);
  const fresh = await openVisit(
    { ...deps.door, crypt: deps.crypt, publicUrl: deps.config.publicUrl },
    visit.base.slice("/i/".length),
    visit.zone,
  );
  if (!fresh || fresh.loaded.interview.state === "cancelled") return back(sent, visit);
  return show(sent, noticePage(fresh, result.words), { ...deps.config, status: 409 });
}

export function back(sent: Sent, visit: Visit): Response {
  return sent.redirect(visit.base, 303);
}

/** The zone in which somebody chooses a time is theirs: mails and pages use it from now on. */
export async function keepZone({ door }: CandidateDeps, { facts, zone }: Visit): Promise<void> {
  if (facts.candidate.hasZone && facts.candidate.zone === zone) return;
  await door.database.service.updateTable("candidates").set({ zone }).where("id", "=", facts.candidate.id).execute();
}
