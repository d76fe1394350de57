/**
 * Keeps the chosen time for some minutes, or lets it go. Both lead to a page that may be opened again and again; whether the
 * time could be kept decides nothing, so nobody is stopped here.
 */
import { type Change, throughLink } from "./change.ts";
import { instantFrom } from "./form.ts";
import { choosingBelow, pathOf } from "./visit.ts";
import { extraFrom } from "./wishes.ts";

export const holdChange: Change = async (deps, sent, { visit, form }) => {
  const startAt = instantFrom(form.one("start"));
  const extraMinutes = extraFrom(form.one("extra"));
  if (startAt === null) return sent.redirect(pathOf(visit, choosingBelow(visit)), 303);
  // A refusal is told by the page that follows: it looks again, and offers the nearest times.
  await deps.scheduling.holdSlot(visit.facts.row.id, throughLink, { startAt, extraMinutes });
  return sent.redirect(pathOf(visit, "/confirm", { start: startAt, extra: extraMinutes || undefined }), 303);
};

export const releaseChange: Change = async (deps, sent, { visit, form }) => {
  await deps.scheduling.releaseHold(visit.facts.row.id);
  const day = /^\d{4}-\d{2}-\d{2}$/.test(form.one("day")) ? form.one("day") : undefined;
  return sent.redirect(
    pathOf(visit, choosingBelow(visit), { day, extra: extraFrom(form.one("extra")) || undefined }),
    303,
  );
};
