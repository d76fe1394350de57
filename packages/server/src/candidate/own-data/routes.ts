/**
 * A candidate's own data behind a code. The pass that a right code gives travels in forms only, so it stands in no address,
 * no history and no log; whoever holds just the link gets as far as "we sent you a code".
 */
import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { isRefusal, minutes } from "@interviewvector/domain";
import type { Variables } from "../../http/problem.ts";
import type { Sent } from "../change.ts";
import type { CandidateDeps } from "../deps.ts";
import { type Form, readForm } from "../form.ts";
import { show, strictHeaders } from "../frame.ts";
import { noticePage } from "../notice-page.ts";
import type { Opening } from "../opening.ts";
import type { Visit } from "../visit.ts";
import { isCodeSent, isPass, isRightCode, makePass, sendCode } from "./code.ts";
import { copyFor } from "./copy.ts";
import { askErasure } from "./erase.ts";
import { codePage, erasingPage, ownDataPage } from "./page.ts";

const PASS_MS = minutes(15);

export function ownDataRoutes(deps: CandidateDeps, opening: Opening): Hono<{ Variables: Variables }> {
  const { door, crypt, config } = deps;
  const routes = new Hono<{ Variables: Variables }>();

  const post = (below: string, answer: (sent: Sent, visit: Visit, form: Form) => Promise<Response>) =>
    routes.post(`/i/:token${below}`, bodyLimit({ maxSize: 8_192 }), async (context) => {
      const form = await readForm(context);
      return opening(context, form.one("zone"), (visit) => answer(context, visit, form));
    });
  /** Without a pass that still counts, the page that asks for the code. */
  const behindPass = (below: string, answer: (sent: Sent, visit: Visit, form: Form) => Promise<Response>) =>
    post(below, async (sent, visit, form) => {
      const about = { candidateId: visit.facts.candidate.id, now: door.clock.now() };
      return isPass(crypt, form.one("pass"), about) ? answer(sent, visit, form) : askForCode(sent, visit, false);
    });
  const askForCode = async (sent: Sent, visit: Visit, wrong: boolean) => {
    const { id, email } = visit.facts.candidate;
    const page = codePage(visit, { sentTo: email, sent: await isCodeSent(door, id), wrong });
    return show(sent, page, { ...config, status: wrong ? 422 : 200 });
  };

  routes.get("/i/:token/data", (context) =>
    opening(context, context.req.query("zone"), (visit) => askForCode(context, visit, false)),
  );
  post("/data/code", async (sent, visit) => {
    const result = await sendCode(door, visit.facts.row.id);
    if (isRefusal(result)) return show(sent, noticePage(visit, result.words), { ...config, status: 409 });
    return sent.redirect(`${visit.base}/data`, 303);
  });
  post("/data", async (sent, visit, form) => {
    const candidateId = visit.facts.candidate.id;
    if (!(await isRightCode(door, crypt, { candidateId, typed: form.one("code") })))
      return askForCode(sent, visit, true);
    const pass = makePass(crypt, { candidateId, until: door.clock.now() + PASS_MS });
    return show(sent, ownDataPage(visit, { data: await copyFor(door, visit, "shown"), pass }), config);
  });
  behindPass("/data/copy", async (sent, visit) => {
    strictHeaders(sent);
    sent.header("content-type", "application/json; charset=utf-8");
    sent.header("content-disposition", 'attachment; filename="my-data.json"');
    return sent.body(JSON.stringify(await copyFor(door, visit, "copied"), null, 2));
  });
  behindPass("/data/erase", async (sent, visit, form) => {
    if (form.one("sure") !== "yes") return askForCode(sent, visit, false);
    await askErasure(door, visit);
    return show(sent, erasingPage(visit), config);
  });
  return routes;
}
