/** The happiness index: the share of good ratings minus the share of bad ones, and the mean, never without their number. Reads only. */
import { days, isBadRating, isGoodRating, type AnswerOf, type accountApi, type Mood } from "@interviewvector/domain";
import type { Db, Tx } from "../db/database.ts";
import type { CompanySubject } from "../http/subject.ts";
import { onlyVisible } from "../interview/visible.ts";

type Happiness = AnswerOf<typeof accountApi.home>["happiness"];

export const moodDays = 90;

export function moodOf(scores: readonly number[]): Mood {
  const count = scores.length;
  if (count === 0) return { count, index: null, mean: null };
  const share = scores.filter(isGoodRating).length - scores.filter(isBadRating).length;
  const sum = scores.reduce((total, score) => total + score, 0);
  return { count, index: Math.round((100 * share) / count), mean: Math.round((10 * sum) / count) / 10 };
}

/** Inside `forCompany`: of the company's own interviews, for agencies those of their positions. */
export async function readHappiness(tx: Tx, by: CompanySubject, now: number): Promise<Happiness> {
  const rows = await tx
    .selectFrom("ratings as r")
    .innerJoin("interviews as i", "i.id", "r.interview_id")
    .innerJoin("positions as p", "p.id", "i.position_id")
    .leftJoin("company_bookings as b", "b.id", "i.booking_id")
    .select(["r.score", "r.rated_at", "r.expert_id", "p.id as positionId", "p.title", "b.expert_first_name"])
    .where("r.rated_at", ">", new Date(now - days(moodDays)))
    .where(onlyVisible(by, "i.position_id"))
    .execute();
  const scores = (some: typeof rows) => moodOf(some.map(({ score }) => score));
  const since30 = now - days(30);
  const grouped = (key: (row: (typeof rows)[number]) => string) =>
    [...Map.groupBy(rows, key).values()].sort((left, right) => right.length - left.length);
  return {
    last30: scores(rows.filter((row) => row.rated_at.getTime() > since30)),
    last90: scores(rows),
    byPosition: grouped((row) => row.positionId).flatMap((some) => {
      const [first] = some;
      return first ? [{ positionId: first.positionId, name: first.title, ...scores(some) }] : [];
    }),
    byExpert: grouped((row) => row.expert_id).map((some) => ({
      name: some.find((row) => row.expert_first_name !== null)?.expert_first_name ?? "An expert",
      ...scores(some),
    })),
  };
}

/** Of everybody's interviews with this expert. */
export async function readExpertMood(db: Db | Tx, expertId: string, now: number): Promise<Mood> {
  const rows = await db
    .selectFrom("ratings")
    .select("score")
    .where("expert_id", "=", expertId)
    .where("rated_at", ">", new Date(now - days(moodDays)))
    .execute();
  return moodOf(rows.map(({ score }) => score));
}
