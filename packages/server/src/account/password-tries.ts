/**
 * Tries at the password of one address, from wherever they come: the library counts by who asks only, and whoever guesses asks from
 * many addresses. An address that has no account is counted as well, so that nobody learns which have one. Counted in the
 * library's own table, over all processes.
 */
import type pg from "pg";
import type { Crypt } from "../crypt.ts";
import { HttpProblem } from "../http/problem.ts";

const MOST_TRIES = 10;
const WITHIN_MS = 15 * 60_000;

type Answer = (request: Request) => Promise<Response>;

/** `answer`: to a request to sign in with address and password. */
export function limitTries(answer: Answer, { pool, crypt }: { pool: pg.Pool; crypt: Crypt }): Answer {
  return async (request) => {
    const email = await emailIn(request.clone());
    if (email === null) return answer(request); // it says what is wrong with it
    const key = `password:${crypt.sign("password-tries", email.trim().toLowerCase()).toString("base64url")}`;
    // Counted before it is made: of many at once none slips through.
    if ((await countTry(pool, key)) > MOST_TRIES)
      throw new HttpProblem(
        429,
        "too_many_tries",
        "There were too many tries at this address. Wait a quarter of an hour, or have a link sent to it.",
      );
    const answered = await answer(request);
    // What was mistyped before is forgotten.
    if (answered.ok) await pool.query("delete from rate_limit where key = $1", [key]);
    return answered;
  };
}

async function emailIn(request: Request): Promise<string | null> {
  const body: unknown = await request.json().catch(() => null);
  const email = typeof body === "object" && body !== null && "email" in body ? body.email : null;
  return typeof email === "string" && email.length <= 320 ? email : null;
}

/** How many there were since the first of the last quarter of an hour, this one included. */
async function countTry(pool: pg.Pool, key: string): Promise<number> {
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
    [key, now, now - WITHIN_MS],
  );
  return rows[0]?.count ?? Infinity;
}
