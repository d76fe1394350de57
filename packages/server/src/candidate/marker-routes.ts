/**
 * `GET /r/{effectId}`: the marker in everything that we write to the ATS leads members to the interview. Whoever is not signed
 * in is asked to sign in first; for all who may not see the interview, the address does not exist. It tells nobody anything.
 */
import { Hono } from "hono";
import { HttpProblem, type AppContext, type Variables } from "../http/problem.ts";
import type { CompanySubject, Subject } from "../http/subject.ts";
import type { Door } from "../interview/act.ts";
import { visibleInterview } from "../interview/visible.ts";
import { strictHeaders } from "./frame.ts";
import { showUnknownLink } from "./plain-pages.ts";

export interface MarkerDeps {
  door: Pick<Door, "database">;
  config: { supportEmail: string };
  /** Who asks, in the name of this company of theirs; without one, of their first. */
  subjectIn(context: AppContext, companyId: string | undefined): Promise<Subject>;
}

export function markerRoutes(deps: MarkerDeps): Hono<{ Variables: Variables }> {
  const routes = new Hono<{ Variables: Variables }>();
  routes.get("/r/:effectId{[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}}", async (context) => {
    const effectId = context.req.param("effectId");
    const row = await deps.door.database.service
      .selectFrom("effects")
      .select(["interview_id", "company_id"])
      .where("id", "=", effectId)
      .executeTakeFirst();
    const subject = await deps.subjectIn(context, row?.company_id ?? undefined);
    strictHeaders(context);
    if (!subject.person && !subject.company) return context.redirect(`/sign-in?next=/r/${effectId}`, 302);
    if (!row?.interview_id || !subject.company || !(await maySee(deps, subject.company, row.interview_id)))
      return showUnknownLink(context, deps.config);
    // Whoever belongs to several companies comes to the right one.
    return context.redirect(`/app/interviews/${row.interview_id}?company=${row.company_id}`, 302);
  });
  return routes;
}

async function maySee({ door }: MarkerDeps, by: CompanySubject, interviewId: string): Promise<boolean> {
  try {
    await door.database.forCompany(by.companyId, (tx) => visibleInterview(tx, by, interviewId));
    return true;
  } catch (error) {
    if (error instanceof HttpProblem && error.status === 404) return false;
    throw error;
  }
}
