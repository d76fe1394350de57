/** Interviews over HTTP, for people of a company and their programs. Every handler first asks whether the interview may be seen. */
import { interviewApi, isRefusal, refuse, type Refusal } from "@interviewvector/domain";
import { recordAudit } from "../account/audit.ts";
import { retryEffect } from "../effects/ledger.ts";
import { forCompany, idParam, type Binding } from "../http/bind.ts";
import { notFound, refused } from "../http/problem.ts";
import type { CompanySubject } from "../http/subject.ts";
import { act } from "./act.ts";
import type { InterviewDeps } from "./deps.ts";
import { readDetail } from "./detail.ts";
import { listInterviews } from "./list.ts";
import { readPublicReport } from "./report.ts";
import { resendInvitation } from "./resend.ts";
import type { InterviewRow } from "./store.ts";
import { visibleInterview } from "./visible.ts";

type Params = Record<string, string>;

export function interviewBindings(deps: InterviewDeps): Binding[] {
  return [...readingBindings(deps), ...actingBindings(deps)];
}

function visible(deps: InterviewDeps, by: CompanySubject, params: Params): Promise<InterviewRow> {
  const id = idParam(params, "interviewId");
  return deps.door.database.forCompany(by.companyId, (tx) => visibleInterview(tx, by, id));
}

function readingBindings(deps: InterviewDeps): Binding[] {
  const { database, clock } = deps.door;
  return [
    forCompany(interviewApi.listInterviews, ({ by, query }) =>
      database.forCompany(by.companyId, (tx) => listInterviews(tx, by, query, clock.now())),
    ),
    forCompany(interviewApi.getInterview, ({ by, params }) => readDetail(deps, by, idParam(params, "interviewId"))),
    forCompany(interviewApi.revealContact, async ({ by, params }) => {
      const row = await visible(deps, by, params);
      await recordAudit(database.service, about(deps, by, { row, action: "contact.revealed" }));
      const candidate = await database.forCompany(by.companyId, (tx) =>
        tx
          .selectFrom("candidates")
          .select(["emails", "phones", "location"])
          .where("id", "=", row.candidate_id)
          .executeTakeFirstOrThrow(),
      );
      return { ...candidate, phones: candidate.phones.map((phone) => phone.value) };
    }),
    forCompany(interviewApi.interviewSlots, async ({ by, params }) => {
      const row = await visible(deps, by, params);
      const zone = await candidateZone(deps, by, row);
      const bookable = row.state === "invited" || row.state === "proposed" || row.state === "scheduled";
      if (!bookable) return { slots: [], zone, whyNone: "No time can be booked in this state." };
      const offers = await deps.offersFor(row.id);
      if (!offers) return { slots: [], zone, whyNone: "The position has no round for this interview any more." };
      return { slots: offers.starts.map((startAt) => new Date(startAt).toISOString()), zone, whyNone: offers.whyNone };
    }),
    forCompany(interviewApi.getReport, ({ by, params, query }) =>
      database.forCompany(by.companyId, async (tx) =>
        readPublicReport(tx, await visibleInterview(tx, by, idParam(params, "interviewId")), query.version),
      ),
    ),
  ];
}

function actingBindings(deps: InterviewDeps): Binding[] {
  const { door } = deps;
  /** Sees, does, and shows what came of it. */
  const then = async (by: CompanySubject, params: Params, work: (row: InterviewRow) => Promise<unknown>) => {
    const row = await visible(deps, by, params);
    const outcome = await work(row);
    if (isRefusal(outcome)) throw refused(outcome);
    return readDetail(deps, by, row.id);
  };
  return [
    forCompany(interviewApi.cancelInterview, ({ by, params, body }) =>
      then(by, params, (row) => act(door, row.id, by.actor, { type: "cancelled", reason: body.reason })),
    ),
    forCompany(interviewApi.answerAtsQuestion, ({ by, params, body }) =>
      then(by, params, (row) =>
        act(door, row.id, by.actor, { type: body.answer === "put_back" ? "putBack" : "leftAsFound" }),
      ),
    ),
    forCompany(interviewApi.answerPostingQuestion, ({ by, params, body }) =>
      then(by, params, (row) =>
        act(door, row.id, by.actor, {
          type: "postingEndAnswered",
          keep: body.answer === "keep",
          endedAt: row.posting_question?.endedAt ?? 0,
        }),
      ),
    ),
    forCompany(interviewApi.retriggerInterview, ({ by, params }) =>
      then(by, params, (row) => deps.retrigger(row.id, by.actor)),
    ),
    forCompany(interviewApi.resendInvitation, ({ by, params }) =>
      then(by, params, (row) => resendInvitation(door, row.id, by.actor)),
    ),
    forCompany(interviewApi.redoInterview, async ({ by, params }) => {
      const row = await visible(deps, by, params);
      const made = await deps.redo(row.id, by.actor);
      if (isRefusal(made)) throw refused(made);
      return readDetail(deps, by, made.id);
    }),
    forCompany(interviewApi.bookInterview, ({ by, params, body }) =>
      then(by, params, (row) =>
        deps.bookSlot(row.id, by.actor, {
          startAt: Date.parse(body.startAt),
          idempotencyKey: body.idempotencyKey,
        }),
      ),
    ),
    forCompany(interviewApi.retryInterviewEffect, ({ by, params }) =>
      then(by, params, (row) => retryOf(deps, by, { row, effectId: idParam(params, "effectId") })),
    ),
  ];
}

async function retryOf(
  deps: InterviewDeps,
  by: CompanySubject,
  { row, effectId }: { row: InterviewRow; effectId: string },
): Promise<true | Refusal> {
  const { database } = deps.door;
  const effect = await database.forCompany(by.companyId, (tx) =>
    tx
      .selectFrom("effects")
      .select("kind")
      .where("id", "=", effectId)
      .where("interview_id", "=", row.id)
      .executeTakeFirst(),
  );
  if (!effect) throw notFound("This effect");
  return database.service.transaction().execute(async (tx) => {
    if (!(await retryEffect(tx, effectId))) return refuse("not_failed", "Only what failed can be tried again.");
    const details = { effectId, kind: effect.kind };
    await recordAudit(tx, { ...about(deps, by, { row, action: "effect.retried" }), details });
    return true;
  });
}

function about(deps: InterviewDeps, by: CompanySubject, { row, action }: { row: InterviewRow; action: string }) {
  const at = deps.door.clock.now();
  return { at, companyId: by.companyId, actor: by.actor, action, subject: `interview:${row.id}` };
}

async function candidateZone(deps: InterviewDeps, by: CompanySubject, row: InterviewRow): Promise<string> {
  const found = await deps.door.database.forCompany(by.companyId, (tx) =>
    tx
      .selectFrom("candidates as c")
      .innerJoin("companies as co", "co.id", "c.company_id")
      .select(["c.zone", "co.zone as company_zone"])
      .where("c.id", "=", row.candidate_id)
      .executeTakeFirstOrThrow(),
  );
  return found.zone ?? found.company_zone;
}
