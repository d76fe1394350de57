/** What an expert reads of why an interview went to somebody else, or came to them: it must be true of the figures beside it. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { loadOf } from "../src/scheduling/fairness.ts";
import type { CompiledExpert } from "../src/scheduling/experts-cache.ts";
import { rank } from "../src/scheduling/rank.ts";
import { reasonFor } from "../src/scheduling/reasons.ts";

const now = Date.UTC(2027, 2, 8);

/** Received so many, and offered so many hours, in the last days. */
function expert(id: string, interviews: number, hours: number): CompiledExpert {
  const bookings = Array.from({ length: interviews }, () => ({ madeAt: now - 1, heldUntil: null }));
  const offers = { days: [{ dayAt: now - 86_400_000, minutes: hours * 60 }], since: [] };
  return {
    id,
    zone: "UTC",
    languages: ["en"],
    lastBookedAt: null,
    weeklyHours: 7,
    bookings,
    offers,
  } as unknown as CompiledExpert;
}

function decide(...experts: CompiledExpert[]) {
  const by = { now, startAt: now, key: "a-key", keepExpertId: null, languages: ["en"] };
  const considered = rank({ quality: new Map() }, experts, by);
  const decision = { at: now, minutes: 60, startAt: now, keys: [], considered, notFree: [], unfit: {} } as never;
  const first = considered[0]?.expertId ?? "";
  const words = (id: string) => reasonFor(decision, first, id).words;
  return { considered, first, words };
}

test("the load is told so that the plain figures bear it out, whoever has had how much", () => {
  const figures = fc.record({ interviews: fc.nat(30), hours: fc.integer({ min: 1, max: 500 }) });
  fc.assert(
    fc.property(figures, figures, (left, right) => {
      const { considered, first, words } = decide(
        expert("esra", left.interviews, left.hours),
        expert("ken", right.interviews, right.hours),
      );
      const [one, other] = considered;
      fc.pre(other?.behind === "load" && one !== undefined);
      const said = [words(first), words(other!.expertId)];
      const plain = one.interviews / one.offered < other!.interviews / other!.offered;
      if (said.some((sentence) => sentence.includes("with half of this one counted in"))) expect(plain).toBe(false);
      else if (said.some((sentence) => sentence.includes("as many interviews"))) {
        expect(one.interviews).toBe(other!.interviews);
        expect(one.offered).toBeGreaterThan(other!.offered);
      } else expect(plain).toBe(true);
    }),
  );
});

test("whoever is asked first although they had more for their hours is told what was counted in", () => {
  expect(loadOf(10, 100, 7).load).toBeLessThan(loadOf(1, 10.2, 7).load);
  const { first, words } = decide(expert("esra", 10, 100), expert("ken", 1, 11));
  expect(first).toBe("esra");
  expect(words("ken")).toBe(
    "Somebody with fewer interviews for the hours they offer, with half of this one counted in, was asked first: 10 interviews for 100 hours offered in 56 days, against 1 interview for 11 hours offered in 56 days.",
  );
  expect(words("esra")).toMatch(/with half of this one counted in \(10 interviews for 100 hours/);
});
