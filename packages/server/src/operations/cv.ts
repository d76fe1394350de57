/** The CV of an application, for operators: an attachment, never shown by the browser; each look is audited. */
import { Hono } from "hono";
import { recordAudit } from "../account/audit.ts";
import { attachment, type FileStore } from "../files/store.ts";
import { forbidden, notFound, unauthenticated, type AppContext, type Variables } from "../http/problem.ts";
import type { Subject } from "../http/subject.ts";
import type { Door } from "../interview/act.ts";

export interface CvDeps {
  door: Door;
  files: FileStore;
  subjectOf(context: AppContext): Promise<Subject>;
}

/** `GET /ops/experts/:expertId/cv`; mounted under /api/v1. */
export function cvRoutes({ door, files, subjectOf }: CvDeps): Hono<{ Variables: Variables }> {
  const routes = new Hono<{ Variables: Variables }>();
  routes.get("/ops/experts/:expertId{[0-9a-f]{8}-[0-9a-f-]{27}}/cv", async (context) => {
    const { person, serviceRole } = await subjectOf(context);
    if (!person) throw unauthenticated();
    if (serviceRole !== "operator") throw forbidden("This page is for the people who run the service.");
    const db = door.database.service;
    const expertId = context.req.param("expertId");
    const row = await db
      .selectFrom("expert_applications")
      .select("cv_file_id")
      .where("expert_id", "=", expertId)
      .executeTakeFirst();
    const file = row?.cv_file_id ? await files.read(db, row.cv_file_id) : null;
    if (!file) throw notFound("This CV");
    const actor = { kind: "operator", id: person.id, name: person.name } as const;
    const at = door.clock.now();
    await recordAudit(db, { at, companyId: null, actor, action: "cv.opened", subject: `expert:${expertId}` });
    return attachment(context, file);
  });
  return routes;
}
