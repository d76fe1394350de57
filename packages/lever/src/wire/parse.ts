/**
 * Hand-written parsers for what Lever answers: each takes a value and the place it was found at, and returns it typed or
 * throws `MisfitError`. Unknown keys are ignored, since Lever may add fields at any time; absent keys count as null,
 * since Lever uses both for "nothing". No value is ever put into a message: it may be personal data.
 * Lever: https://hire.lever.co/developer/documentation#introduction
 */

export type Parser<T> = (value: unknown, at: string) => T;
export type Parsed<P> = P extends Parser<infer T> ? T : never;

/** Known words, and whatever Lever may add: `Word<"a" | "b">` completes in editors but accepts any string. */
export type Word<Known extends string> = Known | (string & Record<never, never>);

export class MisfitError extends Error {
  override readonly name = "MisfitError";
  readonly at: string;

  constructor(at: string, wanted: string, value: unknown) {
    super(`${at} should be ${wanted}, but is ${kindOf(value)}`);
    this.at = at;
  }
}

export const text: Parser<string> = (value, at) => {
  if (typeof value === "string") return value;
  throw new MisfitError(at, "text", value);
};

/** Ids are opaque: most are UUIDs, built-in stages are slugs such as `lead-new`. */
export const id: Parser<string> = (value, at) => {
  if (typeof value === "string" && value !== "") return value;
  throw new MisfitError(at, "an id", value);
};

/** Text in which null, absent and "" mean the same. */
export const blankable: Parser<string> = (value, at) => (value === null || value === undefined ? "" : text(value, at));

/** Numbers, also those that Lever prints as text in the files resource. */
export const number: Parser<number> = (value, at) => {
  const read = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  if (typeof read === "number" && Number.isFinite(read)) return read;
  throw new MisfitError(at, "a number", value);
};

/** Integer milliseconds since 1970-01-01 UTC. */
export const instant: Parser<number> = (value, at) => {
  const read = number(value, at);
  if (Number.isSafeInteger(read)) return read;
  throw new MisfitError(at, "an instant in integer milliseconds", value);
};

export const flag: Parser<boolean> = (value, at) => {
  if (typeof value === "boolean") return value;
  throw new MisfitError(at, "true or false", value);
};

export function word<Known extends string>(): Parser<Word<Known>> {
  return text;
}

/** Null or absent becomes null, and so does "" where it can be nothing else: Lever says "missing" in all three ways, field by field. */
export function orNull<T>(parser: Parser<T>): Parser<T | null> {
  return (value, at) => {
    if (value === null || value === undefined) return null;
    try {
      return parser(value, at);
    } catch (error) {
      if (value === "" && error instanceof MisfitError) return null;
      throw error;
    }
  };
}

/** Null, absent or "" becomes the empty list. */
export function listOf<T>(parser: Parser<T>): Parser<readonly T[]> {
  return (value, at) => {
    if (value === null || value === undefined || value === "") return [];
    if (!Array.isArray(value)) throw new MisfitError(at, "a list", value);
    return value.map((one, index) => parser(one, `${at}[${index}]`));
  };
}

export type Shape = Readonly<Record<string, Parser<unknown>>>;
export type Fields<S extends Shape> = { readonly [K in keyof S]: Parsed<S[K]> };

export function object<S extends Shape>(shape: S): Parser<Fields<S>> {
  return (value, at) => {
    const source = record(value, at);
    const entries = Object.entries(shape).map(([key, parser]) => [key, parser(source[key], `${at}.${key}`)]);
    // Each key of the shape was parsed just above; fromEntries only forgets which type belongs to which key.
    return Object.fromEntries(entries) as Fields<S>;
  };
}

export const record: Parser<Readonly<Record<string, unknown>>> = (value, at) => {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return { ...value };
  throw new MisfitError(at, "an object", value);
};

function kindOf(value: unknown): string {
  if (value === undefined) return "missing";
  if (value === null) return "null";
  if (value === "") return "blank";
  return Array.isArray(value) ? "a list" : `of type ${typeof value}`;
}
