/** Guides as operators write them. A saved guide is a new version; versions never change, because interviews keep theirs. */
import { guideContent, operationsApi, refuse, type AnswerOf, type GuideContent } from "@interviewvector/domain";
import { sql } from "kysely";
import { recordAudit } from "../account/audit.ts";
import type { Db, Tx } from "../db/database.ts";
import { forOperator, idParam, type Binding } from "../http/bind.ts";
import { invalid, notFound, refused } from "../http/problem.ts";
import type { Person } from "../http/subject.ts";
import type { OperationsDeps } from "./deps.ts";

type GuideRow = AnswerOf<typeof operationsApi.listGuides>["guides"][number];
type GuideDetail = AnswerOf<typeof operationsApi.getGuide>;

export function guideBindings({ door }: OperationsDeps): Binding[] {
  const { database, clock, newId } = door;
  return [
    forOperator(operationsApi.listGuides, async () => ({ guides: await readGuides(database.service) })),
    forOperator(operationsApi.getGuide, ({ params, query }) =>
      readGuide(database.service, idParam(params, "guideId"), query.version),
    ),
    forOperator(operationsApi.createGuide, async ({ by, body }) => {
      refuseTwins(body.content);
      const id = newId();
      await database.service.transaction().execute(async (tx) => {
        const created_at = new Date(clock.now());
        await tx.insertInto("guides").values({ id, name: body.name, category: body.category, created_at }).execute();
        await addVersion(tx, { id, version: 1, content: body.content, by, at: clock.now() });
        await recordAudit(tx, { ...about(by, clock.now(), id), action: "guide.created" });
      });
      return readGuide(database.service, id);
    }),
    forOperator(operationsApi.saveGuide, async ({ by, params, body }) => {
      const id = idParam(params, "guideId");
      refuseTwins(body.content);
      await database.service.transaction().execute(async (tx) => {
        const guide = await tx.selectFrom("guides").select("id").where("id", "=", id).forUpdate().executeTakeFirst();
        if (!guide) throw notFound("This guide");
        const newest = await newestVersion(tx, id);
        if (newest !== body.basedOn)
          throw refused(
            refuse(
              "stale",
              `Somebody saved version ${newest} meanwhile. Your text is still here; look at theirs first.`,
            ),
          );
        await tx.updateTable("guides").set({ name: body.name, category: body.category }).where("id", "=", id).execute();
        await addVersion(tx, { id, version: newest + 1, content: body.content, by, at: clock.now() });
        await recordAudit(tx, {
          ...about(by, clock.now(), id),
          action: "guide.saved",
          details: { version: newest + 1 },
        });
      });
      return readGuide(database.service, id);
    }),
  ];
}

function about(by: Person, at: number, guideId: string) {
  const actor = { kind: "operator", id: by.id, name: by.name } as const;
  return { at, companyId: null, actor, subject: `guide:${guideId}` };
}

/** Notes and scores are kept by these ids: two of the same would share them. */
function refuseTwins(content: GuideContent): void {
  const ids = [
    ...content.competencies.map((competency) => `competency ${competency.id}`),
    ...content.sections.flatMap((section) => section.questions.map((question) => `question ${question.id}`)),
  ];
  const twin = ids.find((id, index) => ids.indexOf(id) !== index);
  if (twin !== undefined)
    throw invalid(`content: The ${twin} stands in the guide twice.`, {
      content: `The ${twin} stands in the guide twice.`,
    });
}

interface NewVersion {
  id: string;
  version: number;
  content: GuideContent;
  by: Person;
  at: number;
}

async function addVersion(tx: Tx, { id, version, content, by, at }: NewVersion): Promise<void> {
  await tx
    .insertInto("guide_versions")
    .values({ guide_id: id, version, content: JSON.stringify(content), created_by: by.name, created_at: new Date(at) })
    .execute();
}

async function newestVersion(tx: Tx, guideId: string): Promise<number> {
  const { version } = await tx
    .selectFrom("guide_versions")
    .select((select) => select.fn.max("version").as("version"))
    .where("guide_id", "=", guideId)
    .executeTakeFirstOrThrow();
  return version;
}

async function readGuides(db: Db, id?: string): Promise<(GuideRow & { content: GuideContent })[]> {
  const rows = await db
    .selectFrom("guides as g")
    .innerJoin("guide_versions as v", "v.guide_id", "g.id")
    .select(["g.id", "g.name", "g.category", "v.version", "v.content", "v.created_at"])
    .select(
      sql<number>`(select count(*)::int from rounds r where r.guide_id = g.id and r.removed_at is null)`.as("used_by"),
    )
    .where("g.retired_at", "is", null)
    .$if(id !== undefined, (all) => all.where("g.id", "=", id ?? ""))
    .distinctOn("g.id")
    .orderBy("g.id")
    .orderBy("v.version", "desc")
    .execute();
  const guides = rows.map((row) => {
    const content = guideContent.parse(row.content);
    return {
      id: row.id,
      name: row.name,
      category: row.category,
      version: row.version,
      ...sizeOf(content),
      usedBy: row.used_by,
      changedAt: row.created_at.toISOString(),
      content,
    };
  });
  return guides.sort((left, right) => left.name.localeCompare(right.name));
}

function sizeOf(content: GuideContent): { minutes: number; competencies: number } {
  const minutes = content.sections.reduce((sum, section) => sum + section.minutes, 0);
  return { minutes, competencies: content.competencies.length };
}

async function readGuide(db: Db, id: string, wanted?: number): Promise<GuideDetail> {
  const [newest] = await readGuides(db, id);
  if (!newest) throw notFound("This guide");
  const rows = await db
    .selectFrom("guide_versions")
    .selectAll()
    .where("guide_id", "=", id)
    .orderBy("version", "desc")
    .execute();
  const versions = rows.map((row) => ({
    version: row.version,
    createdAt: row.created_at.toISOString(),
    createdBy: row.created_by,
  }));
  if (wanted === undefined || wanted === newest.version) return { ...newest, versions };
  const older = rows.find((row) => row.version === wanted);
  if (!older) throw notFound("This version");
  const content = guideContent.parse(older.content);
  return {
    ...newest,
    ...sizeOf(content),
    version: older.version,
    changedAt: older.created_at.toISOString(),
    content,
    versions,
  };
}
