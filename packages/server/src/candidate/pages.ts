/**
 * The pages of those who don't sign in: candidates with their link, recruiters who come from a note. Rendered here, working
 * without scripts. What a page may do is decided by the interview's state and the one door, never here.
 */
import { Hono } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { packFile, sendPacked } from "../http/compress.ts";
import { toProblem, type Variables } from "../http/problem.ts";
import { actRoutes } from "./act-routes.ts";
import type { CandidateDeps } from "./deps.ts";
import { assets, show } from "./frame.ts";
import { lookRoutes } from "./look-routes.ts";
import { createOpening } from "./opening.ts";
import { brokenPage, helpPage } from "./plain-pages.ts";
import { ownDataRoutes } from "./own-data/routes.ts";
import { decideRoutes } from "./decide-routes.ts";
import { ratingRoutes } from "./rating-routes.ts";
import { replacedRoutes } from "./replaced-routes.ts";
import { recruiterRoutes } from "./recruiter-routes.ts";

export function createCandidatePages(deps: CandidateDeps): Hono<{ Variables: Variables }> {
  const pages = new Hono<{ Variables: Variables }>();
  const opening = createOpening(deps);
  for (const [path, { type, text, mark }] of Object.entries(assets)) {
    const packed = packFile(new TextEncoder().encode(text));
    pages.get(path, async (context) => {
      // The address carries a mark of the content: with it, a browser may keep the file for good.
      const lasting = context.req.query("v") === mark;
      return sendPacked(context, await packed, {
        "cache-control": lasting ? "public, max-age=31536000, immutable" : "no-cache",
        "content-type": type,
        "x-content-type-options": "nosniff",
      });
    });
  }
  pages.onError((error, context) => {
    const requestId = context.get("requestId");
    const { message, status } = toProblem(error, deps.log, requestId);
    return show(context, brokenPage(message, requestId), { ...deps.config, status: status as ContentfulStatusCode });
  });
  pages.get("/help", (context) => show(context, helpPage(deps.config.supportEmail), deps.config));
  pages.route("/", replacedRoutes(deps));
  pages.route("/", lookRoutes(deps, opening));
  pages.route("/", actRoutes(deps, opening));
  pages.route("/", ownDataRoutes(deps, opening));
  pages.route("/", ratingRoutes(deps));
  pages.route("/", recruiterRoutes(deps));
  pages.route("/", decideRoutes(deps));
  return pages;
}
