/** What experts earn: their own statement, everybody's for those who pay, and the rates. Amounts in the currency's smallest unit. */
import { z } from "zod";
import { earningKinds } from "../expert/earning.ts";
import { endpoint } from "./endpoint.ts";
import { id, instant, ok, zone } from "./values.ts";

const month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, "Write the month as 2026-12.");
const money = z.object({ currency: z.string(), amount: z.int() });
export const entry = z.object({
  id,
  interviewId: id,
  kind: z.enum(earningKinds),
  words: z.string(),
  startAt: instant,
  company: z.string(),
  role: z.string(),
  /** Null while no rate is set for that time. */
  pay: money.nullable(),
});
export const rateRow = z.object({
  id,
  expertId: id.nullable(),
  expert: z.string().nullable(),
  currency: z.string(),
  interview: z.int(),
  lateCancellation: z.int(),
  candidateNoShow: z.int(),
  validFrom: instant,
  by: z.string(),
});

export const myEarnings = endpoint({
  method: "get",
  path: "/expert/earnings",
  summary: "My statement of a month: every entry, and the sum",
  audience: "expert",
  query: z.object({ month: month.optional() }),
  answer: z.object({
    zone,
    month,
    months: z.array(month),
    entries: z.array(entry),
    totals: z.array(money),
    rate: rateRow.omit({ id: true, expertId: true, expert: true, by: true }).nullable(),
  }),
});

export const allEarnings = endpoint({
  method: "get",
  path: "/ops/earnings",
  summary: "What all experts earned in a month (by UTC), and the rates",
  audience: "operator",
  query: z.object({ month: month.optional() }),
  answer: z.object({
    month,
    months: z.array(month),
    entries: z.array(entry.extend({ expertId: id, expert: z.string() })),
    totals: z.array(money),
    rates: z.array(rateRow),
    experts: z.array(z.object({ id, name: z.string() })),
  }),
});
export const setRate = endpoint({
  method: "post",
  path: "/ops/rates",
  summary: "Set what is paid from a day on; entries that had no rate yet are filled in",
  audience: "operator",
  body: z.object({
    expertId: id.nullable(),
    currency: z
      .string()
      .trim()
      .regex(/^[A-Z]{3}$/, "Three letters, as EUR."),
    interview: z.int().min(0).max(100_000_000),
    lateCancellation: z.int().min(0).max(100_000_000),
    candidateNoShow: z.int().min(0).max(100_000_000),
    validFrom: instant,
  }),
  answer: ok,
});
