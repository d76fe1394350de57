/** Everything that a candidate may look at. No route here changes anything, whoever opens it, however often. */
import { Hono } from "hono";
import { isRefusal } from "@interviewvector/domain";
import type { Variables } from "../http/problem.ts";
import { bookedPage } from "./booked-page.ts";
import { calendarFile } from "./calendar-file.ts";
import { cancelPage } from "./cancel-page.ts";
import { type Asked, type Choosing, choosing, confirm } from "./choosing.ts";
import type { CandidateDeps } from "./deps.ts";
import { type Page, show, strictHeaders } from "./frame.ts";
import { nothingTyped, proposePage } from "./propose-page.ts";
import { privacyPage } from "./privacy-page.ts";
import { newerOf, onHoldPage, proposedPage, statePage } from "./state-pages.ts";
import type { Visit } from "./visit.ts";
import type { Opening } from "./opening.ts";
import { zonePage } from "./zone-page.ts";

type Picked = Page | null;

const pagesOfTimes = new Set(["", "/times", "/reschedule"]);

export function lookRoutes(deps: CandidateDeps, opening: Opening): Hono<{ Variables: Variables }> {
  const routes = new Hono<{ Variables: Variables }>();
  /** `pick` gets the page for the state that the interview is in; null: the state has its own page. */
  const look = (below: string, pick: (visit: Visit, asked: Asked, times: Choosing) => Picked | Promise<Picked>) =>
    routes.get(`/i/:token${below}`, (context) => {
      const times = choosing(deps, context);
      const answer = async (visit: Visit) => {
        const page =
          (await pick(visit, context, times)) ??
          (await newerOf(deps, visit, context.req.query("link"))) ??
          pageOfState(visit, times);
        return show(context, await page, deps.config);
      };
      return opening(context, context.req.query("zone"), answer, pagesOfTimes.has(below) ? times.read : undefined);
    });
  look("", () => null);
  look("/times", (visit, _asked, times) => (mayChoose(visit) ? times.page(visit) : null));
  look("/reschedule", (visit, _asked, times) => (isRefusal(visit.mayMove) ? null : times.page(visit)));
  look("/confirm", (visit, asked) => (mayChoose(visit) ? confirm(deps, visit, asked) : null));
  look("/propose", (visit, asked) =>
    mayPropose(visit) ? proposePage(visit, nothingTyped(visit, asked.req.query("extra"))) : null,
  );
  look("/cancel", (visit) => (visit.loaded.interview.state === "scheduled" ? cancelPage(visit) : null));
  look("/decline", (visit) => (mayPropose(visit) ? cancelPage(visit) : null));
  look("/privacy", (visit) => privacyPage(visit, deps.config));
  look("/zone", (visit, asked) =>
    zonePage(visit, {
      region: asked.req.query("region"),
      back: asked.req.query("back"),
      city: asked.req.query("city"),
    }),
  );
  routes.get("/i/:token/interview.ics", (context) =>
    opening(context, undefined, async (visit) => {
      const { booking } = visit.loaded.interview;
      if (!booking) return show(context, statePage(visit), { ...deps.config, status: 404 });
      strictHeaders(context);
      context.header("content-type", "text/calendar; charset=utf-8");
      context.header("content-disposition", 'attachment; filename="interview.ics"');
      return context.body(calendarFile(visit, booking, deps.config));
    }),
  );
  return routes;
}

/** The page that belongs to the state, whatever was asked for. */
function pageOfState(visit: Visit, times: Choosing): Page | Promise<Page> {
  const { interview, rules } = visit.loaded;
  switch (interview.state) {
    case "scheduled":
    case "live":
      return interview.booking ? bookedPage(visit, interview.booking) : statePage(visit);
    case "invited":
      return rules.positionOpen ? times.page(visit) : onHoldPage(visit);
    case "proposed":
      if (!rules.positionOpen) return onHoldPage(visit);
      return interview.proposal ? proposedPage(visit, interview.proposal) : statePage(visit);
    default:
      return statePage(visit);
  }
}

function mayPropose({ loaded }: Visit): boolean {
  const { interview, rules } = loaded;
  return rules.positionOpen && (interview.state === "invited" || interview.state === "proposed");
}

function mayChoose(visit: Visit): boolean {
  return mayPropose(visit) || !isRefusal(visit.mayMove);
}
