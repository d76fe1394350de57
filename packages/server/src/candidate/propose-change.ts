/** Takes preferred times. The same times sent twice are the same times. */
import { hours, type Proposal, refuse, type TimeRange } from "@interviewvector/domain";
import type { Tx } from "../db/database.ts";
import { type Change, happen, keepZone } from "./change.ts";
import { oneParagraph, typedRanges } from "./form.ts";
import { show } from "./frame.ts";
import { proposePage, readRanges } from "./propose-page.ts";

/** Each of them is a mail to the candidate, one to the operators and a note: whoever holds the link could send them without end. */
const MOST_PER_HOUR = 5;

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
  return happen(deps, sent, visit, async (tx, { interview }) => {
    // Pressed twice: the times are there already, and nobody needs a second mail about them.
    if (isSame(interview.proposal, ranges, comment)) return refuse("already_given", "");
    if ((await givenSince(tx, interview.id, visit.now - hours(1))) >= MOST_PER_HOUR)
      return refuse(
        "too_many",
        "You gave other times several times within the hour. Those that you gave last count; please change them later.",
      );
    return { type: "timesProposed", ranges, comment };
  });
};

/** Under the interview's lock, so it counts for all processes. */
async function givenSince(tx: Tx, interviewId: string, since: number): Promise<number> {
  const { count } = await tx
    .selectFrom("history")
    .select((row) => row.fn.countAll<string>().as("count"))
    .where("interview_id", "=", interviewId)
    .where("event", "=", "timesProposed")
    .where("at", ">", new Date(since))
    .executeTakeFirstOrThrow();
  return Number(count);
}

function isSame(given: Proposal | null, ranges: readonly TimeRange[], comment: string): boolean {
  if (!given || given.comment !== comment || given.ranges.length !== ranges.length) return false;
  return ranges.every((range) => given.ranges.some((one) => one.fromAt === range.fromAt && one.toAt === range.toAt));
}
