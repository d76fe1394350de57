/** Bad ratings over HTTP: read, taken by somebody, and answered: what was found and done, and what the candidate is told. */
import { isRefusal, ratingApi, refuse, type Actor } from "@interviewvector/domain";
import { recordAudit } from "../account/audit.ts";
import type { Tx } from "../db/database.ts";
import { forReviewer, idParam, type Binding } from "../http/bind.ts";
import { notFound, refused } from "../http/problem.ts";
import { act, type Door } from "../interview/act.ts";
import { heldBy, readRating, readRatings, type Reader } from "./queue.ts";

interface Answered {
  finding: string;
  action: string;
  answer: string;
}

export function ratingBindings({ door }: { door: Door }): Binding[] {
  const db = door.database.service;
  return [
    forReviewer(ratingApi.listRatings, ({ by, query }) =>
      readRatings(db, by, { show: query.show, search: query.search ?? "", now: door.clock.now() }),
    ),
    forReviewer(ratingApi.getRating, async ({ by, params }) => {
      const rating = await readRating(db, idParam(params, "interviewId"), { reader: by, now: door.clock.now() });
      if (!rating) throw notFound("This rating");
      return rating;
    }),
    forReviewer(ratingApi.takeRating, async ({ by, params }) => {
      const interviewId = idParam(params, "interviewId");
      await db.transaction().execute(async (tx) => {
        const refusal = await mayLookInto(tx, interviewId, by);
        if (refusal) throw refusal;
        await tx
          .updateTable("rating_audits")
          .set({ taken_by: by.id })
          .where("interview_id", "=", interviewId)
          .execute();
      });
      return { ok: true as const };
    }),
    forReviewer(ratingApi.answerRating, async ({ by, params, body }) => {
      await answer(door, by, idParam(params, "interviewId"), body);
      return { ok: true as const };
    }),
  ];
}

/** What to answer with when it may not be; locks the audit, so that two who press at once come one after the other. */
async function mayLookInto(tx: Tx, interviewId: string, by: Reader) {
  const audit = await tx
    .selectFrom("rating_audits")
    .select("ended_at")
    .where("interview_id", "=", interviewId)
    .forUpdate()
    .executeTakeFirst();
  if (!audit) return notFound("This rating");
  if (audit.ended_at !== null) return refused(refuse("already_answered", "This rating has been answered already."));
  return (await heldBy(tx, interviewId)) === by.id
    ? refused(refuse("own_interview", "You held this interview: somebody else looks into it."))
    : null;
}

async function answer(door: Door, by: Reader, interviewId: string, words: Answered): Promise<void> {
  const actor: Actor = { kind: by.role, id: by.id, name: by.name };
  const decision = await act(door, interviewId, actor, async (tx, { row }) => {
    const refusal = await mayLookInto(tx, interviewId, by);
    if (refusal) throw refusal;
    const at = door.clock.now();
    await tx
      .updateTable("rating_audits")
      .set({ ...words, taken_by: by.id, ended_at: new Date(at), ended_by: by.id })
      .where("interview_id", "=", interviewId)
      .execute();
    const subject = `interview:${interviewId}`;
    await recordAudit(tx, { at, companyId: row.company_id, actor, action: "rating.answered", subject });
    return { type: "ratingAnswered" };
  });
  if (isRefusal(decision)) throw decision.code === "unknown_interview" ? notFound("This rating") : refused(decision);
}
