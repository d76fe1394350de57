/** The same interview in Lever at another time or with another expert: replaced in place. After doubt it is read and compared. */
import { LeverError, type Interview as LeverInterview } from "@interviewvector/lever";
import type { Effect, Found, Handler, Outcome } from "../../effects/effect.ts";
import { actorOf, atDesk, openDesk, saving, type Desk, type WriteDeps } from "./desk.ts";
import { interviewDetails } from "./panel.ts";
import { createPanel, findPanel, meetingOf, sweepPanels, whyNot } from "./schedule.ts";

export function rescheduleHandler(deps: WriteDeps): Handler {
  return {
    kind: "ats.reschedule",
    run: (effect, attempt) =>
      atDesk(deps, effect, attempt, async (desk) => {
        const obstacle = await whyNot(deps, effect);
        if (obstacle !== null) return { result: "skipped", words: obstacle };
        // The panel could never be made: then it is made now, at the new time.
        if (desk.ids.interviewId === undefined) return createPanel(deps, effect, desk);
        return replace(deps, effect, desk, desk.ids.interviewId);
      }),
    async find(effect, attempt): Promise<Found> {
      const desk = await openDesk(deps, effect, attempt);
      if (desk.ids.interviewId === undefined) return findPanel(deps, effect, desk);
      const wanted = await interviewDetails(deps, desk, meetingOf(effect));
      const there = await getOrNull(desk, desk.ids.interviewId);
      const same =
        there?.date === wanted.date && there.duration === wanted.duration && there.subject === wanted.subject;
      return same ? { found: true, words: "found moved in Lever", save: saving(deps, effect) } : { found: false };
    },
    sweep: async (effect, attempt) => sweepPanels(await openDesk(deps, effect, attempt), effect),
  };
}

async function replace(deps: WriteDeps, effect: Effect, desk: Desk, interviewId: string): Promise<Outcome> {
  const { panelId } = desk.ids;
  if (panelId === undefined) return { result: "skipped", words: "the panel in Lever is not known" };
  const details = await interviewDetails(deps, desk, meetingOf(effect));
  try {
    await desk.lever.interviews.update(desk.opportunityId, interviewId, { ...details, panel: panelId }, actorOf(desk));
  } catch (error) {
    if (!(error instanceof LeverError && error.code === "not_found")) throw error;
    // Never cancelled or made anew by ourselves: a person took it away, and a person decides.
    return { result: "not_applied", retry: "never", words: "somebody removed the interview in Lever" };
  }
  return { result: "done", words: "interview moved", externalId: interviewId, save: saving(deps, effect) };
}

export async function getOrNull(desk: Desk, interviewId: string): Promise<LeverInterview | null> {
  try {
    return await desk.lever.interviews.get(desk.opportunityId, interviewId);
  } catch (error) {
    if (error instanceof LeverError && error.code === "not_found") return null;
    throw error;
  }
}
