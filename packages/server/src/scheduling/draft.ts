/**
 * Whose report it is after an interview changed hands: of who holds it last. A draft that nobody wrote in moves over;
 * what the earlier holder had written is kept aside, and the new holder begins with a blank one.
 */
import { reportDraft } from "@interviewvector/domain";
import type { Tx } from "../db/database.ts";
import type { Door } from "../interview/act.ts";

export async function passOnDraft(
  { clock, newId }: Pick<Door, "clock" | "newId">,
  tx: Tx,
  { interviewId, toExpertId }: { interviewId: string; toExpertId: string },
): Promise<void> {
  const report = await tx
    .selectFrom("reports")
    .selectAll()
    .where("interview_id", "=", interviewId)
    .forUpdate()
    .executeTakeFirst();
  // A submitted report stays its author's: it has been read by others.
  if (!report || report.expert_id === toExpertId || report.version > 0) return;
  const touched = JSON.stringify(reportDraft.parse(report.draft)) !== JSON.stringify(reportDraft.parse({}));
  if (touched) {
    await tx
      .insertInto("set_aside_drafts")
      .values({
        id: newId(),
        company_id: report.company_id,
        interview_id: interviewId,
        expert_id: report.expert_id,
        draft: JSON.stringify(report.draft),
        saved_at: report.saved_at,
        set_aside_at: new Date(clock.now()),
      })
      .execute();
  }
  // Back to version 0: the new holder's window starts from nothing, and the old holder's stale one is refused.
  await tx
    .updateTable("reports")
    .set({ expert_id: toExpertId, draft: "{}", draft_version: 0, saved_at: null })
    .where("id", "=", report.id)
    .execute();
}
