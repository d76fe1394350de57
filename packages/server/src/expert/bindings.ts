/** The API of experts. Every handler works on what belongs to the expert who asks; anything else is not found. */
import { type Actor, expertApi, isRefusal, refuse, type InterviewEvent } from "@interviewvector/domain";
import { type ExpertSubject, forExpert, idParam, type Binding } from "../http/bind.ts";
import { notFound, refused } from "../http/problem.ts";
import { act, type Door } from "../interview/act.ts";
import { agendaOf } from "./agenda.ts";
import { readAvailability, rulesOf, saveAvailability } from "./availability.ts";
import { readOwn } from "./own-interview.ts";
import { previewAvailability } from "./preview.ts";
import { ownInterview, readInterview, saveDraft, submitReport } from "./report.ts";

export interface ExpertDeps {
  door: Door;
}

type Params = Record<string, string>;

export function expertBindings({ door }: ExpertDeps): Binding[] {
  const { database, clock } = door;
  const whose = (by: ExpertSubject, params: Params) => ({
    expertId: by.expertId,
    interviewId: idParam(params, "interviewId"),
  });
  return [
    forExpert(expertApi.agenda, async ({ by }) => {
      const now = clock.now();
      const { zone } = await readMe(door, by.expertId);
      return agendaOf(await readOwn(database.service, { expertId: by.expertId, now }), zone, now);
    }),
    forExpert(expertApi.getAvailability, ({ by }) => readAvailability(door, by.expertId)),
    forExpert(expertApi.putAvailability, async ({ by, body }) => {
      await saveAvailability(door, by.expertId, body);
      return readAvailability(door, by.expertId);
    }),
    forExpert(expertApi.previewAvailability, ({ by, body }) => previewAvailability(door, by.expertId, rulesOf(body))),
    forExpert(expertApi.getExpertInterview, ({ by, params }) => readInterview(door, whose(by, params))),
    forExpert(expertApi.saveDraft, ({ by, params, body }) => saveDraft(door, whose(by, params), body)),
    forExpert(expertApi.submitReport, async ({ by, params, body }) => {
      const refusal = await submitReport(door, {
        ...whose(by, params),
        draftVersion: body.draftVersion,
        actor: await actorOf(door, by),
      });
      if (refusal) throw refused(refusal);
      return readInterview(door, whose(by, params));
    }),
    forExpert(expertApi.markNoShow, async ({ by, params }) => {
      await mark(door, by, whose(by, params).interviewId, { type: "didNotCome", party: "candidate" });
      return { ok: true as const };
    }),
    forExpert(expertApi.markBrokeOff, async ({ by, params }) => {
      await mark(door, by, whose(by, params).interviewId, { type: "brokeOff" });
      return { ok: true as const };
    }),
  ];
}

type Mark = Extract<InterviewEvent, { type: "didNotCome" | "brokeOff" }>;

async function mark(door: Door, by: ExpertSubject, interviewId: string, event: Mark): Promise<void> {
  const now = door.clock.now();
  const result = await act(door, interviewId, await actorOf(door, by), async (tx) => {
    const { holds, item } = await ownInterview(tx, { expertId: by.expertId, interviewId }, now);
    if (!holds) return refuse("already_recorded", "This is recorded already.");
    if (event.type === "didNotCome" && !item.mayMarkNoShow)
      return refuse(
        "too_early",
        "Please wait until 15 minutes after the start; until then the candidate may still come.",
      );
    return event;
  });
  if (isRefusal(result)) throw refused(result);
}

async function readMe({ database }: Door, expertId: string): Promise<{ zone: string; first_name: string }> {
  const row = await database.service
    .selectFrom("experts")
    .select(["zone", "first_name"])
    .where("id", "=", expertId)
    .executeTakeFirst();
  if (!row) throw notFound("This expert");
  return row;
}

/** The timeline is read by the company: an expert stands there by first name. */
async function actorOf(door: Door, { expertId }: ExpertSubject): Promise<Actor> {
  return { kind: "expert", id: expertId, name: (await readMe(door, expertId)).first_name };
}
