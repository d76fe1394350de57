/** Query filters that several lists share. Repeating a parameter means union. */
import { badRequest, forbidden } from "../refusal.ts";
import type { Call } from "./call.ts";

/** `name_start` and `name_end`, in milliseconds, inclusive. */
export function timeWindow(query: URLSearchParams, name: string): (at: number | null) => boolean {
  const bound = (suffix: string): number | null => {
    const given = query.get(`${name}_${suffix}`);
    if (given === null) return null;
    if (!/^\d+$/.test(given)) throw badRequest(`${name}_${suffix} must be a time in milliseconds`);
    return Number(given);
  };
  const start = bound("start");
  const end = bound("end");
  if (start === null && end === null) return () => true;
  return (at) => at !== null && (start === null || at >= start) && (end === null || at <= end);
}

export function union(query: URLSearchParams, name: string): (values: string[]) => boolean {
  const wanted = query.getAll(name);
  return (values) => wanted.length === 0 || wanted.some((value) => values.includes(value));
}

export function yesOrNo(query: URLSearchParams, name: string): (is: boolean) => boolean {
  const given = query.get(name);
  if (given === null) return () => true;
  if (given !== "true" && given !== "false") throw badRequest(`${name} must be true or false`);
  return (is) => is === (given === "true");
}

/** Non-confidential unless asked otherwise; asking without the right is refused. */
export function confidentialityFilter(call: Call): (confidentiality: string) => boolean {
  const given = call.query.get("confidentiality") ?? "non-confidential";
  if (!["all", "confidential", "non-confidential"].includes(given))
    throw badRequest("confidentiality must be all, confidential or non-confidential");
  if (given !== "non-confidential" && !call.credentials.confidential)
    throw forbidden("The credentials give no access to confidential data");
  return (confidentiality) => given === "all" || confidentiality === given;
}

/** What is younger than the list's lag is left out. */
export const notLagging =
  (call: Call) =>
  ({ id }: { id: string }): boolean =>
    call.lag.listMs === 0 || !call.act.core.recent.youngerThan(id, call.lag.listMs);
