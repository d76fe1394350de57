/** Positions over HTTP. Agencies look at theirs; configuring, activating and pausing is for the company's own people. */
import { isRefusal, positionApi, positionSettings } from "@interviewvector/domain";
import { forCompany, idParam, type Binding } from "../http/bind.ts";
import { forbidden, refused } from "../http/problem.ts";
import type { CompanySubject } from "../http/subject.ts";
import { activate, pause, resume } from "./activate.ts";
import { configure } from "./configure.ts";
import type { PositionDeps } from "./deps.ts";
import { guideNamesBinding } from "./guide-names.ts";
import { decideMoves, readMoves } from "./moves.ts";
import { previewBinding } from "./preview.ts";
import { readPosition, readPositions } from "./read.ts";
import { decideAll, readUndecided } from "./undecided.ts";

export function positionBindings(deps: PositionDeps): Binding[] {
  const { database } = deps;
  const shown = (by: CompanySubject, id: string) => database.forCompany(by.companyId, (tx) => readPosition(tx, by, id));
  return [
    forCompany(positionApi.listPositions, ({ by }) =>
      database.forCompany(by.companyId, async (tx) => {
        const read = await tx
          .selectFrom("postings")
          .select((select) => select.fn.max("read_at").as("at"))
          .executeTakeFirst();
        return { positions: await readPositions(tx, by), readAt: read?.at?.toISOString() ?? null };
      }),
    ),
    forCompany(positionApi.refreshPostings, async ({ by }) => {
      refuseAgency(by);
      return deps.refreshPostings(by.companyId);
    }),
    forCompany(positionApi.getPosition, ({ by, params }) => shown(by, idParam(params, "positionId"))),
    forCompany(positionApi.configurePosition, async ({ by, params, body }) => {
      const { id } = await shown(by, idParam(params, "positionId"));
      refuseAgency(by);
      await configure(deps, by, id, body);
      return shown(by, id);
    }),
    forCompany(positionApi.standing, async ({ by, params }) => {
      const { id } = await shown(by, idParam(params, "positionId"));
      const candidates = await deps.standing(id);
      if (isRefusal(candidates)) throw refused(candidates);
      return {
        candidates: candidates.map((one) => ({ ...one, enteredAt: new Date(one.enteredAt).toISOString() })),
      };
    }),
    ...moveBindings(deps, shown),
    ...undecidedBindings(deps, shown),
    forCompany(positionApi.activatePosition, async ({ by, params, body }) => {
      const { id } = await shown(by, idParam(params, "positionId"));
      refuseAgency(by);
      await activate(deps, by, id, body.inviteOpportunityIds);
      return shown(by, id);
    }),
    forCompany(positionApi.pausePosition, async ({ by, params }) => {
      const { id } = await shown(by, idParam(params, "positionId"));
      refuseAgency(by);
      await pause(deps, by, id);
      return shown(by, id);
    }),
    forCompany(positionApi.resumePosition, async ({ by, params }) => {
      const { id } = await shown(by, idParam(params, "positionId"));
      refuseAgency(by);
      await resume(deps, by, id);
      return shown(by, id);
    }),
    forCompany(positionApi.slotCount, async ({ by, params, body }) => {
      const position = await shown(by, idParam(params, "positionId"));
      return deps.slotCount({
        companyName: await companyName(deps, by),
        positionId: position.id,
        category: body.category ?? position.category,
        seniority: body.seniority ?? position.seniority,
        skills: body.skills ?? position.skills,
        languages: body.languages ?? position.languages,
        settings: body.settings ?? positionSettings.parse(position.settings),
        durationMinutes: body.durationMinutes,
      });
    }),
    previewBinding(deps),
    guideNamesBinding(deps),
  ];
}

type Shown = (by: CompanySubject, id: string) => Promise<positionApi.Position>;

function moveBindings(deps: PositionDeps, shown: Shown): Binding[] {
  return [
    forCompany(positionApi.listMoves, async ({ by, params }) => {
      const { id } = await shown(by, idParam(params, "positionId"));
      return { moves: await deps.database.forCompany(by.companyId, (tx) => readMoves(tx, id)) };
    }),
    forCompany(positionApi.decideMoves, async ({ by, params, body }) => {
      const { id } = await shown(by, idParam(params, "positionId"));
      refuseAgency(by);
      await decideMoves(deps, by, id, body);
      return shown(by, id);
    }),
  ];
}

function undecidedBindings(deps: PositionDeps, shown: Shown): Binding[] {
  return [
    forCompany(positionApi.listUndecided, async ({ by, params }) => {
      const { id } = await shown(by, idParam(params, "positionId"));
      return { interviews: await deps.database.forCompany(by.companyId, (tx) => readUndecided(tx, id)) };
    }),
    forCompany(positionApi.decideUndecided, async ({ by, params, body }) => {
      const { id } = await shown(by, idParam(params, "positionId"));
      refuseAgency(by);
      return { decided: await decideAll(deps, id, { keep: body.answer === "keep", actor: by.actor }) };
    }),
  ];
}

function refuseAgency(by: CompanySubject): void {
  if (by.role === "agency") throw forbidden("Agencies see their positions; the company's recruiters change them.");
}

async function companyName({ database }: PositionDeps, by: CompanySubject): Promise<string> {
  const company = await database.forCompany(by.companyId, (tx) =>
    tx.selectFrom("companies").select("name").where("id", "=", by.companyId).executeTakeFirstOrThrow(),
  );
  return company.name;
}
