/** Statements over the ledger of earnings: an expert's month by their own calendar, everybody's by UTC; and the rates. */
import { sql } from "kysely";
import { type AnswerOf, type BodyOf, earningApi, type EarningKind } from "@interviewvector/domain";
import { recordAudit } from "../account/audit.ts";
import type { Db } from "../db/database.ts";
import { forExpert, forOperator, type Binding } from "../http/bind.ts";
import { invalid, notFound } from "../http/problem.ts";
import type { Person } from "../http/subject.ts";
import type { Door } from "../interview/act.ts";
import { rateFor } from "./earned.ts";

type Entry = AnswerOf<typeof earningApi.allEarnings>["entries"][number];

export function earningBindings(door: Door): Binding[] {
  const db = door.database.service;
  return [
    forExpert(earningApi.myEarnings, async ({ by, query }) => {
      const me = await db.selectFrom("experts").select("zone").where("id", "=", by.expertId).executeTakeFirst();
      if (!me) throw notFound("This expert");
      const month = query.month ?? monthOf(door.clock.now(), me.zone);
      const entries = await readEntries(db, { month, zone: me.zone, expertId: by.expertId });
      return {
        zone: me.zone,
        month,
        months: await readMonths(db, me.zone, door.clock.now(), by.expertId),
        entries,
        totals: totalsOf(entries),
        rate: await rateNow(db, by.expertId, door.clock.now()),
      };
    }),
    forOperator(earningApi.allEarnings, async ({ query }) => {
      const month = query.month ?? monthOf(door.clock.now(), "UTC");
      const entries = await readEntries(db, { month, zone: "UTC" });
      return {
        month,
        months: await readMonths(db, "UTC", door.clock.now()),
        entries,
        totals: totalsOf(entries),
        rates: await readRates(db),
        experts: await db
          .selectFrom("experts")
          .select(["id", "name"])
          .where("state", "<>", "applied")
          .orderBy("name")
          .execute(),
      };
    }),
    forOperator(earningApi.setRate, async ({ by, body }) => {
      await setRate(door, by, body);
      return { ok: true as const };
    }),
  ];
}

/** "2026-12" on a calendar of the zone. */
function monthOf(at: number, zone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(at)
    .toZonedDateTimeISO(zone)
    .toPlainDate()
    .toPlainYearMonth()
    .toString();
}

function monthRange(month: string, zone: string): { from: Date; to: Date } {
  const first = Temporal.PlainYearMonth.from(month).toPlainDate({ day: 1 });
  const at = (day: Temporal.PlainDate) => new Date(day.toZonedDateTime({ timeZone: zone }).epochMilliseconds);
  return { from: at(first), to: at(first.add({ months: 1 })) };
}

async function readMonths(db: Db, zone: string, now: number, expertId?: string): Promise<string[]> {
  const rows = await db
    .selectFrom("earnings")
    .select(sql<Date>`start_at`.as("start_at"))
    .$if(expertId !== undefined, (all) => all.where("expert_id", "=", expertId ?? ""))
    .distinct()
    .execute();
  const months = new Set(rows.map((row) => monthOf(row.start_at.getTime(), zone)));
  return [...months.add(monthOf(now, zone))].sort().toReversed();
}

async function readEntries(
  db: Db,
  { month, zone, expertId }: { month: string; zone: string; expertId?: string },
): Promise<Entry[]> {
  const { from, to } = monthRange(month, zone);
  const rows = await db
    .selectFrom("earnings as g")
    .innerJoin("experts as e", "e.id", "g.expert_id")
    .innerJoin("interviews as i", "i.id", "g.interview_id")
    .innerJoin("companies as c", "c.id", "i.company_id")
    .innerJoin("positions as p", "p.id", "i.position_id")
    .select(["g.id", "g.interview_id", "g.kind", "g.start_at", "g.amount", "g.currency", "g.expert_id"])
    .select(["e.name as expert", "c.name as company", "p.role", "p.title"])
    .where("g.start_at", ">=", from)
    .where("g.start_at", "<", to)
    .$if(expertId !== undefined, (all) => all.where("g.expert_id", "=", expertId ?? ""))
    .orderBy("g.start_at")
    .orderBy("g.id")
    .execute();
  return rows.map((row) => ({
    id: row.id,
    interviewId: row.interview_id,
    kind: row.kind,
    words: kindWords[row.kind],
    startAt: row.start_at.toISOString(),
    company: row.company,
    role: row.role ?? row.title,
    pay: row.amount === null || row.currency === null ? null : { amount: row.amount, currency: row.currency },
    expertId: row.expert_id,
    expert: row.expert,
  }));
}

