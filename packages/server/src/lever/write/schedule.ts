/** A booking as a panel with one interview. Found again by the panel's `externalUrl`, which is the effect's own marker. */
import type { Times } from "@interviewvector/domain";
import type { Panel } from "@interviewvector/lever";
import type { Effect, Handler, Outcome, SweepResult } from "../../effects/effect.ts";
import { actorOf, atDesk, byAge, collect, openDesk, saving, type Desk, type WriteDeps } from "./desk.ts";
import { sweepWords } from "./note.ts";
import { newPanel, type Meeting } from "./panel.ts";

export function scheduleHandler(deps: WriteDeps): Handler {
  return {
    kind: "ats.schedule",
    run: (effect, attempt) =>
      atDesk(deps, effect, attempt, async (desk) => {
        const obstacle = await whyNot(deps, effect);
        if (obstacle !== null) return { result: "skipped", words: obstacle };
        return createPanel(deps, effect, desk);
      }),
    find: async (effect, attempt) => findPanel(deps, effect, await openDesk(deps, effect, attempt)),
    sweep: async (effect, attempt) => sweepPanels(await openDesk(deps, effect, attempt), effect),
  };
}

export function meetingOf(effect: Effect): Meeting {
  const { times, expertId } = effect.payload as { times: Times; expertId: string };
  return { ...times, expertId };
}

/** Not worth writing any more: it is over, taken back, or, retried by a person long after, another time stands instead. */
export async function whyNot({ database, clock }: WriteDeps, effect: Effect): Promise<string | null> {
  if (meetingOf(effect).endAt <= clock.now()) return "the time is over";
  const later = await database.service
    .selectFrom("effects as later")
    .innerJoin("effects as own", "own.interview_id", "later.interview_id")
    .select(["later.kind", "later.state"])
    .where("own.id", "=", effect.id)
    .where("later.kind", "in", ["ats.cancel", "ats.schedule", "ats.reschedule"])
    .whereRef("later.seq", ">", "own.seq")
    .execute();
  if (later.some(({ kind }) => kind === "ats.cancel")) return "cancelled meanwhile";
  return later.some(({ state }) => state === "done") ? "another time stands in Lever" : null;
}

export async function createPanel(deps: WriteDeps, effect: Effect, desk: Desk): Promise<Outcome> {
  const panel = await desk.lever.panels.create(
    desk.opportunityId,
    await newPanel(deps, desk, meetingOf(effect)),
    actorOf(desk),
  );
  return {
    result: "done",
    words: "panel with the interview made",
    externalId: panel.id,
    save: savingPanel(deps, effect, panel),
  };
}

function savingPanel(deps: WriteDeps, effect: Effect, panel: Panel) {
  const [interview] = panel.interviews;
  return saving(deps, effect, { panelId: panel.id, ...(interview ? { interviewId: interview.id } : {}) });
}

export async function findPanel(deps: WriteDeps, effect: Effect, desk: Desk) {
  const [first] = await marked(desk);
  if (!first) return { found: false as const };
  return {
    found: true as const,
    words: "panel found in Lever",
    externalId: first.id,
    save: savingPanel(deps, effect, first),
  };
}

/** A cancelled panel stays listed and still proves that it was made. */
async function marked(desk: Desk): Promise<Panel[]> {
  const panels = await collect(desk.lever.panels.list(desk.opportunityId));
  return byAge(panels.filter(({ externalUrl }) => externalUrl === desk.marker));
}

/** The panel that the effect knows as its own stays, also when it has been cancelled since: then it is its twins that would stand. */
export async function sweepPanels(desk: Desk, effect: Pick<Effect, "externalId">): Promise<SweepResult> {
  const panels = await marked(desk);
  const known = [desk.ids.panelId, effect.externalId];
  const kept = panels.find(({ id }) => known.includes(id)) ?? panels[0];
  const twins = panels.filter(({ id, canceledAt }) => id !== kept?.id && canceledAt === null);
  for (const twin of twins) await desk.lever.panels.delete(desk.opportunityId, twin.id, actorOf(desk));
  return sweepWords(twins.length, 0, "panel");
}
