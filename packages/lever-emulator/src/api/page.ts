/**
 * Lists as Lever pages them: `{data, hasNext, next?}`, where `next` is a percent-encoded JSON array holding the sort key
 * of the first item of the next page. Keys end in the id, so that the order is total.
 */
import { badRequest } from "../refusal.ts";
import type { Answer, Call } from "./call.ts";

type Key = (number | string)[];

export type Order<T> = {
  key: (item: T) => Key;
  /** 1 ascending, -1 descending, one per part of the key. */
  directions: (1 | -1)[];
};

/** `[createdAt, id]`, newest first: users, notes, feedback and most else. */
export function newestFirst<T extends { id: string; createdAt: number | null }>(): Order<T> {
  return { key: (item) => [item.createdAt ?? 0, item.id], directions: [-1, 1] };
}

export function page<T>(call: Call, items: T[], shown: { order: Order<T>; view: (item: T) => unknown }): Answer {
  const { order, view } = shown;
  const { directions } = order;
  const sorted = items
    .map((item) => ({ item, key: order.key(item) }))
    .sort((a, b) => compare(a.key, b.key, directions));
  const offset = call.query.get("offset");
  const start =
    offset === null
      ? 0
      : sorted.findIndex(({ key }) => compare(key, parsed(offset, directions.length), directions) >= 0);
  const from = start < 0 ? sorted.length : start;
  const until = from + limitOf(call);
  const next = sorted[until];
  const data = sorted.slice(from, until).map(({ item }) => view(item));
  const body = next
    ? { data, hasNext: true, next: encodeURIComponent(JSON.stringify(next.key)) }
    : { data, hasNext: false };
  return { status: 200, body };
}

function limitOf(call: Call): number {
  const { pageSize, pageCap } = call.act.core.behaviours;
  const given = call.query.get("limit");
  if (given === null) return Math.min(pageSize, pageCap);
  const limit = Number(given);
  if (!Number.isInteger(limit) || limit < 1 || limit > 100) throw badRequest("limit must be between 1 and 100");
  return Math.min(limit, pageCap);
}

function parsed(token: string, length: number): Key {
  try {
    const key: unknown = token.startsWith("%5B") ? JSON.parse(decodeURIComponent(token)) : null;
    if (Array.isArray(key) && key.length === length) return key as Key;
  } catch {
    throw badRequest(`Invalid offset token: ${token}`);
  }
  throw badRequest(`Invalid offset token: ${token}`);
}

function compare(a: Key, b: Key, directions: (1 | -1)[]): number {
  for (const [index, direction] of directions.entries()) {
    const left = a[index] ?? 0;
    const right = b[index] ?? 0;
    if (left !== right) return (left < right ? -1 : 1) * direction;
  }
  return 0;
}
