/**
 * The id of what others see (a note, an interview in the ATS, a mail, a text message) follows from what it says: the first invitation of an
 * interview has the same id, and so the same marker in the ATS, however many events came before it. What was decided after a
 * backup was taken, and is decided again by another way after it was restored, is found there and not written twice.
 */
import type { Effect as OwedEffect } from "@interviewvector/domain";
import type { Tx } from "../db/database.ts";
import { stableId } from "../stable-id.ts";

/** So many of one name are asked for at once; more are rare. */
const AT_ONCE = 8;

/**
 * For each of `effects` its id, or null for what nobody outside sees. What is said a second time in the same words (the same time
 * booked again, say) is told apart by its number. The interview's row must be locked: the numbers are counted here.
 */
export async function recurringIds(
  tx: Tx,
  interviewId: string,
  effects: readonly OwedEffect[],
): Promise<(string | null)[]> {
  const taken = new Set<string>();
  const ids: (string | null)[] = effects.map(() => null);
  for (let from = 1; ; from += AT_ONCE) {
    const open = effects.flatMap((effect, place) =>
      ids[place] === null && isSeen(effect) ? [{ place, numbered: numbered(interviewId, effect, from) }] : [],
    );
    if (open.length === 0) return ids;
    const standing = await tx
      .selectFrom("effects")
      .select("id")
      .where(
        "id",
        "in",
        open.flatMap(({ numbered: some }) => some),
      )
      .execute();
    for (const { id } of standing) taken.add(id);
    for (const { place, numbered: some } of open) {
      const free = some.find((id) => !taken.has(id));
      if (free === undefined) continue;
      taken.add(free);
      ids[place] = free;
    }
  }
}

function isSeen({ request: { kind } }: OwedEffect): boolean {
  return kind.startsWith("mail.") || kind.startsWith("sms.") || (kind.startsWith("ats.") && kind !== "ats.status");
}

function numbered(interviewId: string, { name, request }: OwedEffect, from: number): string[] {
  const { times, expertId, reportVersion, which } = request as Record<string, unknown>;
  return Array.from({ length: AT_ONCE }, (_, place) =>
    stableId(JSON.stringify([interviewId, name, from + place, times, expertId, reportVersion, which])),
  );
}
