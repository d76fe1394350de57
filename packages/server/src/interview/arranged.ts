/** What a candidate asked to have arranged: more time, and words about the rest. It goes with the booking or the times that they give. */
import type { Tx } from "../db/database.ts";

export interface Arranged {
  extraMinutes?: number | undefined;
  accommodation?: string | undefined;
}

/** What is left out stays as it was. */
export async function saveArranged(
  tx: Tx,
  interviewId: string,
  { extraMinutes, accommodation }: Arranged,
): Promise<void> {
  if (extraMinutes === undefined && accommodation === undefined) return;
  await tx
    .updateTable("interviews")
    .set({
      ...(extraMinutes === undefined ? {} : { extra_minutes: extraMinutes }),
      ...(accommodation === undefined ? {} : { accommodation: accommodation === "" ? null : accommodation }),
    })
    .where("id", "=", interviewId)
    .execute();
}
