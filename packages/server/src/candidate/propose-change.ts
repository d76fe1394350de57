/** Takes preferred times. The same times sent twice are the same times. */
import { type Proposal, refuse, type TimeRange } from "@interviewvector/domain";
import { type Change, happen, keepZone } from "./change.ts";
import { oneParagraph, typedRanges } from "./form.ts";
import { show } from "./frame.ts";
import { proposePage, readRanges } from "./propose-page.ts";

export const proposeChange: Change = async (deps, sent, { visit, form }) => {
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
  await keepZone(deps, visit);
  return happen(deps, sent, visit, async (_tx, { interview }) =>
    // Pressed twice: the times are there already, and nobody needs a second mail about them.
    isSame(interview.proposal, ranges, comment)
      ? refuse("already_given", "")
      : { type: "timesProposed", ranges, comment },
  );
};

function isSame(given: Proposal | null, ranges: readonly TimeRange[], comment: string): boolean {
  if (!given || given.comment !== comment || given.ranges.length !== ranges.length) return false;
  return ranges.every((range) => given.ranges.some((one) => one.fromAt === range.fromAt && one.toAt === range.toAt));
}
