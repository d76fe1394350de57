/**
 * Whose Lever account new credentials open: one that a connection of the company knows already, or another one. Consents say
 * it; keys don't, so what we know of the account (the user we act as, the stage) is looked for. It reads; it changes nothing.
 */
import { createLeverClient, LeverError, type LeverClient } from "@interviewvector/lever";
import { HttpProblem } from "../../http/problem.ts";
import type { ConnectionRow } from "../connection/open.ts";
import type { Credentials } from "./credential.ts";
import type { By, SetupDeps } from "./deps.ts";

/** The connection that gets these credentials; null: they are of an account that is new to the company. */
export async function connectionOf(
  deps: SetupDeps,
  by: By,
  credentials: Credentials,
  reconnect: string | null,
): Promise<ConnectionRow | null> {
  const rows = await deps.door.database.service
    .selectFrom("connections")
    .selectAll()
    .where("company_id", "=", by.companyId)
    .where("environment", "=", credentials.environment)
    .orderBy("created_at", "desc")
    .execute();
  const lever = clientWith(deps, credentials);
  if (reconnect !== null) return meant(rows, reconnect, { lever, credentials });
  // Those that stand go before those that have ended.
  const standing = rows.filter(({ state }) => state !== "disconnected");
  for (const row of [...standing, ...rows.filter(({ state }) => state === "disconnected")]) {
    const same = await isSameAccount(lever, row, credentials);
    if (same === true || (same === null && row.state !== "disconnected" && isBlank(row))) return row;
  }
  return null;
}

interface Given {
  lever: LeverClient;
  credentials: Credentials;
}

async function meant(rows: ConnectionRow[], id: string, { lever, credentials }: Given): Promise<ConnectionRow> {
  const row = rows.find((one) => one.id === id);
  if (!row) throw new HttpProblem(404, "not_found", "This connection does not exist, or you may not see it.");
  if ((await isSameAccount(lever, row, credentials)) === false)
    throw new HttpProblem(
      409,
      "other_account",
      "This is another Lever account than the connected one. Connect it as an account of its own, or disconnect the other one first.",
    );
  return row;
}

function clientWith({ config, fetch, door }: SetupDeps, { environment, secrets }: Credentials): LeverClient {
  const { apiUrl } = config.lever[environment];
  const given =
    secrets.kind === "api_key"
      ? ({ kind: "apiKey", key: secrets.apiKey } as const)
      : ({
          kind: "bearer",
          token: () => Promise.resolve(secrets.kind === "oauth" ? secrets.accessToken : ""),
        } as const);
  return createLeverClient({ apiUrl, credentials: given, fetch, now: door.clock.now, userAgent: "InterviewVector" });
}

/** Nothing was ever read through it. */
function isBlank(row: ConnectionRow): boolean {
  return row.account_id === null && row.acting_user === null && row.stage_id === null;
}

/** Null: it can't be told. */
async function isSameAccount(
  lever: LeverClient,
  row: ConnectionRow,
  { accountId }: Credentials,
): Promise<boolean | null> {
  if (accountId !== null && row.account_id !== null) return accountId === row.account_id;
  const known = [
    ...(row.acting_user === null ? [] : [() => lever.users.get(row.acting_user?.id ?? "")]),
    // The built-in stages are called the same in every account.
    ...(row.stage_id === null || !/^[0-9a-f]{8}-/.test(row.stage_id)
      ? []
      : [() => lever.stages.get(row.stage_id ?? "")]),
  ];
  let verdict: boolean | null = null;
  for (const look of known) {
    const there = await isThere(look);
    if (there) return true;
    verdict = there ?? verdict;
  }
  return verdict;
}

async function isThere(look: () => Promise<unknown>): Promise<boolean | null> {
  try {
    await look();
    return true;
  } catch (error) {
    if (!(error instanceof LeverError)) throw error;
    return error.code === "not_found" ? false : null;
  }
}
