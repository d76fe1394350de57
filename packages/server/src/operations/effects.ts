/** The ledger on a screen: what is owed, what became of it, and a person's word on it: again, or give it up. */
import { operationsApi, refuse, type AnswerOf } from "@interviewvector/domain";
import { sql } from "kysely";
import type { z } from "zod";
import { recordAudit } from "../account/audit.ts";
import { containing } from "../db/containing.ts";
import type { Db, Tx } from "../db/database.ts";
import { readAhead } from "../effects/ahead.ts";
import { discardEffect, retryEffect } from "../effects/ledger.ts";
import { forOperator, idParam, type Binding } from "../http/bind.ts";
import { notFound, refused } from "../http/problem.ts";
import type { Person } from "../http/subject.ts";
import { attemptWords, shownPayload, toEffectRow, type EffectRecord, type Titles } from "./effect-row.ts";
import type { OperationsDeps } from "./deps.ts";

type Filter = z.output<typeof operationsApi.effectFilter>;
type Detail = AnswerOf<typeof operationsApi.getEffect>;

/** They come back every few minutes for each connection, and would hide everything else. */
const routineKinds = [
  "lever.poll",
  "lever.postings",
  "lever.watch",
  "booking.sweep",
  "proposal.match",
  "calendar.read",
];
/** At once; a person presses again for the rest. */
const RETRY_LIMIT = 1000;

export function effectBindings({ door, ats }: OperationsDeps): Binding[] {
  const { database, clock } = door;
  const detail = (id: string) => readEffect(database.service, { title: ats.effectTitle, now: clock.now() }, id);
  return [
    forOperator(operationsApi.listEffects, async ({ query }) => {
      const filtered = effectsBy(database.service, query, clock.now());
      const rows = await selectRecord(filtered)
        .orderBy("e.seq", "desc")
        .limit(query.limit)
        .offset(query.offset)
        .execute();
      const { state, kind, ...others } = query;
      const counts = await effectsBy(database.service, others, clock.now())
        .select(["e.state", "e.kind", sql<number>`count(*)::int`.as("count")])
        .groupBy(["e.state", "e.kind"])
        .orderBy("e.kind")
        .execute();
      const clockAheadMs = await readAhead(database.service, clock.now());
      return {
        effects: rows.map((row) => toEffectRow(row, ats.effectTitle, clockAheadMs)),
        clockAheadMs,
        total: counts
          .filter((one) => (state === undefined || one.state === state) && (kind === undefined || one.kind === kind))
          .reduce((sum, one) => sum + one.count, 0),
        counts,
        oldestDueAt: await readOldestDue(database.service, clock.now()),
      };
    }),
    forOperator(operationsApi.getEffect, ({ params }) => detail(idParam(params, "effectId"))),
    forOperator(operationsApi.retryEffect, async ({ by, params }) => {
      const id = idParam(params, "effectId");
      await detail(id);
      await database.service.transaction().execute(async (tx) => {
        if (!(await retryEffect(tx, id))) throw refused(refuse("not_failed", "Only what failed can be tried again."));
        await recordAudit(tx, { ...about(by, clock.now()), action: "effect.retried", subject: `effect:${id}` });
      });
      return detail(id);
    }),
    forOperator(operationsApi.retryEffects, async ({ by, body }) =>
      database.service.transaction().execute(async (tx) => {
        const dead = await effectsBy(tx, { ...body, state: body.state ?? "dead" }, clock.now())
          .select("e.id")
          .where("e.state", "=", "dead")
          .orderBy("e.seq")
          .limit(RETRY_LIMIT)
          .execute();
        let retried = 0;
        for (const { id } of dead) if (await retryEffect(tx, id)) retried++;
        const entry = { ...about(by, clock.now()), action: "effects.retried", subject: "effects" };
        await recordAudit(tx, { ...entry, details: { retried, filter: body } });
        return { retried };
      }),
    ),
    forOperator(operationsApi.discardEffect, async ({ by, params, body }) => {
      const id = idParam(params, "effectId");
      await detail(id);
      await database.service.transaction().execute(async (tx) => {
        if (!(await discardEffect(tx, id, `given up by ${by.name}: ${body.reason}`)))
          throw refused(refuse("not_open", "It is under way, or has ended already."));
        const entry = { ...about(by, clock.now()), action: "effect.discarded", subject: `effect:${id}` };
        await recordAudit(tx, { ...entry, details: { reason: body.reason } });
      });
      return detail(id);
    }),
  ];
}

