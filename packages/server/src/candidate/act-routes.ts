/**
 * Everything that a candidate may change. Only POST, and each ends in a redirect to a page that may be opened again and
 * again; a form that can't be carried out comes back with everything that was typed.
 */
import { type Context, Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import {
  isRefusal,
  refuse,
  type Actor,
  type InterviewEvent,
  type Proposal,
  type TimeRange,
} from "@interviewvector/domain";
import type { Variables } from "../http/problem.ts";
import { act, type Gather } from "../interview/act.ts";
import { candidateUrl } from "../interview/link.ts";
import { confirmPage, type ConfirmProblem } from "./confirm-page.ts";
import { isUnusualHour } from "./day-choice.ts";
import type { CandidateDeps } from "./deps.ts";
import { type Form, instantFrom, keyFrom, oneParagraph, readForm, typedRanges, wishesOf } from "./form.ts";
import { show } from "./frame.ts";
import { noticePage } from "./notice-page.ts";
import type { Opening } from "./opening.ts";
import { proposePage, readRanges } from "./propose-page.ts";
import { mayRebook } from "./state-pages.ts";
import { openVisit, type Visit } from "./visit.ts";
import { wishesText } from "./wishes.ts";

type Sent = Context<{ Variables: Variables }>;
type Change = (deps: CandidateDeps, sent: Sent, about: { visit: Visit; form: Form }) => Promise<Response>;

/** The link also stands in the ATS: whoever holds it acts as the candidate, and the timeline says so. */
const throughLink: Actor = { kind: "candidate" };

export function actRoutes(deps: CandidateDeps, opening: Opening): Hono<{ Variables: Variables }> {
  const routes = new Hono<{ Variables: Variables }>();
  const change = (below: string, carryOut: Change) =>
    routes.post(`/i/:token${below}`, bodyLimit({ maxSize: 32_768 }), async (context) => {
      const form = await readForm(context);
      return opening(context, form.one("zone"), (visit) => carryOut(deps, context, { visit, form }));
    });
  change("/book", book);
  change("/propose", propose);
  change("/cancel", (dependencies, sent, { visit, form }) =>
    happen(dependencies, sent, visit, { type: "cancelled", reason: oneParagraph(form.one("reason")) }),
  );
  change("/decline", (dependencies, sent, { visit, form }) =>
    happen(dependencies, sent, visit, { type: "declined", reason: oneParagraph(form.one("reason")) }),
  );
  change("/rebook", rebook);
  return routes;
}

const book: Change = async (deps, sent, { visit, form }) => {
  const startAt = instantFrom(form.one("start"));
  const key = keyFrom(form.one("key"));
  if (startAt === null || key === null) return back(sent, visit);
  const wishes = wishesOf(form);
  const { id } = visit.facts.row;
  const again = async (problem: ConfirmProblem, status: 409 | 422) => {
    const offers = await deps.scheduling.offersFor(id, { extraMinutes: wishes.extraMinutes });
    const minutes = offers?.durationMinutes ?? visit.facts.round.minutes;
    const page = confirmPage(visit, { startAt, minutes, wishes, key: deps.door.newId(), problem });
    return show(sent, page, { ...deps.config, status });
  };
  if (isUnusualHour(startAt, visit.zone) && form.one("unusual") !== "yes")
    return again({ kind: "unusual_hour", words: "", nearest: [] }, 422);
  const result = await deps.scheduling.bookSlot(id, throughLink, {
    startAt,
    idempotencyKey: key,
    extraMinutes: wishes.extraMinutes,
    accommodation: wishesText(wishes),
  });
  if (!isRefusal(result)) {
    await keepZone(deps, visit);
    return back(sent, visit);
  }
  if (result.code === "already_handled" || result.code === "same_time") return back(sent, visit);
  const kind = result.nearest.length > 0 ? "lost" : "refused";
  return again({ kind, words: result.words, nearest: result.nearest }, 409);
};

const propose: Change = async (deps, sent, { visit, form }) => {
  const typed = typedRanges(form);
  const comment = oneParagraph(form.one("comment"));
  const leastMinutes = visit.facts.round.minutes;
  const { latestAt } = visit.loaded.interview;
  const { ranges, errors } = readRanges(typed, { zone: visit.zone, now: visit.now, latestAt, leastMinutes });
  if (errors.size > 0) {
    return show(sent, proposePage(visit, { ranges: typed, comment, errors }, leastMinutes), {
      ...deps.config,
      status: 422,
    });
  }
  const answer = await happen(deps, sent, visit, async (_tx, { interview }) =>
    // Pressed twice: the times are there already, and nobody needs a second mail about them.
    isSame(interview.proposal, ranges, comment)
      ? refuse("already_given", "")
      : { type: "timesProposed", ranges, comment },
  );
  if (answer.status === 303) await keepZone(deps, visit);
  return answer;
};

const rebook: Change = async (deps, sent, { visit }) => {
  if (!mayRebook(visit)) return back(sent, visit);
  const { id } = visit.facts.row;
  const result = await act(deps.door, id, throughLink, async (_tx, loaded) => {
    // Looked at again under the lock: the other press of the same button may have been first.
    if (!mayRebook({ ...visit, loaded })) return refuse("not_applicable", "");
    return { type: "retriggered", reasons: [] };
  });
  if (isRefusal(result)) return back(sent, visit);
  const link = candidateUrl(deps.crypt, "", { interviewId: id, generation: result.interview.generation });
  return sent.redirect(link, 303);
};

/** Lets `event` happen; a refusal becomes a page that says why, unless pressing twice is all that it was. */
async function happen(
  deps: CandidateDeps,
  sent: Sent,
  visit: Visit,
  event: InterviewEvent | Gather,
): Promise<Response> {
  const result = await act(deps.door, visit.facts.row.id, throughLink, event);
  if (!isRefusal(result) || result.code === "already_given") return back(sent, visit);
  const fresh = await openVisit(
    { ...deps.door, crypt: deps.crypt, publicUrl: deps.config.publicUrl },
    visit.base.slice("/i/".length),
    visit.zone,
  );
  if (!fresh || fresh.loaded.interview.state === "cancelled") return back(sent, visit);
  return show(sent, noticePage(fresh, result.words), { ...deps.config, status: 409 });
}

function isSame(given: Proposal | null, ranges: readonly TimeRange[], comment: string): boolean {
  if (!given || given.comment !== comment || given.ranges.length !== ranges.length) return false;
  return ranges.every((range) => given.ranges.some((one) => one.fromAt === range.fromAt && one.toAt === range.toAt));
}

function back(sent: Sent, visit: Visit): Response {
  return sent.redirect(visit.base, 303);
}

/** The zone in which somebody chose a time is theirs: mails and pages use it from now on. */
async function keepZone({ door }: CandidateDeps, { facts, zone }: Visit): Promise<void> {
  if (facts.candidate.hasZone && facts.candidate.zone === zone) return;
  await door.database.service.updateTable("candidates").set({ zone }).where("id", "=", facts.candidate.id).execute();
}
