/**
 * Configuring a position. Interviews keep what they were made with: a round whose guide or length changes while interviews
 * of it exist is replaced by a new one of the same number, and the old one stays for them.
 */
import type { positionApi } from "@interviewvector/domain";
import { sql } from "kysely";
import { recordAudit } from "../account/audit.ts";
import type { Tx } from "../db/database.ts";
import { invalid, notFound } from "../http/problem.ts";
import { refuseStale } from "../http/stale.ts";
import type { CompanySubject } from "../http/subject.ts";
import { settingsOf } from "../interview/store.ts";
import type { PositionDeps } from "./deps.ts";
import { tellWindow } from "./hold.ts";
import { readPosition } from "./read.ts";

type PositionInput = positionApi.PositionInput;
type RoundInput = PositionInput["rounds"][number];

export async function configure(
  { database, clock, newId, rereadBlocked }: PositionDeps,
  by: CompanySubject,
  positionId: string,
  { basedOn, ...input }: PositionInput & { basedOn?: string | undefined },
): Promise<void> {
  await database.service.transaction().execute(async (tx) => {
    const before = settingsOf(await lockPosition(tx, by, positionId));
    refuseStale(basedOn, (await readPosition(tx, by, positionId)).mark, "This position");
    await checkGuides(tx, input.rounds);
    await tx
      .updateTable("positions")
      .set({
        category: input.category,
        role: input.role,
        seniority: input.seniority,
        skills: [...new Set(input.skills)],
        languages: [...new Set(input.languages)],
        settings: JSON.stringify(input.settings),
      })
      .where("id", "=", positionId)
      .execute();
    await saveRounds(tx, { companyId: by.companyId, positionId, rounds: input.rounds, now: clock.now(), newId });
    await tellWindow({ clock, newId }, tx, positionId, { before, after: input.settings });
    // What is mandatory may have changed, or a round been added: what waits for that goes on by itself.
    await rereadBlocked(tx, positionId);
    const entry = { at: clock.now(), companyId: by.companyId, actor: by.actor, subject: `position:${positionId}` };
    await recordAudit(tx, { ...entry, action: "position.configured", details: { rounds: input.rounds.length } });
  });
}

export async function lockPosition(tx: Tx, by: CompanySubject, positionId: string) {
  const position = await tx
    .selectFrom("positions")
    .selectAll()
    .where("id", "=", positionId)
    .where("company_id", "=", by.companyId)
    .forUpdate()
    .executeTakeFirst();
  if (!position) throw notFound("This position");
  return position;
}

async function checkGuides(tx: Tx, rounds: RoundInput[]): Promise<void> {
  const wanted = [...new Set(rounds.map((round) => round.guideId))];
  const found = await tx
    .selectFrom("guides")
    .select("id")
    .where("id", "in", wanted)
    .where("retired_at", "is", null)
    .execute();
  const known = new Set(found.map((guide) => guide.id));
  const index = rounds.findIndex((round) => !known.has(round.guideId));
  if (index >= 0)
    throw invalid("This guide does not exist any more.", {
      [`rounds.${index}.guideId`]: "This guide does not exist any more.",
    });
}

interface RoundsToSave {
  companyId: string;
  positionId: string;
  rounds: RoundInput[];
  now: number;
  newId: () => string;
}

async function saveRounds(tx: Tx, { companyId, positionId, rounds, now, newId }: RoundsToSave): Promise<void> {
  const current = await tx
    .selectFrom("rounds as r")
    .select(["r.id", "r.guide_id", "r.duration_minutes"])
    .select(sql<boolean>`exists (select 1 from interviews i where i.round_id = r.id)`.as("used"))
    .where("r.position_id", "=", positionId)
    .where("r.removed_at", "is", null)
    .execute();
  const byId = new Map(current.map((round) => [round.id, round]));
  const given = rounds.flatMap((round) => round.id ?? []);
  if (new Set(given).size !== given.length) throw invalid("rounds: A round stands in the list twice.");
  if (given.some((id) => !byId.has(id))) throw notFound("This round");

  const keeps = (round: RoundInput) => {
    const old = round.id === undefined ? undefined : byId.get(round.id);
    return old && (!old.used || (old.guide_id === round.guideId && old.duration_minutes === round.durationMinutes));
  };
  const kept = new Set(rounds.filter(keeps).map((round) => round.id));
  const removed = current.filter((round) => !kept.has(round.id)).map((round) => round.id);
  if (removed.length > 0)
    await tx
      .updateTable("rounds")
      .set({ removed_at: new Date(now) })
      .where("id", "in", removed)
      .execute();
  // Out of the way first: a number may be held by one round at a time.
  await tx
    .updateTable("rounds")
    .set((expression) => ({ number: expression("number", "+", 1000) }))
    .where("position_id", "=", positionId)
    .where("removed_at", "is", null)
    .execute();
  for (const [index, round] of rounds.entries()) {
    const values = {
      number: index + 1,
      name: round.name,
      guide_id: round.guideId,
      duration_minutes: round.durationMinutes,
    };
    if (round.id !== undefined && kept.has(round.id))
      await tx.updateTable("rounds").set(values).where("id", "=", round.id).execute();
    else
      await tx
        .insertInto("rounds")
        .values({ id: newId(), company_id: companyId, position_id: positionId, ...values })
        .execute();
  }
}