function about(by: Person, at: number) {
  return { at, companyId: null, actor: { kind: "operator", id: by.id, name: by.name } as const };
}

function effectsBy(db: Db | Tx, filter: Filter, now: number) {
  const search = filter.search?.trim() ?? "";
  const pattern = containing(search);
  const at = new Date(now);
  return db
    .selectFrom("effects as e")
    .leftJoin("companies as c", "c.id", "e.company_id")
    .$if(filter.state !== undefined, (all) => all.where("e.state", "=", filter.state ?? "dead"))
    .$if(filter.kind !== undefined, (all) => all.where("e.kind", "=", filter.kind ?? ""))
    .$if(filter.due !== undefined, (all) => all.where("e.run_after", filter.due === "now" ? "<=" : ">", at))
    .$if(filter.routine === "hide", (all) =>
      all.where((where) =>
        where.or([where("e.kind", "not in", routineKinds), where("e.state", "in", ["unsure", "dead"])]),
      ),
    )
    .$if(search !== "", (all) =>
      all.where((where) =>
        where.or([
          where("c.name", "ilike", pattern),
          where("e.key", "ilike", pattern),
          where("e.outcome", "ilike", pattern),
          sql<boolean>`e.last_error ->> 'words' ilike ${pattern}`,
        ]),
      ),
    );
}

function selectRecord(filtered: ReturnType<typeof effectsBy>) {
  return filtered
    .select(["e.id", "e.kind", "e.payload", "e.state", "e.interview_id", "e.attempt", "e.failures", "e.outcome"])
    .select(["e.run_after", "e.not_before", "e.created_at", "e.ended_at", "e.last_error", "c.name as company"]);
}

async function readOldestDue(db: Db, now: number): Promise<string | null> {
  const row = await db
    .selectFrom("effects")
    .select((select) => select.fn.min("run_after").as("at"))
    .where("state", "in", ["pending", "running", "unsure"])
    .where("run_after", "<=", new Date(now))
    // What waits until a company connects again, if ever, is nobody's to mend here.
    .where(
      sql<boolean>`not exists (select from connections c where c.id = effects.connection_id and c.state = 'disconnected')`,
    )
    .executeTakeFirst();
  return row?.at?.toISOString() ?? null;
}

async function readEffect(db: Db, { title, now }: { title: Titles; now: number }, id: string): Promise<Detail> {
  const row = await db
    .selectFrom("effects as e")
    .leftJoin("companies as c", "c.id", "e.company_id")
    .selectAll("e")
    .select("c.name as company")
    .where("e.id", "=", id)
    .executeTakeFirst();
  if (!row) throw notFound("This effect");
  const attempts = await db
    .selectFrom("effect_attempts")
    .selectAll()
    .where("effect_id", "=", id)
    .orderBy("attempt")
    .execute();
  const record: EffectRecord = row;
  const clockAheadMs = await readAhead(db, now);
  return {
    ...toEffectRow(record, title, clockAheadMs),
    clockAheadMs,
    key: row.key,
    lane: row.lane,
    payload: shownPayload(row),
    externalId: row.external_id,
    attempts: attempts.map((attempt) => ({
      attempt: attempt.attempt,
      beganAt: attempt.began_at.toISOString(),
      endedAt: attempt.ended_at?.toISOString() ?? null,
      outcome: attempt.outcome,
      words: attemptWords(attempt),
    })),
  };
}
