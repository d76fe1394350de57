/** `/tags` and `/sources`: section 12. They come into being when used; there is no create. */
import type { Answer, Call, Endpoint } from "../api/call.ts";
import type { Order } from "../api/page.ts";
import { page } from "../api/page.ts";

type Counted = { text: string; count: number };

export const tagEndpoints: Endpoint[] = [
  {
    method: "GET",
    path: "/tags",
    scope: "tags",
    run: (call) =>
      counted(
        call,
        opportunities(call).flatMap(({ tags, postingTags }) => [...tags, ...postingTags]),
      ),
  },
  {
    method: "GET",
    path: "/sources",
    scope: "sources",
    run: (call) =>
      counted(
        call,
        opportunities(call).flatMap(({ sources }) => sources),
      ),
  },
];

const opportunities = (call: Call) => Object.values(call.act.account.opportunities);

/** Sorted ignoring case, though "Full-time" and "Full-Time" are two tags. */
function counted(call: Call, texts: string[]): Answer {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  const rows: Counted[] = [...counts].map(([text, count]) => ({ text, count }));
  const order: Order<Counted> = { key: (row) => [row.text.toLowerCase(), row.text], directions: [1, 1] };
  return page(call, rows, { order, view: (row) => row });
}
