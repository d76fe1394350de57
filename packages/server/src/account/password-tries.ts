/**
 * Tries at the password of one address, from wherever they come: the library counts by who asks only, and whoever guesses asks from
 * many addresses. An address that has no account is counted as well, so that nobody learns which have one. Counted in the
 * library's own table, over all processes.
 */
import type pg from "pg";
import type { Crypt } from "../crypt.ts";

const MOST_TRIES = 10;
const WITHIN_MS = 15 * 60_000;

export interface PasswordTries {
  /** Counts one, before it is made: of many at once none slips through. False: there were too many. */
  allows(email: string): Promise<boolean>;
  /** The password was right: what was mistyped before is forgotten. */
  succeeded(email: string): Promise<void>;
}

export function passwordTries(pool: pg.Pool, crypt: Crypt): PasswordTries {
  const keyOf = (email: string): string =>
    `password:${crypt.sign("password-tries", email.trim().toLowerCase()).toString("base64url")}`;
  return {
    async allows(email) {
      const now = Date.now();
      const { rows } = await pool.query<{ count: number }>(
        `with over as (
           delete from rate_limit where key in (
             select key from rate_limit where key like 'password:%' and key <> $1 and "lastRequest" < $3 for update skip locked))
         insert into rate_limit as kept (id, key, count, "lastRequest") values ($1, $1, 1, $2)
         on conflict (key) do update set
           count = case when kept."lastRequest" < $3 then 1 else kept.count + 1 end,
           "lastRequest" = case when kept."lastRequest" < $3 then $2 else kept."lastRequest" end
         returning count`,
        [keyOf(email), now, now - WITHIN_MS],
      );
      return (rows[0]?.count ?? Infinity) <= MOST_TRIES;
    },
    async succeeded(email) {
      await pool.query("delete from rate_limit where key = $1", [keyOf(email)]);
    },
  };
}
