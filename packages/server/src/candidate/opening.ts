/** Opens the pages of a link for a request: soft limit first, then the visit; an unknown link is a page of its own. */
import type { Context } from "hono";
import type { Variables } from "../http/problem.ts";
import type { Whole } from "../interview/whole.ts";
import type { CandidateDeps } from "./deps.ts";
import { show } from "./frame.ts";
import { showTooMany, showUnknownLink } from "./plain-pages.ts";
import { softLimit } from "./rate.ts";
import { readReplaced } from "./replaced.ts";
import { linkAskedOf, replacedPage, replacedRatingPage } from "./replaced-page.ts";
import { openVisit, type Visit } from "./visit.ts";

export type Opening = (
  context: Context<{ Variables: Variables }>,
  zone: string | undefined,
  answer: (visit: Visit) => Promise<Response>,
  read?: (interviewId: string) => Promise<Whole | null>,
) => Promise<Response>;

/** A person clicking fast stays far below; a program soon doesn't. */
const LOOKS = { most: 240, spanMinutes: 5 };
const CHANGES = { most: 40, spanMinutes: 5 };

export function createOpening(deps: CandidateDeps): Opening {
  const { database, clock } = deps.door;
  const looks = softLimit(clock, LOOKS);
  const changes = softLimit(clock, CHANGES);
  return async (context, zone, answer, read) => {
    const token = context.req.param("token") ?? "";
    const limit = context.req.method === "POST" ? changes : looks;
    if (!limit.allows(token.slice(0, 48))) return showTooMany(context, deps.config);
    const visit = await openVisit(
      { database, clock, crypt: deps.crypt, publicUrl: deps.config.publicUrl },
      token,
      zone === "" ? undefined : zone,
      read,
    );
    return visit ? answer(visit) : notPresent(deps, context, "candidate");
  };
}

/** An older link says what happened; one that was never ours, or whose person is erased, nothing at all. */
export async function notPresent(
  deps: CandidateDeps,
  context: Context<{ Variables: Variables }>,
  purpose: "candidate" | "rating",
): Promise<Response> {
  const token = context.req.param("token") ?? "";
  const replaced = await readReplaced(deps, purpose, token);
  if (!replaced) return showUnknownLink(context, deps.config);
  const asked = linkAskedOf(context.req.query("link"));
  const page =
    purpose === "rating" ? replacedRatingPage(replaced) : replacedPage({ ...replaced, path: `/i/${token}`, asked });
  return show(context, page, { ...deps.config, status: 410 });
}
