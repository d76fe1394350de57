/**
 * Takes the object or the page out of the forms that Lever wraps them in. Documented examples, and Lever's live answers,
 * differ for the same endpoint: bare, `{data}`, `{data: {data}}`, and a list where one object is meant. All are read.
 * Lever: https://hire.lever.co/developer/documentation#introduction (format), and the examples of each resource.
 */
import { MisfitError, record } from "./parse.ts";

export interface Placed {
  readonly value: unknown;
  readonly at: string;
}

export interface Page {
  readonly items: readonly unknown[];
  readonly at: string;
  /** Offset of the next page; undefined on the last one. */
  readonly next: string | undefined;
}

/** The one object of an answer. Throws MisfitError if there is none. */
export function oneOf(body: unknown): Placed {
  const { value, at } = innermost(body);
  if (Array.isArray(value)) {
    if (value.length === 0) throw new MisfitError(`${at}[0]`, "an object", undefined);
    return { value: value[0], at: `${at}[0]` };
  }
  return { value: record(value, at), at };
}

/** One page of a listing. A missing `hasNext` means false; `hasNext` without `next` is a misfit, not an end. */
export function pageOf(body: unknown): Page {
  const { value, at, around } = innermost(body);
  const items = Array.isArray(value) ? value : [record(value, at)];
  const source = around.find((layer) => "hasNext" in layer);
  if (source === undefined || source["hasNext"] !== true) return { items, at, next: undefined };
  const next = source["next"];
  if (typeof next !== "string" || next === "") throw new MisfitError("next", "an offset token", next);
  return { items, at, next };
}

interface Unwrapped extends Placed {
  readonly around: readonly Readonly<Record<string, unknown>>[];
}

function innermost(body: unknown): Unwrapped {
  if (Array.isArray(body)) return { value: body, at: "body", around: [] };
  const outer = record(body, "body");
  if (!("data" in outer)) {
    if ("id" in outer) return { value: outer, at: "body", around: [] };
    throw new MisfitError("data", "an object or a list", undefined);
  }
  const data = outer["data"];
  if (!isNested(data)) return { value: data, at: "data", around: [outer] };
  return { value: data["data"], at: "data.data", around: [data, outer] };
}

function isNested(data: unknown): data is Readonly<Record<string, unknown>> {
  return typeof data === "object" && data !== null && !Array.isArray(data) && "data" in data && !("id" in data);
}
