/** The page behind the link in the mail that asks how it was. The link stands in no note, so whoever has it reads that mail. */
import { type Context, Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { isRefusal, mayRate } from "@interviewvector/domain";
import type { Variables } from "../http/problem.ts";
import { readFacts } from "../interview/facts.ts";
import { readLinkToken } from "../interview/link.ts";
import { loadInterview } from "../interview/store.ts";
import { giveRating, readGiven } from "../rating/give.ts";
import type { CandidateDeps } from "./deps.ts";
import { readForm } from "./form.ts";
import { show } from "./frame.ts";
import { notPresent } from "./opening.ts";
import { showTooMany } from "./plain-pages.ts";
import { softLimit } from "./rate.ts";
import { MOST_WORDS, ratingPage, type RatingFacts } from "./rating-page.ts";

type Asked = Context<{ Variables: Variables }>;

export function ratingRoutes(deps: CandidateDeps): Hono<{ Variables: Variables }> {
  const routes = new Hono<{ Variables: Variables }>();
  const looks = softLimit(deps.door.clock, { most: 120, spanMinutes: 5 });
  const presses = softLimit(deps.door.clock, { most: 20, spanMinutes: 5 });
  const opened = async (context: Asked, answer: (found: Found) => Promise<Response>): Promise<Response> => {
    const token = context.req.param("token") ?? "";
    const limit = context.req.method === "POST" ? presses : looks;
    if (!limit.allows(token.slice(0, 48))) return showTooMany(context, deps.config);
    const found = await readRatingFacts(deps, token);
    return found ? answer(found) : notPresent(deps, context, "rating");
  };
  routes.get("/rate/:token", (context) =>
    opened(context, ({ facts }) => show(context, ratingPage(facts), deps.config)),
  );
  routes.post("/rate/:token", bodyLimit({ maxSize: 16_384 }), (context) =>
    opened(context, async ({ interviewId, facts }) => {
      const form = await readForm(context, MOST_WORDS);
      const score = /^[1-5]$/.test(form.one("score")) ? Number(form.one("score")) : null;
      const words = tidy(form.one("words"));
      if (score === null) {
        const problem = "Please choose a number from 1 to 5.";
        return show(context, ratingPage(facts, { score, words, problem }), { ...deps.config, status: 422 });
      }
      const given = await giveRating(deps.door, interviewId, { score, words });
      // What it can't be any more, the page itself says.
      if (isRefusal(given) && given.code !== "same_rating") {
        const fresh = (await readRatingFacts(deps, context.req.param("token"))) ?? { facts };
        return show(context, ratingPage(fresh.facts), { ...deps.config, status: 409 });
      }
      return context.redirect(facts.path, 303);
    }),
  );
  return routes;
}

interface Found {
  interviewId: string;
  facts: RatingFacts;
}

async function readRatingFacts({ door, crypt, config }: CandidateDeps, token: string): Promise<Found | null> {
  const target = readLinkToken(crypt, "rating", token);
  if (!target) return null;
  const db = door.database.service;
  const facts = await readFacts(db, target.interviewId, { crypt, publicUrl: config.publicUrl });
  const loaded = await loadInterview(db, target.interviewId);
  if (!facts || !loaded || facts.row.erased_at !== null || facts.row.generation !== target.generation) return null;
  const { interview } = loaded;
  const { company, position, candidate } = facts;
  return {
    interviewId: target.interviewId,
    facts: {
      path: `/rate/${token}`,
      company: { name: company.name, logoPath: company.logoUrl === null ? null : new URL(company.logoUrl).pathname },
      role: position.role,
      zone: candidate.zone,
      heldAt: interview.booking?.startAt ?? null,
      may: mayRate(interview, door.clock.now()),
      given: await readGiven(db, target.interviewId),
      answerBy: interview.rating?.audit?.dueAt ?? null,
    },
  };
}

/** Line breaks stay, other control characters go. */
function tidy(words: string): string {
  return words
    .replaceAll(/\r\n?/g, "\n")
    .replaceAll(/[^\S\n]|(?!\n)[\p{Cc}\p{Cf}]/gu, " ")
    .trim();
}
