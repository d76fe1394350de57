/** The button on pages of older links. Its answer is the same whether there is an address or not. */
import { type Context, Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { isRefusal } from "@interviewvector/domain";
import type { Variables } from "../http/problem.ts";
import { readLinkToken } from "../interview/link.ts";
import type { CandidateDeps } from "./deps.ts";
import { showTooMany, showUnknownLink } from "./plain-pages.ts";
import { softLimit } from "./rate.ts";
import { newerThan, readReplaced, sendPresentLink } from "./replaced.ts";

export function replacedRoutes(deps: CandidateDeps): Hono<{ Variables: Variables }> {
  const { door, crypt, config } = deps;
  const routes = new Hono<{ Variables: Variables }>();
  const unknown = (context: Context) => showUnknownLink(context, config);
  const presses = softLimit(door.clock, { most: 10, spanMinutes: 5 });
  routes.post("/i/:token/present", bodyLimit({ maxSize: 4096 }), async (context) => {
    const token = context.req.param("token");
    if (!presses.allows(token.slice(0, 48))) return showTooMany(context, config);
    const target = readLinkToken(crypt, "candidate", token);
    if (!target) return unknown(context);
    const row = await door.database.service
      .selectFrom("interviews as i")
      .innerJoin("candidates as k", "k.id", "i.candidate_id")
      .select(["i.id", "i.connection_id", "i.opportunity_id", "i.candidate_id", "i.created_at"])
      .where("i.id", "=", target.interviewId)
      .where("k.erased_at", "is", null)
      .executeTakeFirst();
    if (!row) return unknown(context);
    const isOld = (await readReplaced(deps, "candidate", token)) ?? (await newerThan(door.database.service, row));
    // Who holds the present link has no need of a mail.
    if (isOld === null) return context.redirect(`/i/${token}`, 303);
    const sent = await sendPresentLink(door, target.interviewId);
    const often = isRefusal(sent) && sent.code === "sent_often";
    return context.redirect(`/i/${token}?link=${often ? "often" : "sent"}`, 303);
  });
  return routes;
}