const kindWords: Record<EarningKind, string> = {
  interview: "Interview held",
  interrupted: "Interview broken off",
  candidate_no_show: "Candidate did not come",
  late_cancellation: "Cancelled late",
};

function totalsOf(entries: readonly Entry[]): { currency: string; amount: number }[] {
  const sums = new Map<string, number>();
  for (const { pay } of entries) if (pay) sums.set(pay.currency, (sums.get(pay.currency) ?? 0) + pay.amount);
  return [...sums]
    .map(([currency, amount]) => ({ currency, amount }))
    .sort((a, b) => (a.currency < b.currency ? -1 : 1));
}

async function rateNow(db: Db, expertId: string, now: number) {
  const row = await db
    .selectFrom("rates")
    .selectAll()
    .where((where) => where.or([where("expert_id", "=", expertId), where("expert_id", "is", null)]))
    .where("valid_from", "<=", new Date(now))
    .orderBy(sql`expert_id nulls last, valid_from desc, number desc`)
    .limit(1)
    .executeTakeFirst();
  if (!row) return null;
  return {
    currency: row.currency,
    interview: row.interview,
    lateCancellation: row.late_cancellation,
    candidateNoShow: row.candidate_no_show,
    validFrom: row.valid_from.toISOString(),
  };
}

async function readRates(db: Db) {
  const rows = await db
    .selectFrom("rates as r")
    .leftJoin("experts as e", "e.id", "r.expert_id")
    .selectAll("r")
    .select("e.name as expert")
    .orderBy(sql`r.valid_from desc, r.number desc`)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    expertId: row.expert_id,
    expert: row.expert,
    currency: row.currency,
    interview: row.interview,
    lateCancellation: row.late_cancellation,
    candidateNoShow: row.candidate_no_show,
    validFrom: row.valid_from.toISOString(),
    by: row.actor.name ?? "",
  }));
}

const currencies = new Set(Intl.supportedValuesOf("currency"));

/** Entries that have an amount keep it: a statement that somebody was paid by doesn't change afterwards. */
async function setRate(door: Door, by: Person, body: BodyOf<typeof earningApi.setRate>): Promise<void> {
  if (!currencies.has(body.currency))
    throw invalid("currency: This is no currency.", { currency: "This is no currency." });
  const now = new Date(door.clock.now());
  const actor = { kind: "operator", id: by.id, name: by.name } as const;
  await door.database.service.transaction().execute(async (tx) => {
    if (body.expertId !== null) {
      const known = await tx.selectFrom("experts").select("id").where("id", "=", body.expertId).executeTakeFirst();
      if (!known) throw notFound("This expert");
    }
    await tx
      .insertInto("rates")
      .values({
        id: door.newId(),
        expert_id: body.expertId,
        currency: body.currency,
        interview: body.interview,
        late_cancellation: body.lateCancellation,
        candidate_no_show: body.candidateNoShow,
        valid_from: new Date(body.validFrom),
        actor: JSON.stringify(actor),
        at: now,
      })
      .execute();
    await sql`
      update earnings g set amount = rate.amount, currency = rate.currency
      from earnings x, lateral (${rateFor(sql`x.expert_id`, sql`x.kind`, sql`x.start_at`)}) rate
      where x.id = g.id and g.amount is null`.execute(tx);
    await recordAudit(tx, {
      at: now.getTime(),
      companyId: null,
      actor,
      action: "rate.set",
      subject: body.expertId === null ? "rate:everybody" : `expert:${body.expertId}`,
      details: { currency: body.currency, interview: body.interview, validFrom: body.validFrom },
    });
  });
}
