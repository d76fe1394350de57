/** What a form sent, read as text only: files and overlong fields are nothing. */
import type { Context } from "hono";
import { formBody } from "../http/form-body.ts";
import { arrangements, extraFrom, type Wishes } from "./wishes.ts";
import { MOST_RANGES, type TypedRange } from "./propose-page.ts";

export interface Form {
  one(name: string): string;
  all(name: string): string[];
}

const MOST_LENGTH = 500;

export async function readForm(context: Context, mostLength = MOST_LENGTH): Promise<Form> {
  const body = await formBody(context);
  const all = (name: string): string[] => {
    const values = Object.hasOwn(body, name) ? (body[name] ?? []) : [];
    return values.flatMap((one) => (typeof one === "string" ? [one.slice(0, mostLength)] : []));
  };
  return { all, one: (name) => all(name)[0] ?? "" };
}

export function wishesOf(form: Form): Wishes {
  const asked = form.all("arrange");
  const known = Object.keys(arrangements) as (keyof typeof arrangements)[];
  return {
    extraMinutes: extraFrom(form.one("extra")),
    arrangements: known.filter((name) => asked.includes(name)),
    words: oneParagraph(form.one("wish")),
  };
}

export function typedRanges(form: Form): TypedRange[] {
  const [on, from, to] = [form.all("on"), form.all("from"), form.all("to")];
  return Array.from({ length: MOST_RANGES }, (_, at) => ({ on: on[at] ?? "", from: from[at] ?? "", to: to[at] ?? "" }));
}

/** People's words without control characters; line breaks become blanks. */
export function oneParagraph(words: string): string {
  return words.replaceAll(/[\p{Cc}\p{Cf}\s]+/gu, " ").trim();
}

/** An instant from a form or an address, ms; null when it isn't one. */
export function instantFrom(value: string | undefined): number | null {
  return value !== undefined && /^\d{12,14}$/.test(value) ? Number(value) : null;
}

/** A key that a page of ours made; null for anything else. */
export function keyFrom(value: string): string | null {
  return /^[A-Za-z0-9-]{8,64}$/.test(value) ? value : null;
}
