/** Reading of decisions over HTTP: an expert their own, operators all; and why a position has the slots it has. */
import { sql } from "kysely";
import { assignmentApi, positionSettings } from "@interviewvector/domain";
import { forCompany, forExpert, forOperator, idParam, type Binding, type Input } from "../http/bind.ts";
import { notFound } from "../http/problem.ts";
import type { CompanySubject } from "../http/subject.ts";
import type { Door } from "../interview/act.ts";
import { readStanding } from "../operations/interview.ts";
import type { BookingDecision } from "./decision.ts";
import type { ExpertsCache, Roster } from "./experts-cache.ts";
import { imagined } from "./imagined.ts";
import { reasonFor } from "./reasons.ts";
import { shownLoad, whyMine } from "./why-mine.ts";
import { explainSlots } from "./why-slots.ts";

export interface AssignmentDeps {
  door: Door;
  experts: ExpertsCache;
}

export function assignmentBindings({ door, experts }: AssignmentDeps): Binding[] {
  return [
    forExpert(assignmentApi.whyMine, ({ by }) => whyMine(door, experts, by.expertId)),
    forOperator(assignmentApi.interviewAssignments, ({ params }) =>
      assignmentsOf(door, idParam(params, "interviewId")),
    ),
    forCompany(assignmentApi.whyNoSlot, async ({ by, params }) => {
      const position = await ownPosition(door, by, params);
      const { people: _, ...answer } = explained(await experts.current(), position, door.clock.now());
      return answer;
    }),
    forOperator(assignmentApi.poolPositions, async () => {
      const positions = await readPositions(door);
      const roster = await experts.current();
      const found = positions.map((position) => {
        const { slots, fitting } = explained(roster, position, door.clock.now());
        return { positionId: position.id, company: position.company, title: position.title, slots, fitting };
      });
      return { positions: found.sort((left, right) => left.slots - right.slots) };
    }),
    forOperator(assignmentApi.positionSlots, async ({ params }) => {
      const [position] = await readPositions(door, idParam(params, "positionId"));
      if (!position) throw notFound("This position");
      return {
        ...explained(await experts.current(), position, door.clock.now()),
        company: position.company,
        title: position.title,
      };
    }),
  ];
}

type PositionRow = Awaited<ReturnType<typeof readPositions>>[number];

function explained(roster: Roster, position: PositionRow, now: number) {
  const situation = imagined({
    companyName: position.company,
    category: position.category,
    seniority: position.seniority,
    skills: position.skills,
    languages: position.languages,
    settings: positionSettings.parse(position.settings),
    durationMinutes: position.duration_minutes ?? 60,
  });
  return explainSlots(roster, situation, now);
}

function readPositions({ database }: Door, positionId?: string) {
  return database.service
    .selectFrom("positions as p")
    .innerJoin("companies as c", "c.id", "p.company_id")
    .select(["p.id", "p.company_id", "p.title", "p.category", "p.seniority", "p.skills", "p.languages", "p.settings"])
    .select("c.name as company")
    .select(
      sql<
        number | null
      >`(select r.duration_minutes from rounds r where r.position_id = p.id and r.removed_at is null order by r.number limit 1)`.as(
        "duration_minutes",
      ),
    )
    .$if(positionId !== undefined, (all) => all.where("p.id", "=", positionId ?? ""))
    .$if(positionId === undefined, (all) => all.where("p.state", "=", "active"))
    .orderBy("p.id")
    .execute();
}

async function ownPosition(door: Door, by: CompanySubject, params: Input<typeof assignmentApi.whyNoSlot>["params"]) {
  const positionId = idParam(params, "positionId");
  const [position] = await readPositions(door, positionId);
  const isTheirs = position?.company_id === by.companyId;
  const isShown = by.positionIds === null || by.positionIds.includes(positionId);
  if (!position || !isTheirs || !isShown) throw notFound("This position");
  return position;
}

async function assignmentsOf({ database }: Door, interviewId: string) {
  const db = database.service;
  const interview = await readStanding(db, interviewId);
  const rows = await db
    .selectFrom("assignments")
    .select(["id", "at", "expert_id", "decision"])
    .select(sql<Date>`lower(during)`.as("start_at"))
    .where("interview_id", "=", interviewId)
    .orderBy("id", "desc")
    .execute();
  const names = new Map(
    (await db.selectFrom("experts").select(["id", "name"]).execute()).map((row) => [row.id, row.name]),
  );
  const nameOf = (id: string) => names.get(id) ?? "";
  return {
    interviewId,
    interview,
    assignments: rows.map((row) => {
      const decision = row.decision as unknown as BookingDecision;
      const unfit = Object.values(decision.unfit).flat();
      const ids = [...decision.considered, ...decision.notFree].map(({ expertId }) => expertId).concat(unfit);
      return {
        id: row.id,
        at: row.at.toISOString(),
        startAt: row.start_at.toISOString(),
        expert: nameOf(row.expert_id),
        experts: ids.flatMap((expertId) => {
          const { outcome, place, words } = reasonFor(decision, row.expert_id, expertId);
          const ranked = decision.considered.find((one) => one.expertId === expertId);
          const load = ranked ? shownLoad(ranked) : null;
          if (outcome === "none") return [];
          return { expertId, name: nameOf(expertId), outcome, place, quality: ranked?.quality ?? null, load, words };
        }),
      };
    }),
  };
}
