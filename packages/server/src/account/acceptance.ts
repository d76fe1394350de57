/**
 * Whether somebody has ever come in: a password that was set, or a link from their mailbox that was used. Until then they are
 * invited only, and what counts is how long the newest link in their mail works. Reads as sign-in's own role.
 */
import type pg from "pg";

export interface Acceptance {
  accepted: boolean;
  /** Of the newest link that still works; null when none does. */
  linkEndsAt: Date | null;
}

export async function readAcceptance(pool: pg.Pool, userIds: readonly string[]): Promise<Map<string, Acceptance>> {
  const { rows } = await pool.query<{ id: string; accepted: boolean; ends: Date | null }>(
    `select u.id,
            u."emailVerified" or exists (
              select from account a where a."userId" = u.id and a.password is not null) as accepted,
            (select max(v."expiresAt") from verification v
             where v.value = u.id and v.identifier like 'reset-password:%' and v."expiresAt" > now()) as ends
     from "user" u where u.id = any($1)`,
    [userIds],
  );
  return new Map(rows.map(({ id, accepted, ends }) => [id, { accepted, linkEndsAt: ends }]));
}

/** Has never been in, and has no link that still works: without another one they never will. */
export async function needsLink(pool: pg.Pool, userId: string): Promise<boolean> {
  const acceptance = (await readAcceptance(pool, [userId])).get(userId);
  return acceptance?.accepted !== true && !acceptance?.linkEndsAt;
}
