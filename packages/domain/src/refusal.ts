/** An expected no: returned, never thrown. `code` is for programs, `words` is a sentence fit for a screen. */
export interface Refusal<Code extends string = string> {
  refused: true;
  code: Code;
  words: string;
}

export function refuse<Code extends string>(code: Code, words: string): Refusal<Code> {
  return { refused: true, code, words };
}

export function isRefusal(value: unknown): value is Refusal {
  return typeof value === "object" && value !== null && (value as { refused?: unknown }).refused === true;
}
