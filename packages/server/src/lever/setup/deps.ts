/** What connecting and checking are made of, and the few questions that all of it asks. */
import type { Fetch } from "@interviewvector/lever";
import { LeverError } from "@interviewvector/lever";
import type { Actor } from "@interviewvector/domain";
import type { Config } from "../../config.ts";
import type { Crypt } from "../../crypt.ts";
import type { Tx } from "../../db/database.ts";
import type { Door } from "../../interview/act.ts";
import type { Log } from "../../log.ts";
import { forbidden, HttpProblem, notFound } from "../../http/problem.ts";
import type { CompanySubject } from "../../http/subject.ts";
import { NotConnectedError, type ConnectionRow, type Connections } from "../connection/open.ts";
import { failureWords, type Postings } from "../postings.ts";
import type { WebhookKeys } from "../webhook-key.ts";

export interface SetupDeps {
  door: Door;
  log: Log;
  crypt: Crypt;
  config: Pick<Config, "lever" | "publicUrl">;
  fetch: Fetch;
  connections: Connections;
  keys: WebhookKeys;
  postings: Postings;
  wake: () => void;
}

/** Who asks, narrowed to what is written down about it. */
export interface By {
  companyId: string;
  actor: Actor;
}

/** The company's own connection, else "not found". Agencies have nothing to do with connections. */
export async function ownConnection({ door }: SetupDeps, by: CompanySubject, id: string): Promise<ConnectionRow> {
  if (by.role === "agency") throw forbidden("Agencies see positions and candidates, not the connection itself.");
  const row = await door.database.forCompany(by.companyId, (tx) => readConnection(tx, id));
  if (!row) throw notFound("This connection");
  return row;
}

export async function readConnection(tx: Tx, id: string): Promise<ConnectionRow | undefined> {
  return tx.selectFrom("connections").selectAll().where("id", "=", id).executeTakeFirst();
}

/** Runs what asks Lever while somebody waits; a failure of Lever's is an answer with words, not a bug. */
export async function askingLever<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof NotConnectedError)
      throw new HttpProblem(409, "not_connected", "Lever is not connected. Please reconnect it.", { cause: error });
    if (!(error instanceof LeverError)) throw error;
    const status = error.status !== undefined && error.status < 500 ? 409 : 502;
    throw new HttpProblem(status, `lever_${error.code}`, failureWords(error), { cause: error });
  }
}
