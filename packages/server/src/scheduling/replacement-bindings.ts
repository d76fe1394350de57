/** Replacing experts over HTTP: by operators, and by the expert who can't hold an interview. */
import { sql } from "kysely";
import {
  type Actor,
  days,
  type HandOverCause,
  isLateHandOver,
  isRefusal,
  replacementApi,
  type Refusal,
} from "@interviewvector/domain";
import { forExpert, forOperator, idParam, type Binding } from "../http/bind.ts";
import { HttpProblem, notFound, refused } from "../http/problem.ts";
import type { Person } from "../http/subject.ts";
import type { Door } from "../interview/act.ts";
import { readExpert } from "../interview/facts.ts";
import { loadInterview } from "../interview/store.ts";
import type { HandedOver } from "./hand-over.ts";
import type { Scheduling } from "./index.ts";
import { writeDownOffered } from "./offered.ts";
import { oweHandOvers, readHeld } from "./owed-hand-over.ts";
import { closeShift, giveShiftBack, listShifts, ownShifts, postShift, takeShift } from "./shifts.ts";
import { addStandby, endStandby, listStandby } from "./standby.ts";

export interface ReplacementDeps {
  door: Door;
  scheduling: Pick<Scheduling, "handOver" | "replacements">;
}

export function replacementBindings(deps: ReplacementDeps): Binding[] {
  return [...operatorBindings(deps), ...standbyBindings(deps.door), ...expertBindings(deps)];
}

function operatorBindings({ door, scheduling }: ReplacementDeps): Binding[] {
  return [
    forOperator(replacementApi.listReplacements, ({ params }) =>
      replacementsOf(door, scheduling, idParam(params, "interviewId")),
    ),
    forOperator(replacementApi.replaceExpert, async ({ params, body, by }) => {
      const wish = { ...body, cause: "removed" as const };
      return answer(await scheduling.handOver(idParam(params, "interviewId"), operator(by), wish));
    }),
    forOperator(replacementApi.expertAway, async ({ params, body, by }) => {
      const expertId = idParam(params, "expertId");
      const [fromAt, toAt] = [Date.parse(body.fromAt), Date.parse(body.toAt)];
      if (toAt <= fromAt) throw new HttpProblem(422, "no_time", "The absence must end after it begins.");
      if (toAt <= door.clock.now()) throw new HttpProblem(422, "past", "This time is over.");
      const { cause, reason } = body;
      const interviews = await sendAway(door, { expertId, cause, reason, actor: operator(by), fromAt, toAt });
      return { interviews, words: awayWords(interviews) };
    }),
    forOperator(replacementApi.heldWhileAway, async ({ params, query }) => {
      const expertId = idParam(params, "expertId");
      const [fromAt, toAt] = [Date.parse(query.fromAt), Date.parse(query.toAt)];
      const now = door.clock.now();
      const isTime = toAt > Math.max(now, fromAt);
      const held = isTime ? await readHeld(door.database.service, { expertId, now, fromAt, toAt }) : [];
      return { interviews: held.length, firstAt: held[0]?.start_at.toISOString() ?? null };
    }),
    forOperator(replacementApi.listHandOvers, () => listHandOvers(door)),
  ];
}

function standbyBindings(door: Door): Binding[] {
  return [
    forOperator(replacementApi.listStandby, async () => ({ standby: await listStandby(door) })),
    forOperator(replacementApi.addStandby, ({ body }) => addStandby(door, body)),
    forOperator(replacementApi.endStandby, async ({ params }) => {
      await endStandby(door, idParam(params, "standbyId"));
      return { ok: true as const };
    }),
    forOperator(replacementApi.listShifts, async () => ({ shifts: await listShifts(door) })),
    forOperator(replacementApi.postShift, ({ body }) => postShift(door, body)),
    forOperator(replacementApi.closeShift, async ({ params }) => {
      await closeShift(door, idParam(params, "shiftId"));
      return { ok: true as const };
    }),
  ];
}

function expertBindings({ door, scheduling }: ReplacementDeps): Binding[] {
  return [
    forExpert(replacementApi.handOver, async ({ params, body, by }) => {
      const interviewId = idParam(params, "interviewId");
      await mustHold(door, interviewId, by.expertId);
      const me = await readExpert(door.database.service, by.expertId);
      const actor: Actor = { kind: "expert", id: by.expertId, name: me?.firstName ?? "" };
      const wish = { fromExpertId: by.expertId, cause: "handed_over" as const, reason: body.reason };
      return answer(await scheduling.handOver(interviewId, actor, wish));
    }),
    forExpert(replacementApi.openShifts, ({ by }) => ownShifts(door, by.expertId)),
    forExpert(replacementApi.takeShift, ({ params, by }) => takeShift(door, idParam(params, "shiftId"), by.expertId)),
    forExpert(replacementApi.giveShiftBack, ({ params, by }) =>
      giveShiftBack(door, idParam(params, "shiftId"), by.expertId),
    ),
  ];
}

function operator({ id, name }: Person): Actor {
  return { kind: "operator", id, name };
}

function answer(result: HandedOver | Refusal) {
  if (isRefusal(result)) throw refused(result);
  return { outcome: result.outcome, words: result.words };
}

