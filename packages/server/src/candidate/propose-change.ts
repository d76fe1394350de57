/** Takes preferred times. The same times sent twice are the same times. */
import { hours, type Proposal, refuse, type TimeRange } from "@interviewvector/domain";
import type { Tx } from "../db/database.ts";
import { type Change, happen, keepZone } from "./change.ts";
import { saveArranged } from "../interview/arranged.ts";
import { oneParagraph, typedRanges, wishesOf } from "./form.ts";
import { show } from "./frame.ts";
import { minutesWith, nightsOf, proposePage, readRanges } from "./propose-page.ts";
import { wishesText } from "./wishes.ts";

/** Each of them is a mail to the candidate, one to the operators and a note: whoever holds the link could send them without end. */
const MOST_PER_HOUR = 5;

export const proposeChange: Change = async (deps, sent, { visit, form }) => {
  const typed = typedRanges(form);
  const comment = oneParagraph(form.one("comment"));
  const wishes = wishesOf(form);
  const { extraMinutes } = wishes;
  const { latestAt } = visit.loaded.interview;
  const leastMinutes = minutesWith(visit, wishes);
  const within = { zone: visit.zone, now: visit.now, latestAt, leastMinutes, extraMinutes };
  const { ranges, errors } = readRanges(typed, within);
  const nights = form.one("unusual") === "yes" ? [] : nightsOf(ranges, visit.zone, leastMinutes);
  if (errors.size > 0 || nights.length > 0) {
    return show(sent, proposePage(visit, { ranges: typed, comment, wishes, errors, nights }), {
      ...deps.config,
      status: 422,
    });
  }
  await keepZone(deps, visit);
  return happen(deps, sent, visit, async (tx, { interview, row }) => {
    // Pressed twice: the times are there already, and nobody needs a second mail about them.
    const arranged = { extraMinutes, accommodation: wishesText(wishes) };
    const asArranged = row.extra_minutes === extraMinutes && (row.accommodation ?? "") === arranged.accommodation;
    if (asArranged && isSame(interview.proposal, ranges, comment)) return refuse("already_given", "");
    if ((await givenSince(tx, interview.id, visit.now - hours(1))) >= MOST_PER_HOUR)
      return refuse(
        "too_many",
        "You gave other times several times within the hour. Those that you gave last count; please change them later.",
      );
    // Before anybody is looked for: more time makes the interview longer for whoever is to be free.
    await saveArranged(tx, interview.id, arranged);
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
