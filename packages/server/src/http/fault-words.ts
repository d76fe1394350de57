/** What is wrong with a field, as people say it: the library's own words speak of types. What a schema says itself stays. */
import type { z } from "zod";

type Fault = Parameters<z.core.$ZodErrorMap>[0];

/** Undefined: the library's words. */
export const faultWords: z.core.$ZodErrorMap = (fault) => {
  switch (fault.code) {
    case "invalid_type":
      return fault.input === undefined ? "It is missing." : `It must be ${kindWords(fault.expected)}.`;
    case "too_small":
      return boundWords(fault, fault.minimum, fault.inclusive === false ? "more than" : "at least");
    case "too_big":
      return boundWords(fault, fault.maximum, fault.inclusive === false ? "less than" : "at most");
    case "invalid_format":
      return formatWords(fault.format);
    case "invalid_value":
      return fault.values.length === 1
        ? `It can only be ${String(fault.values[0])}.`
        : `It must be one of: ${fault.values.map(String).join(", ")}.`;
    case "not_multiple_of":
      return `It must be a multiple of ${fault.divisor}.`;
    case "unrecognized_keys":
      return `It holds what is not known here: ${fault.keys.join(", ")}.`;
    case "invalid_union":
      return "It is none of what can stand here.";
    default:
      return undefined;
  }
};

function kindWords(expected: string): string {
  switch (expected) {
    case "string":
      return "text";
    case "number":
      return "a number";
    case "int":
      return "a whole number";
    case "boolean":
      return "true or false";
    case "array":
      return "a list";
    case "object":
    case "record":
      return "an object";
    default:
      return expected;
  }
}

function boundWords({ origin }: Fault & { origin: string }, bound: number | bigint, how: string): string {
  switch (origin) {
    case "string":
      if (how === "at least" && bound === 1) return "It must not be empty.";
      return `It must have ${how} ${bound} ${Number(bound) === 1 ? "character" : "characters"}.`;
    case "array":
    case "set":
      if (how === "at least" && bound === 1) return "It needs at least one entry.";
      return `It must have ${how} ${bound} ${Number(bound) === 1 ? "entry" : "entries"}.`;
    default:
      return `It must be ${how} ${bound}.`;
  }
}

function formatWords(format: string): string | undefined {
  switch (format) {
    case "email":
      return "It is not an e-mail address.";
    case "url":
      return "It is not a web address, such as https://example.com.";
    case "uuid":
    case "guid":
      return "It is not an id.";
    case "date":
      return "It is not a day, such as 2026-12-08.";
    case "datetime":
      return "It is not an instant, such as 2026-12-08T09:00:00Z.";
    case "regex":
      return "It does not have the form that is wanted.";
    default:
      return undefined;
  }
}
