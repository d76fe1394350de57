/** Books, or moves to, the chosen time. What can't be done comes back with all that was typed. */
import { isRefusal } from "@interviewvector/domain";
import { back, type Change, keepZone, throughLink } from "./change.ts";
import { confirmPage, type ConfirmProblem } from "./confirm-page.ts";
import { isUnusualHour } from "../time/wall-clock.ts";
import type { CandidateDeps } from "./deps.ts";
import { instantFrom, keyFrom, wishesOf } from "./form.ts";
import { show } from "./frame.ts";
import type { Visit } from "./visit.ts";
import { type Wishes, wishesText } from "./wishes.ts";

export const bookChange: Change = async (deps, sent, { visit, form }) => {
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
  // Before the booking: its reminders are set by this clock.
  await keepZone(deps, visit);
  const result = await deps.scheduling.bookSlot(id, throughLink, {
    startAt,
    idempotencyKey: key,
    extraMinutes: wishes.extraMinutes,
    accommodation: wishesText(wishes),
  });
  if (!isRefusal(result)) return back(sent, visit);
  if (result.code === "already_handled" || result.code === "same_time") return back(sent, visit);
  const kind = result.nearest.length > 0 ? "lost" : "refused";
  const words = (await fitsWithoutMore(deps, visit, { startAt, wishes }))
    ? `With ${wishes.extraMinutes} minutes more, this time is too short.`
    : result.words;
  return again({ kind, words, nearest: result.nearest }, 409);
};

/** The time itself is free; only the added minutes don't fit into it. */
async function fitsWithoutMore(
  deps: CandidateDeps,
  { facts }: Visit,
  { startAt, wishes }: { startAt: number; wishes: Wishes },
): Promise<boolean> {
  if (wishes.extraMinutes === 0) return false;
  const offers = await deps.scheduling.offersFor(facts.row.id, { fromAt: startAt, toAt: startAt + 1, extraMinutes: 0 });
  return offers?.starts.includes(startAt) ?? false;
}