/** What is not theirs is not there, whatever it is. */
async function mustHold({ database }: Door, interviewId: string, expertId: string): Promise<void> {
  const held = await database.service
    .selectFrom("interviews")
    .select("id")
    .where("id", "=", interviewId)
    .where("expert_id", "=", expertId)
    .executeTakeFirst();
  if (!held) throw notFound("This interview");
}

interface Away {
  expertId: string;
  cause: HandOverCause;
  reason: string;
  actor: Actor;
  fromAt: number;
  toAt: number;
}

/** Closes the time for bookings, and owes a hand-over for each interview in it; all or nothing. */
async function sendAway(door: Door, away: Away): Promise<number> {
  return door.database.service.transaction().execute(async (tx) => {
    const expert = await tx
      .selectFrom("experts")
      .select("id")
      .where("id", "=", away.expertId)
      .forNoKeyUpdate()
      .executeTakeFirst();
    if (!expert) throw notFound("This expert");
    await writeDownOffered(tx, away.expertId, door.clock.now());
    const [fromAt, toAt] = [new Date(away.fromAt), new Date(away.toAt)];
    await sql`
      insert into expert_time_off (id, expert_id, during, note)
      values (${door.newId()}, ${away.expertId}, tstzrange(${fromAt}, ${toAt}), ${away.cause === "ill" ? "Ill" : "Away"})
    `.execute(tx);
    return oweHandOvers(door, tx, away);
  });
}

function awayWords(interviews: number): string {
  if (interviews === 0) return "The time is closed. No interview was booked in it.";
  return `The time is closed. ${interviews} ${interviews === 1 ? "interview is" : "interviews are"} being given to other experts; what came of it stands under Handed over.`;
}

async function replacementsOf(door: Door, scheduling: ReplacementDeps["scheduling"], interviewId: string) {
  const db = door.database.service;
  const loaded = await loadInterview(db, interviewId);
  const booking = loaded?.interview.booking;
  if (!loaded || !booking) throw notFound("A booked interview of this number");
  const { company_id: companyId, candidate_id: candidateId } = loaded.row;
  const [company, candidate, expert, replacements] = await Promise.all([
    db.selectFrom("companies").select("name").where("id", "=", companyId).executeTakeFirstOrThrow(),
    db.selectFrom("candidates").select("name").where("id", "=", candidateId).executeTakeFirstOrThrow(),
    readExpert(db, booking.expertId),
    scheduling.replacements(interviewId),
  ]);
  return {
    interviewId,
    company: company.name,
    candidate: candidate.name,
    position: loaded.position.title,
    startAt: new Date(booking.startAt).toISOString(),
    endAt: new Date(booking.endAt).toISOString(),
    expertId: booking.expertId,
    expert: expert?.name ?? "",
    replacements,
  };
}

async function listHandOvers({ database, clock }: Door) {
  const now = clock.now();
  const { rows } = await sql<{
    interview_id: string;
    at: Date;
    company: string;
    candidate: string;
    from: string;
    to: string | null;
    details: { cause: HandOverCause; reason: string };
    start_at: Date | null;
  }>`
    select h.interview_id, h.at, c.name as company, k.name as candidate, f.name as "from", t.name as "to", h.details,
           to_timestamp(coalesce((h.details -> 'booking' ->> 'startAt')::numeric, booked.start_at)::float8 / 1000) as start_at
    from history h
    join companies c on c.id = h.company_id
    join interviews i on i.id = h.interview_id
    join candidates k on k.id = i.candidate_id
    join experts f on f.id = (h.details ->> 'fromExpertId')::uuid
    left join experts t on t.id = (h.details -> 'booking' ->> 'expertId')::uuid
    left join lateral (
      select (x.details -> 'booking' ->> 'startAt')::numeric as start_at from history x
      where x.interview_id = h.interview_id and x.id < h.id and x.event in ('slotBooked', 'expertReplaced')
      order by x.id desc limit 1) booked on true
    where h.event in ('expertReplaced', 'expertGaveBack') and h.details ? 'fromExpertId' and h.at > ${new Date(now - days(7))}
    order by h.id desc limit 200`.execute(database.service);
  const open = await database.service
    .selectFrom("effects")
    .select((count) => count.fn.countAll<string>().as("n"))
    .where("kind", "=", "interview.handover")
    .where("state", "in", ["pending", "running", "unsure"])
    .executeTakeFirstOrThrow();
  return {
    handOvers: rows.map((row) => ({
      interviewId: row.interview_id,
      at: row.at.toISOString(),
      company: row.company,
      candidate: row.candidate,
      startAt: row.start_at?.toISOString() ?? null,
      from: row.from,
      to: row.to,
      cause: causeWords[row.details.cause],
      reason: row.details.reason,
      late:
        (row.details.cause === "handed_over" || row.details.cause === "calendar_conflict") &&
        row.start_at !== null &&
        isLateHandOver(row.start_at.getTime(), row.at.getTime()),
    })),
    open: Number(open.n),
  };
}

const causeWords: Record<HandOverCause, string> = {
  handed_over: "handed over",
  ill: "ill",
  removed: "replaced by an operator",
  calendar_conflict: "their calendar shows something else",
  not_arrived: "did not arrive",
};
