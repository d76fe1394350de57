/** `include` and `expand`, which any request may carry, and the envelopes in which the documentation differs from life. */
import type { Behaviours } from "../behaviour.ts";
import type { Call } from "./call.ts";

type Shown = Record<string, unknown>;
export type Expanders = Record<string, (id: string) => unknown>;

/** Puts objects in the place of ids where asked, then drops what `include` does not name. */
export function shaped(call: Call, shown: Shown, expanders: Expanders = {}): Shown {
  const expanded = new Set(
    call.query.getAll("expand").filter((name) => Object.hasOwn(expanders, name) && name in shown),
  );
  const include = call.query.getAll("include");
  const entries = Object.entries(shown).flatMap(([name, value]): [string, unknown][] => {
    if (include.length > 0 && !include.includes(name) && !expanded.has(name)) return [];
    const expand = expanders[name];
    return [[name, expand && expanded.has(name) ? inlined(value, expand) : value]];
  });
  return Object.fromEntries(entries);
}

function inlined(value: unknown, expand: (id: string) => unknown): unknown {
  if (Array.isArray(value)) return value.map((id) => (typeof id === "string" ? expand(id) : id));
  return typeof value === "string" ? expand(value) : value;
}

/** One object, wrapped as live answers are or as the documentation prints them: a panel as the only item of a list. */
export function single(behaviours: Behaviours, data: unknown, printed: "bare" | "data.data" | "data.data[]"): unknown {
  if (behaviours.envelope === "live") return { data };
  switch (printed) {
    case "bare":
      return data;
    case "data.data":
      return { data: { data } };
    case "data.data[]":
      return { data: { data: [data], hasNext: false } };
    default:
      return printed satisfies never;
  }
}
