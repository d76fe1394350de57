/** Auditors' screens over HTTP: read what waits, release it, or send it back with words to the expert. Nothing is released unseen. */
import { isRefusal, reviewApi, type Actor, type InterviewEvent } from "@interviewvector/domain";
import { recordAudit } from "../account/audit.ts";
import { forReviewer, idParam, type Binding } from "../http/bind.ts";
import { notFound, refused } from "../http/problem.ts";
import { act, type Door } from "../interview/act.ts";
import { mayJudgeNow, readQueue, readReview, type Reviewer } from "./queue.ts";

type Judgement = Extract<InterviewEvent, { type: "reportReleased" | "reportSentBack" }>;

export function reviewBindings({ door }: { door: Door }): Binding[] {
  const { database, clock } = door;
  return [
    forReviewer(reviewApi.listReviews, async ({ by }) => ({
      reviews: await readQueue(database.service, by, clock.now()),
    })),
    forReviewer(reviewApi.getReview, async ({ by, params }) => {
      const interviewId = idParam(params, "interviewId");
      const review = await readReview(database.service, interviewId, { reviewer: by, now: clock.now() });
      if (!review) throw notFound("This review");
      return review;
    }),
    forReviewer(reviewApi.releaseReport, async ({ by, params, body }) => {
      await judge(door, by, idParam(params, "interviewId"), { type: "reportReleased", reportVersion: body.version });
      return { ok: true as const };
    }),
    forReviewer(reviewApi.sendReportBack, async ({ by, params, body }) => {
      const { version: reportVersion, words } = body;
      await judge(door, by, idParam(params, "interviewId"), { type: "reportSentBack", reportVersion, words });
      return { ok: true as const };
    }),
  ];
}

async function judge(door: Door, reviewer: Reviewer, interviewId: string, event: Judgement): Promise<void> {
  const { id, name, role } = reviewer;
  const actor: Actor = { kind: role, id, name };
  const decision = await act(door, interviewId, actor, async (tx, { row }) => {
    const now = door.clock.now();
    const may = await mayJudgeNow(tx, interviewId, { reviewer, now });
    if (may !== true) return may;
    if (event.type === "reportSentBack") {
      await tx
        .updateTable("report_versions")
        .set({ sent_back_at: new Date(now), sent_back_words: event.words })
        .where("interview_id", "=", interviewId)
        .where("version", "=", event.reportVersion)
        .execute();
    }
    const action = event.type === "reportSentBack" ? "report.sent_back" : "report.released";
    const details = { version: event.reportVersion };
    await recordAudit(tx, {
      at: now,
      companyId: row.company_id,
      actor,
      action,
      subject: `interview:${row.id}`,
      details,
    });
    return event;
  });
  if (isRefusal(decision)) throw decision.code === "unknown_interview" ? notFound("This review") : refused(decision);
}
