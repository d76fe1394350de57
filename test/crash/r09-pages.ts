/** R9: listings whose pages change, repeat, end early, go in circles or never end: the whole set, or a loud failure. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createLeverClient, LeverError } from "@interviewvector/lever";
import { randomOf, type Random } from "./machinery/random.ts";
import type { Scenario } from "./machinery/scenario.ts";

const disturbances = [
  "none",
  "insert",
  "remove",
  "repeat",
  "empty",
  "refuse",
  "circle",
  "shrink",
  "endless",
  "misfit",
] as const;
type Disturbance = (typeof disturbances)[number];

export const pages: Scenario = {
  id: "R9",
  title: "listings that change, repeat, go in circles or never end: complete, or a loud failure",
  unit: "shapes",
  small: 50,
  full: 2_000,
  async run({ seed, amount }) {
    const random = randomOf(seed);
    const violations: string[] = [];
    let loud = 0;
    for (let shape = 0; shape < amount; shape++) {
      const disturbance = disturbances[shape % disturbances.length] as Disturbance;
      const found = await walk(disturbance, random);
      if (found === "loud") loud += 1;
      else if (found !== "complete") violations.push(`shape ${shape} (${disturbance}): ${found}`);
      const mustBeLoud =
        disturbance === "refuse" || disturbance === "circle" || disturbance === "endless" || disturbance === "misfit";
      if (mustBeLoud && found === "complete")
        violations.push(`shape ${shape} (${disturbance}): ended as if nothing were wrong`);
    }
    return { violations, figures: { shapes: amount, "loud failures": loud } };
  },
};

async function walk(disturbance: Disturbance, random: Random): Promise<string> {
  const listing = shapeOf(disturbance, random);
  const server = createServer((request, response) => {
    const { status, body } = listing.page(new URL(request.url ?? "/", "http://lever").searchParams.get("offset"));
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const client = createLeverClient({
    apiUrl: `http://127.0.0.1:${port}/v1`,
    credentials: { kind: "apiKey", key: "k" },
    fetch,
    retry: false,
    maxPages: 60,
  });
  try {
    const seen = new Set((await Array.fromAsync(client.tags.list())).map(({ text }) => text));
    const missing = listing.always.filter((text) => !seen.has(text));
    return missing.length === 0
      ? "complete"
      : `${missing.length} of ${listing.always.length} were missing and nobody said so`;
  } catch (error) {
    return error instanceof LeverError ? "loud" : `threw ${String(error)}`;
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

/** Ordered by place; an offset names the place after which to go on, as Lever's tokens do. */
function shapeOf(disturbance: Disturbance, random: Random) {
  let items = Array.from({ length: random.between(3, 60) }, (_, place) => ({ place: place * 10, text: `t${place}` }));
  const doomed = new Set(
    disturbance === "remove" ? items.filter(() => random.next() < 0.2).map(({ text }) => text) : [],
  );
  const always = items.filter(({ text }) => !doomed.has(text)).map(({ text }) => text);
  // Never all on one page: else there is nothing to disturb.
  let size = random.between(1, Math.min(10, items.length - 1));
  let asked = 0;
  const strikesAt = random.between(1, 2);
  const page = (offset: string | null): { status: number; body: unknown } => {
    asked += 1;
    const strikes = asked === strikesAt + 1;
    if (disturbance === "refuse" && asked > 1)
      return { status: 400, body: { code: "BadRequest", message: "Invalid offset" } };
    if (disturbance === "endless") return { status: 200, body: { data: [], hasNext: true, next: `n${asked}` } };
    if (disturbance === "misfit") return { status: 200, body: { data: [], hasNext: true } };
    if (disturbance === "shrink" && strikes) size = 1;
    if (disturbance === "insert" && strikes)
      items = [...items, { place: random.below(600), text: `new${asked}` }].toSorted(
        (left, right) => left.place - right.place,
      );
    if (disturbance === "remove" && strikes) items = items.filter(({ text }) => !doomed.has(text));
    const after = offset === null ? -1 : Number(offset.replaceAll(/\D/g, ""));
    if (disturbance === "empty" && strikes) return answer([], `${after}x${"x".repeat(asked)}`);
    const rest = items.filter(({ place }) => place > after);
    const taken = rest.slice(0, size);
    const last = taken.at(-1)?.place ?? after;
    if (disturbance === "circle") return answer(taken, offset ?? "0");
    // The same page once more under another offset: twice the same items, and then on.
    if (disturbance === "repeat" && strikes && rest.length > taken.length)
      return answer(taken, `${after < 0 ? 0 : after}r`);
    return answer(taken, rest.length > taken.length ? String(last) : null);
  };
  return { always, page };
}

function answer(items: { text: string }[], next: string | null): { status: number; body: unknown } {
  const data = items.map(({ text }) => ({ text, count: 1 }));
  return { status: 200, body: { data, hasNext: next !== null, ...(next === null ? {} : { next }) } };
}
