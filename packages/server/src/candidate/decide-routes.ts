/** Keep or cancel what is booked although its posting has ended: where the note's link leads. For people of the company. */
import { type Context, Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { isRefusal, type Actor } from "@interviewvector/domain";
import { formBody } from "../http/form-body.ts";
import type { Variables } from "../http/problem.ts";
import { act } from "../interview/act.ts";
import { readLinkToken } from "../interview/link.ts";
import { loadInterview } from "../interview/store.ts";
import { readUndecided } from "../position/undecided.ts";
import { readAddressed } from "./addressed.ts";
import { decidePage, type DecideFacts } from "./decide-page.ts";
import type { CandidateDeps } from "./deps.ts";
import { show } from "./frame.ts";
import { tooManyPage, unknownLinkPage } from "./plain-pages.ts";
import { softLimit } from "./rate.ts";

type Asked = Context<{ Variables: Variables }>;

/** Whoever holds the link; the note addressed the recruiter. */
const throughNote: Actor = { kind: "ats", name: "the link in the note" };

export function decideRoutes(deps: CandidateDeps): Hono<{ Variables: Variables }> {
  const routes = new Hono<{ Variables: Variables }>();
  const limit = softLimit(deps.door.clock, { most: 60, spanMinutes: 5 });
  routes.get("/decide/:token", async (context) => {
    const token = context.req.param("token");
    if (!limit.allows(token)) return tooMany(deps, context);
    const facts = await readDecide(deps, token);
    return facts ? show(context, decidePage(facts), deps.config) : unknown(deps, context);
  });
  routes.post("/decide/:token", bodyLimit({ maxSize: 4096 }), async (context) => {
    const token = context.req.param("token");
    if (!limit.allows(token)) return tooMany(deps, context);
    const facts = await readDecide(deps, token);
    if (!facts) return unknown(deps, context);
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

function unknown({ config }: CandidateDeps, context: Asked): Promise<Response> {
  return show(context, unknownLinkPage(), { ...config, status: 404 });
}

function tooMany({ config }: CandidateDeps, context: Asked): Promise<Response> {
  context.header("retry-after", "60");
  return show(context, tooManyPage(), { ...config, status: 429 });
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
