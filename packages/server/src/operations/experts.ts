/** Experts as operators keep them. Making one makes their account; whoever has never come in is mailed a link, and an account that exists is never changed. */
import { operationsApi, refuse, type AnswerOf } from "@interviewvector/domain";
import { sql } from "kysely";
import type { z } from "zod";
import { recordAudit } from "../account/audit.ts";
import { heldBackOf, readHeldBack } from "../calendar/held-back.ts";
import { containing } from "../db/containing.ts";
import type { Db } from "../db/database.ts";
import { forOperator, idParam, type Binding } from "../http/bind.ts";
import { invalid, notFound, refused } from "../http/problem.ts";
import type { Door } from "../interview/act.ts";
import { firstNameOf } from "../interview/first-name.ts";
import { writeDownOffered } from "../scheduling/offered.ts";
import { isKnownZone } from "../time/zone.ts";
import type { OperationsDeps } from "./deps.ts";
import { recordMove } from "./vetting.ts";

type ExpertRow = AnswerOf<typeof operationsApi.createExpert>;
type ExpertInput = z.output<typeof operationsApi.expertInput>;

export function expertBindings({ door, signIn }: OperationsDeps): Binding[] {
  const { database, clock, newId } = door;
  return [
    forOperator(operationsApi.listExperts, async ({ query }) => {
      const all = await readExperts(door, query.search?.trim() ?? "");
      const counts: Record<string, number> = {};
      for (const { state } of all) counts[state] = (counts[state] ?? 0) + 1;
      return { experts: query.state === undefined ? all : all.filter((one) => one.state === query.state), counts };
    }),
    forOperator(operationsApi.createExpert, async ({ by, body }) => {
      checkZone(body.zone);
      await refuseKnownAddress(database.service, body.email, null);
      const account = await signIn.ensureAccount({ email: body.email, name: body.name });
      const id = newId();
      await database.service.transaction().execute(async (tx) => {
        const made = await tx
          .insertInto("experts")
          .values({ id, user_id: account.userId, ...bornAt(clock.now()), ...columns(body) })
          .onConflict((conflict) => conflict.doNothing())
          .executeTakeFirst();
        if (Number(made.numInsertedOrUpdatedRows) === 0) throw refused(knownAddress());
        const { actor } = about(by, clock.now(), id);
        await recordMove(tx, { expertId: id, from: null, to: body.state, reason: "", actor, at: clock.now() });
        await recordAudit(tx, { ...about(by, clock.now(), id), action: "expert.created" });
      });
      // Also to an account that is older: made by a try that failed half way, or by somebody who invited them in vain.
      if (await signIn.needsLink(account.userId)) await signIn.inviteToSetPassword(body.email);
      return readExpert(door, id);
    }),
    forOperator(operationsApi.updateExpert, async ({ by, params, body }) => {
      checkZone(body.zone);
      const id = idParam(params, "expertId");
      await refuseKnownAddress(database.service, body.email, id);
      await database.service.transaction().execute(async (tx) => {
        await writeDownOffered(tx, id, clock.now());
        const before = await tx
          .selectFrom("experts")
          .select("state")
          .where("id", "=", id)
          .forNoKeyUpdate()
          .executeTakeFirst();
        if (!before) throw notFound("This expert");
        // A move asks why, and looks after what is booked: it has a door of its own.
        if (before.state !== body.state) throw refused(refuse("use_the_board", "Move them on the board instead."));
        await tx.updateTable("experts").set(columns(body)).where("id", "=", id).execute();
        await recordAudit(tx, {
          ...about(by, clock.now(), id),
          action: "expert.changed",
          details: { state: body.state },
        });
      });
      return readExpert(door, id);
    }),
  ];
}

/** Hours count as offered from the day on which somebody is here. */
function bornAt(now: number) {
  return { created_at: new Date(now), offer_counted_at: new Date(now) };
}

function about(by: { id: string; name: string }, at: number, expertId: string) {
  const actor = { kind: "operator", id: by.id, name: by.name } as const;
  return { at, companyId: null, actor, subject: `expert:${expertId}` };
}

function checkZone(zone: string): void {
  if (!isKnownZone(zone)) throw invalid("zone: This is not a time zone.", { zone: "This is not a time zone." });
}

function knownAddress() {
  return refuse("known_expert", "There is an expert with this address already.");
}

async function refuseKnownAddress(db: Db, email: string, exceptId: string | null): Promise<void> {
  const known = await db.selectFrom("experts").select("id").where("email", "=", email.toLowerCase()).executeTakeFirst();
  if (known && known.id !== exceptId) throw refused(knownAddress());
}

function columns(input: ExpertInput) {
  return {
    name: input.name,
    first_name: firstNameOf(input.name),
    email: input.email.toLowerCase(),
    zone: input.zone,
    state: input.state,
    skills: JSON.stringify(input.skills),
    categories: input.categories,
    roles: input.roles,
    languages: input.languages,
    employers: input.employers,
    meeting_url: input.meetingUrl,
  };
}

async function readExpert(door: Door, id: string): Promise<ExpertRow> {
  const [expert] = await readExperts(door, "", id);
  if (!expert) throw notFound("This expert");
  return expert;
}

async function readExperts({ database, clock }: Door, search: string, id?: string): Promise<ExpertRow[]> {
  const db = database.service;
  const pattern = containing(search);
  const rows = await db
    .selectFrom("experts as e")
    .selectAll("e")
    .select([
      sql<number>`coalesce((select sum(h.to_minute - h.from_minute) from expert_hours h where h.expert_id = e.id), 0)::int`.as(
        "weekly_minutes",
      ),
      sql<number>`(select count(*)::int from bookings b where b.expert_id = e.id and b.status = 'confirmed')`.as(
        "booked",
      ),
      sql<number>`(select count(*)::int from interviews i where i.expert_id = e.id and i.state = 'completed')`.as(
        "completed",
      ),
    ])
    .$if(id !== undefined, (all) => all.where("e.id", "=", id ?? ""))
    .$if(search !== "", (all) =>
      all.where((where) =>
        where.or([
          where("e.name", "ilike", pattern),
          where("e.email", "ilike", pattern),
          sql<boolean>`e.skills::text ilike ${pattern}`,
        ]),
      ),
    )
    .orderBy("e.name")
    .orderBy("e.id")
    .execute();
  const held = await readHeldBack(db, clock.now(), id);
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    email: row.email,
    zone: row.zone,
    state: row.state,
    skills: row.skills,
    categories: row.categories,
    roles: row.roles,
    languages: row.languages,
    employers: row.employers,
    meetingUrl: row.meeting_url,
    weeklyHours: Math.round(row.weekly_minutes / 6) / 10,
    booked: row.booked,
    completed: row.completed,
    canSignIn: row.user_id !== null,
    heldBack: heldBackOf(held, row.id),
  }));
}
