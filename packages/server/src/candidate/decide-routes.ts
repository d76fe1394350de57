/** Keep or cancel what is booked although its posting has ended: where the note's link leads. For people of the company. */
import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { isRefusal } from "@interviewvector/domain";
import { formBody } from "../http/form-body.ts";
import type { Variables } from "../http/problem.ts";
import { act } from "../interview/act.ts";
import { readLinkToken } from "../interview/link.ts";
import { loadInterview } from "../interview/store.ts";
import { readUndecided } from "../position/undecided.ts";
import { readAddressed, throughNote } from "./addressed.ts";
import { decidePage, type DecideFacts } from "./decide-page.ts";
import type { CandidateDeps } from "./deps.ts";
import { show } from "./frame.ts";
import { showTooMany, showUnknownLink } from "./plain-pages.ts";
import { softLimit } from "./rate.ts";

export function decideRoutes(deps: CandidateDeps): Hono<{ Variables: Variables }> {
  const routes = new Hono<{ Variables: Variables }>();
  const limit = softLimit(deps.door.clock, { most: 60, spanMinutes: 5 });
  routes.get("/decide/:token", async (context) => {
    const token = context.req.param("token");
    if (!limit.allows(token)) return showTooMany(context, deps.config);
    const facts = await readDecide(deps, token);
    return facts ? show(context, decidePage(facts), deps.config) : showUnknownLink(context, deps.config);
  });
  routes.post("/decide/:token", bodyLimit({ maxSize: 4096 }), async (context) => {
    const token = context.req.param("token");
    if (!limit.allows(token)) return showTooMany(context, deps.config);
    const facts = await readDecide(deps, token);
    if (!facts) return showUnknownLink(context, deps.config);
    const form = await formBody(context);
    const answer = form["answer"]?.[0];
    if (answer !== "keep" && answer !== "cancel") return context.redirect(`/decide/${token}`, 303);
    const result = await act(deps.door, facts.loaded.row.id, throughNote, {
      type: "postingEndAnswered",
      keep: answer === "keep",
      endedAt: Number(form["about"]?.[0]),
    });
    // Answered before, over, or asked anew since: the page shows how it stands now.
    if (!isRefusal(result) || result.code === "not_applicable") return context.redirect(`/decide/${token}`, 303);
    const now = (await readDecide(deps, token)) ?? facts;
    return show(context, decidePage({ ...now, problem: result.words }), { ...deps.config, status: 409 });
  });
  return routes;
}

async function readDecide({ door, crypt, config }: CandidateDeps, token: string): Promise<DecideFacts | null> {
  const target = readLinkToken(crypt, "decide", token);
  if (!target) return null;
  const db = door.database.service;
  const addressed = await readAddressed(db, config.publicUrl, target.interviewId);
  const loaded = await loadInterview(db, target.interviewId);
  if (!addressed || !loaded) return null;
  const company = `company=${loaded.row.company_id}`;
  const all = await readUndecided(db, loaded.row.position_id);
  return {
    ...addressed,
    loaded,
    path: `/decide/${token}`,
    appPath: `/app/interviews/${target.interviewId}?${company}`,
    others: {
      count: all.filter(({ interviewId }) => interviewId !== target.interviewId).length,
      path: `/app/positions?ended=${loaded.row.position_id}&${company}`,
    },
  };
}
