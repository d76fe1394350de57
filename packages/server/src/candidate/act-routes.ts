/**
 * Everything that a candidate may change. Only POST, and each ends in a redirect to a page that may be opened again and
 * again; a form that can't be carried out comes back with everything that was typed.
 */
import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { isRefusal, refuse } from "@interviewvector/domain";
import type { Variables } from "../http/problem.ts";
import { act } from "../interview/act.ts";
import { candidateUrl } from "../interview/link.ts";
import { bookChange } from "./book-change.ts";
import { back, type Change, happen, throughLink } from "./change.ts";
import type { CandidateDeps } from "./deps.ts";
import { oneParagraph, readForm } from "./form.ts";
import { holdChange, releaseChange } from "./hold-change.ts";
import type { Opening } from "./opening.ts";
import { proposeChange } from "./propose-change.ts";
import { canRebook } from "./state-pages.ts";

export function actRoutes(deps: CandidateDeps, opening: Opening): Hono<{ Variables: Variables }> {
  const routes = new Hono<{ Variables: Variables }>();
  const change = (below: string, carryOut: Change) =>
    routes.post(`/i/:token${below}`, bodyLimit({ maxSize: 32_768 }), async (context) => {
      const form = await readForm(context);
      return opening(context, form.one("zone"), (visit) => carryOut(deps, context, { visit, form }));
    });
  change("/hold", holdChange);
  change("/release", releaseChange);
  change("/book", bookChange);
  change("/propose", proposeChange);
  change("/cancel", (dependencies, sent, { visit, form }) =>
    happen(dependencies, sent, visit, { type: "cancelled", reason: oneParagraph(form.one("reason")) }),
  );
  change("/decline", (dependencies, sent, { visit, form }) =>
    happen(dependencies, sent, visit, { type: "declined", reason: oneParagraph(form.one("reason")) }),
  );
  change("/rebook", rebook);
  return routes;
}

const rebook: Change = async (deps, sent, { visit }) => {
  if (!canRebook(visit)) return back(sent, visit);
  const { id } = visit.facts.row;
  const result = await act(deps.door, id, throughLink, async (_tx, loaded) => {
    // Looked at again under the lock: the other press of the same button may have been first.
    if (!canRebook({ ...visit, loaded })) return refuse("not_applicable", "");
    return { type: "retriggered", reasons: [] };
  });
  if (isRefusal(result)) return back(sent, visit);
  const link = candidateUrl(deps.crypt, "", { interviewId: id, generation: result.interview.generation });
  return sent.redirect(link, 303);
};
