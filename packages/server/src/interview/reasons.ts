/** What stands in the way of inviting somebody, by what was read of them last. Asks the ATS for nothing. */
import { blockReasonsFor, positionSettings, type BlockReason } from "@interviewvector/domain";
import type { Tx } from "../db/database.ts";
import type { Loaded } from "./store.ts";

export async function reasonsOf(tx: Tx, { row, position }: Loaded): Promise<BlockReason[]> {
  const candidate = await tx
    .selectFrom("candidates")
    .selectAll()
    .where("id", "=", row.candidate_id)
    .executeTakeFirstOrThrow();
  return blockReasonsFor(
    { state: position.state, settings: positionSettings.parse(position.settings), roundsLeft: true },
    {
      emails: candidate.emails,
      phones: candidate.phones.map((phone) => phone.value),
      hasResume: candidate.has_resume,
      bouncedEmails: candidate.bounced_emails,
    },
  );
}
