/**
 * What an endpoint is: a method, a path, the scope it needs, and one synchronous function from call to answer. Being
 * synchronous makes each call atomic; faults, credentials, rate and journal happen around it (`dispatch.ts`).
 */
import type { Act } from "../core.ts";
import type { Effect } from "../journal.ts";
import { forbidden } from "../refusal.ts";
import { find } from "../state/state.ts";
import type { Body } from "./body.ts";
import type { Credentials } from "./credentials.ts";

export type Call = {
  act: Act;
  credentials: Credentials;
  params: Record<string, string>;
  query: URLSearchParams;
  body: Body;
  /** Where the web app stands, for addresses inside answers. */
  origin: string;
  /** How far lists and stage changes lag behind in this call; 0 unless a fault says so. */
  lag: { listMs: number; stageMs: number };
};

export type Answer = {
  status: 200 | 201 | 204;
  body?: unknown;
  download?: { bytes: Uint8Array; name: string };
  effects?: Effect[];
};

export type Endpoint = {
  method: "GET" | "POST" | "PUT" | "DELETE";
  path: string;
  /** Resource part of the scope; reading for GET, writing for the rest. `null`: any credentials will do. */
  scope: string | null;
  performAs?: "required" | "optional";
  run: (call: Call) => Answer;
};

export const ok = (data: unknown, effects: Effect[] = []): Answer => ({ status: 200, body: { data }, effects });
export const created = (data: unknown, effects: Effect[]): Answer => ({ status: 201, body: { data }, effects });
export const gone = (effects: Effect[]): Answer => ({ status: 204, effects });

export const param = (call: Call, name: string): string => call.params[name] ?? "";

/** The opportunity named in the path. Confidential ones need the right. */
export function opportunityOf(call: Call) {
  const id = param(call, "opportunity");
  const opportunity = find(call.act.account, "opportunities", id);
  if (opportunity.confidentiality === "confidential" && !call.credentials.confidential)
    throw forbidden("The credentials give no access to confidential data");
  return opportunity;
}
