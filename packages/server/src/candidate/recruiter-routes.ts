/** The re-trigger page, which links in notes lead to. For people of the company, not candidates. */
import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { isRefusal } from "@interviewvector/domain";
import type { Db } from "../db/database.ts";
import type { Variables } from "../http/problem.ts";
import { archivedEnd, type ArchivedEnd } from "../interview/archived-end.ts";
import { readLinkToken } from "../interview/link.ts";
import { loadInterview } from "../interview/store.ts";
import { readAddressed, throughNote } from "./addressed.ts";
import type { CandidateDeps } from "./deps.ts";
import { show } from "./frame.ts";
import { showTooMany, showUnknownLink } from "./plain-pages.ts";
import { softLimit } from "./rate.ts";
import { type RetriggerFacts, retriggerPage } from "./retrigger-page.ts";

/** Refusals that the page tells by itself: it lists what is missing, or shows the state. */
const shownByState = new Set(["still_blocked", "not_applicable"]);

export function recruiterRoutes(deps: CandidateDeps): Hono<{ Variables: Variables }> {
  const routes = new Hono<{ Variables: Variables }>();
  const limit = softLimit(deps.door.clock, { most: 60, spanMinutes: 5 });
  const presses = softLimit(deps.door.clock, { most: 10, spanMinutes: 5 });
  routes.get("/retrigger/:token", async (context) => {
    if (!limit.allows(context.req.param("token"))) return showTooMany(context, deps.config);
    const facts = await readRetrigger(deps, context.req.param("token"));
    if (!facts) return showUnknownLink(context, deps.config);
    return show(context, retriggerPage({ ...facts, asked: context.req.query("asked") === "1" }), deps.config);
  });
  routes.post("/retrigger/:token", bodyLimit({ maxSize: 4096 }), async (context) => {
    const token = context.req.param("token");
    if (!presses.allows(token)) return showTooMany(context, deps.config);
    const before = await readRetrigger(deps, token);
    if (!before) return showUnknownLink(context, deps.config);
    const result = await deps.retrigger(before.loaded.row.id, throughNote);
    if (!isRefusal(result) || shownByState.has(result.code))
      return context.redirect(`/retrigger/${token}?asked=1`, 303);
    const after = (await readRetrigger(deps, token)) ?? before;
    return show(context, retriggerPage({ ...after, asked: true, problem: result.words }), {
      ...deps.config,
      status: result.code === "ats_unreachable" ? 503 : 409,
    });
  });
  return routes;
}

async function readRetrigger({ door, crypt, config }: CandidateDeps, token: string): Promise<RetriggerFacts | null> {
  const target = readLinkToken(crypt, "retrigger", token);
  if (!target) return null;
  const db = door.database.service;
  const addressed = await readAddressed(db, config.publicUrl, target.interviewId);
  const newest = await newestOf(db, target.interviewId);
  const loaded = newest ? await loadInterview(db, newest.id) : null;
  if (!addressed || !newest || !loaded) return null;
  return {
    ...addressed,
    loaded,
    archived: newest.archivedEnd !== null,
    position: loaded.position.title,
    path: `/retrigger/${token}`,
    appPath: `/app/interviews/${newest.id}?company=${loaded.row.company_id}`,
    asked: false,
  };
}

/** The link stands in an old note: what it is about may have been made again since, for the same entry and round. */
function newestOf(db: Db, interviewId: string): Promise<{ id: string; archivedEnd: ArchivedEnd } | undefined> {
  return db
    .selectFrom("interviews as i")
    .innerJoin("interviews as old", (join) =>
      join
        .onRef("old.connection_id", "=", "i.connection_id")
        .onRef("old.opportunity_id", "=", "i.opportunity_id")
        .onRef("old.entered_at", "=", "i.entered_at")
        .onRef("old.round_number", "=", "i.round_number"),
    )
    .select(["i.id", archivedEnd.as("archivedEnd")])
    .where("old.id", "=", interviewId)
    .orderBy("i.repeat", "desc")
    .limit(1)
    .executeTakeFirst();
}
