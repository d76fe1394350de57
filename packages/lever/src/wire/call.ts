/**
 * A request as the resources describe it, before host and credentials are known, and how it becomes a URL.
 */

export type Query = Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>;

export interface Call {
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  /** Pattern with `:names`; logged and put into errors as it stands, so that no id appears there. */
  readonly path: string;
  readonly ids?: Readonly<Record<string, string>>;
  readonly query?: Query;
  readonly json?: unknown;
  readonly form?: FormData;
  /** Whole files go over the line: such calls get three times the time-out. */
  readonly transfer?: true;
}

/** A read changes nothing, so it can be repeated and its failure is never in doubt. */
export function takesEffect(call: Pick<Call, "method">): boolean {
  return call.method !== "GET";
}

/** Throws TypeError for an id that would address something else (an empty one turns an item into its collection). */
export function urlOf(apiUrl: string, call: Call): string {
  const path = call.path.replaceAll(/:(\w+)/g, (_, name: string) => segment(name, call.ids?.[name]));
  const query = queryOf(call.query ?? {});
  return `${apiUrl.replace(/\/+$/, "")}${path}${query === "" ? "" : `?${query}`}`;
}

function segment(name: string, id: string | undefined): string {
  if (id === undefined || id === "" || id === "." || id === "..") throw new TypeError(`"${id}" is no ${name} id`);
  return encodeURIComponent(id);
}

/**
 * Spaces become %20 (Lever's own examples), repeated keys mean a union. Offset tokens arrive percent-encoded and are
 * encoded once more here, which is what Lever expects.
 */
function queryOf(query: Query): string {
  return Object.entries(query)
    .flatMap(([key, value]) => (Array.isArray(value) ? value : [value]).map((one) => [key, one] as const))
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `${encodeURIComponent(key)}=${encodeURIComponent(String(value))}`)
    .join("&");
}
