/** `GET /integrations/lever/callback`: back from Lever's consent page, and on to our own. Errors are said there in kind words. */
import { Hono } from "hono";
import { HttpProblem, type AppContext, type Variables } from "../../http/problem.ts";
import type { Subject } from "../../http/subject.ts";
import { beginConnection } from "./begin.ts";
import type { SetupDeps } from "./deps.ts";
import { ConsentError, finishConsent } from "./oauth.ts";

export function callbackRoutes(
  deps: SetupDeps,
  subjectOf: (context: AppContext) => Promise<Subject>,
): Hono<{ Variables: Variables }> {
  const app = new Hono<{ Variables: Variables }>();
  app.get("/integrations/lever/callback", async (context) => {
    const { state, code, error } = context.req.query();
    context.header("cache-control", "no-store");
    context.header("referrer-policy", "no-referrer");
    try {
      const connectionId = await finishConsent(deps, await subjectOf(context), { state, code, error });
      await beginConnection(deps, connectionId);
      return context.redirect(`/app/integrations/${connectionId}`, 303);
    } catch (failure) {
      const told = tellable(failure);
      if (told === null) throw failure;
      const query = new URLSearchParams({ error: told.code, error_description: told.words });
      return context.redirect(`/app/integrations?${query.toString()}`, 303);
    }
  });
  return app;
}

function tellable(failure: unknown): { code: string; words: string } | null {
  if (failure instanceof ConsentError || failure instanceof HttpProblem)
    return { code: failure.code, words: failure.message };
  return null;
}
